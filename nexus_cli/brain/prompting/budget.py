"""What fits into a prompt: tokens estimated, history pruned by whole turns."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from nexus_cli.llm.protocol import CHARACTERS_A_TOKEN

MOST_TOKENS = 7_000
"""Prompt and reserved answer together: Groq's free plan refuses more than 8,000 in one request."""


@dataclass(frozen=True)
class Exchange:
    """Something asked and what was said to it."""

    asked: str
    said: str


def tokens_of(text: str) -> int:
    """Return about how many tokens `text` is, counted high."""
    return math.ceil(len(text) / CHARACTERS_A_TOKEN)


def pruned(turns: Sequence[Exchange], tokens: int) -> tuple[Exchange, ...]:
    """Return the latest whole turns that fit into `tokens`, in order; none is ever cut."""
    kept: list[Exchange] = []
    left = tokens
    for turn in reversed(turns):
        left -= tokens_of(turn.asked) + tokens_of(turn.said)
        if left < 0:
            break
        kept.append(turn)
    return tuple(reversed(kept))
