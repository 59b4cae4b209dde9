"""What scoring one answer gives, before totals are computed."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from nexus_cli.models.frozen import Frozen


class Status(StrEnum):
    """Whether an answer has a score."""

    SCORED = "scored"
    UNANSWERED = "unanswered"
    NEEDS_HUMAN = "needs_human"


class Evidence(Frozen):
    """A verbatim piece of what was said."""

    source: Literal["answer", "follow_up"]
    quote: str
    start: int
    """Offset in code points into the text named by `source`; `text[start:end] == quote`."""
    end: int


class DimensionScore(Frozen):
    """A score on one dimension, with what it rests on."""

    score: float | None = Field(default=None, ge=0, le=5)
    """None when the brain cannot judge this dimension."""
    evidence: tuple[Evidence, ...] = ()
    reasoning: str = ""
    spread: float | None = None
    """Highest less lowest of several judgements; None when there was one."""


class PointCoverage(Frozen):
    """How far one key point was met."""

    point: str
    coverage: float = Field(ge=0, le=1)
    covered: bool
    evidence: Evidence | None = None


class Grade(Frozen):
    """A brain's judgement of one answer with its follow-up."""

    status: Status
    scores: dict[str, DimensionScore] = {}
    points: tuple[PointCoverage, ...] = ()
    flags: tuple[str, ...] = ()
    """Sentences about what looks wrong in the text, such as instructions meant for the grader."""
    better_answer: str | None = None
    judgements: int = 1
    """How many judgements the scores are the median of."""
