"""Prompts: read from `prompts/*.md`, filled strictly, with all untrusted text behind fences."""

from nexus_cli.brain.prompting.budget import Exchange, pruned, tokens_of
from nexus_cli.brain.prompting.caller import Caller, Told
from nexus_cli.brain.prompting.fence import Block, fenced, neutral
from nexus_cli.brain.prompting.template import Prompt, load_prompt

__all__ = [
    "Block",
    "Caller",
    "Exchange",
    "Prompt",
    "Told",
    "fenced",
    "load_prompt",
    "neutral",
    "pruned",
    "tokens_of",
]
