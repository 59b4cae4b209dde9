"""What a model fills when it words feedback: every sentence names the evidence it rests on."""

from pydantic import BaseModel


class Observation(BaseModel):
    """What several pieces of evidence show together."""

    evidence: list[str]
    what: str


class Strength(BaseModel):
    """Something that went well."""

    evidence: list[str]
    text: str


class Improvement(BaseModel):
    """Something to work on, and one thing to do about it."""

    evidence: list[str]
    gap: str
    next_step: str


class WordedFeedback(BaseModel):
    """Observations first, the summary last."""

    observations: list[Observation]
    strengths: list[Strength]
    improve: list[Improvement]
    summary: str
