"""A question, what a good answer to it says, and the plan that questions form."""

from enum import StrEnum

from pydantic import Field

from nexus_cli.models.frozen import Frozen

TRANSFER_QUESTION = "any-skill-closest"
"""Begins the ids of questions about a skill that the CV lacks: what is the closest thing done?"""


class Category(StrEnum):
    """What a question is for."""

    OPENING = "opening"
    TECHNICAL = "technical"
    BEHAVIOURAL = "behavioural"
    SITUATIONAL = "situational"
    CLOSING = "closing"


class KeyPoint(Frozen):
    """One thing that a good answer says."""

    point: str
    """A full clause of content, never `explains X well`."""
    accept: tuple[str, ...] = ()
    """Other wordings that count as saying it."""
    probe_topic: str = ""
    """What a follow-up may be told it is about: a few words that reveal nothing of the point."""


class Question(Frozen):
    """One question of an interview."""

    id: str
    text: str
    category: Category
    target: str
    """The skill or behaviour it looks at."""
    key_points: tuple[KeyPoint, ...]
    follow_up_hint: str
    skills: tuple[str, ...] = ()
    difficulty: int = Field(default=2, ge=1, le=3)
    """1 basic, 2 working level, 3 senior."""
    anchors: dict[int, str] = {}
    """Level (1, 3, 5) to what an answer at that level does."""
    model_answer: str = ""
    paraphrase: str = ""
    """The model answer in another person's words; the self-test scores it."""
    reason: str = ""
    """Why this question was planned for this candidate; set by the planner."""


class Plan(Frozen):
    """The questions of one interview, in order."""

    questions: tuple[Question, ...]
    seed: int
    notes: tuple[str, ...] = ()
    """What the planner wants said aloud, such as that every fitting question was seen before."""
