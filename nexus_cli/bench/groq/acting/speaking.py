"""What an honest model says aloud, and answers about the role."""

import re

from nexus_cli.bench.groq.acting.told import Told
from nexus_cli.brain.replying.forms import RoleAnswer
from nexus_cli.brain.role_answers import answer_about_role
from nexus_cli.knowledge.lexicon import find_skills
from nexus_cli.models.job import Job

_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w-]+")
_MOST_LINES = 2
_BRIDGE = "Let us go on from there."
_DEEPER = "What did you do yourself at that point?"
_CLARIFY = "I mean a real situation. What was it, and what did you do yourself?"


def say(told: Told) -> str:
    """Return a follow-up, what a question means, or a bridge that asks nothing."""
    topic = (told.fence("topic").text or told.plain("topic")).rstrip(" .")
    if is_follow_up(told):
        return f"Let us stay with {topic}. What more can you tell me?" if topic else _DEEPER
    if told.plain("action") == "clarify":
        return f"I am asking about {topic}. Tell me of a real case." if topic else _CLARIFY
    named = _named(told.fence("answer").text)
    return f"You spoke of {named}. {_BRIDGE}" if named else _BRIDGE


def is_follow_up(told: Told) -> bool:
    """Tell a follow-up's prompt from one for other words, by the sentence of its task."""
    return "follow-up" in told.system.strip().partition("\n")[0].casefold()


def _named(answer: str) -> str:
    """Return the first skill or name in the answer; empty when there is none."""
    skills = [answer[start:end] for _, start, end in find_skills(answer)]
    return next(iter((*skills, *_NAME.findall(answer))), "")


def answer_role(told: Told) -> RoleAnswer:
    """Return what the job's lines say to the question, in their words; nothing when none does."""
    lines = told.fence("job", "jd", "description").lines
    question = told.fence("asked", "question").text or told.plain("question")
    found = answer_about_role(question, Job(title="", passages=tuple(lines.values())))
    used = [line for line, text in lines.items() if f'"{text}' in found or f"… {text}" in found]
    told_lines = [f"{lines[line].strip('-*• ').rstrip('.')}." for line in used[:_MOST_LINES]]
    return RoleAnswer(lines=used[:_MOST_LINES], answer=" ".join(told_lines))
