"""What a model fills when it finds gaps and writes questions."""

from pydantic import BaseModel


class FoundArea(BaseModel):
    """Something the interview should look into."""

    requirement: str
    """Id of the requirement it comes from."""
    claims: list[str]
    """Ids of what the CV says about it."""
    area: str
    """A few words: a duty, or depth behind a skill."""
    reason: str
    """One sentence that the candidate may read."""
    priority: int
    """1 is looked into first, 3 last."""


class FoundGaps(BaseModel):
    """The areas, the most telling first."""

    areas: list[FoundArea]


class WrittenPoint(BaseModel):
    """One thing that a good answer says."""

    text: str
    other_words: list[str]
    """The same thing as a person would say it aloud."""
    probe_topic: str
    """A few words that a follow-up may name without revealing the point."""


class WrittenItem(BaseModel):
    """One question: what it is about first, then what a good answer says, then its words."""

    area: str
    """Id of the area it looks into."""
    concept: str
    """Its subject in a few words; no two items share one."""
    points: list[WrittenPoint]
    question: str
    """What is said aloud."""
    follow_up: str
    """Asked when the answer was thin; it holds nothing of the points."""
    low: str
    """What an answer at level 1 does."""
    middle: str
    """At level 3."""
    high: str
    """At level 5."""
    model_answer: str


class WrittenItems(BaseModel):
    """One item an area."""

    items: list[WrittenItem]
