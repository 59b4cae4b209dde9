"""What a reader of one format hands back: plain values, so that they cross a process border."""

from dataclasses import dataclass, field
from typing import Literal

Trick = Literal["INVISIBLE", "COVERED", "TINY", "OFF_PAGE", "NOT_DISPLAYED"]
"""The member names of `models.document.HidingTrick`."""

SMALLEST_POINTS = 4.0
"""Letters below this size cannot be read on paper or at a normal zoom."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """Words that are in the file but that a reader cannot see."""

    text: str
    trick: Trick
    page: int | None = None
    """Counted from 1."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The visible lines of a file, with the words that were kept out of them."""

    text: str
    hidden: list[Hidden] = field(default_factory=list)
    pages: int | None = None
