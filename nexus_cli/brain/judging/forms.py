"""What a model fills when it judges an answer: evidence before status, status before level."""

from typing import Literal

from pydantic import BaseModel, Field


class JudgedPoint(BaseModel):
    """What the answer says about one key point."""

    id: str
    sentence: str
    """Id of the sentence that says it, or empty."""
    quote: str
    """Copied from that sentence, or empty."""
    gap: str
    """What is missing, in a few words; empty when nothing is."""
    status: Literal["explained", "mentioned", "absent", "contradicted"]


class ValidExtra(BaseModel):
    """Something right that the key points do not list."""

    sentence: str
    quote: str
    why: str


class JudgedError(BaseModel):
    """Something wrong that the answer says."""

    sentence: str
    quote: str
    why: str


class JudgedDimension(BaseModel):
    """What speaks for and against, then the level."""

    id: str
    speaks_for: str
    speaks_against: str
    sentence: str
    quote: str
    level: int | None = Field(ge=0, le=5)
    """0-5 by the anchors; null when the answer gives nothing to judge it by."""


class AnswerGrade(BaseModel):
    """One judgement of one answer. No total, no verdict, no advice."""

    answer_kind: Literal[
        "substantive", "fragment", "off_topic", "declined", "asks_back", "unintelligible"
    ]
    addressed_to_grader: list[str]
    """Ids of sentences that tell the grader what to do."""
    points: list[JudgedPoint]
    extra_valid: list[ValidExtra]
    errors: list[JudgedError]
    dimensions: list[JudgedDimension]
    confidence: int = Field(ge=1, le=5)
