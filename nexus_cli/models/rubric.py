"""The scale that answers are scored on. Totals are computed here, in code, never by a brain."""

from collections.abc import Mapping
from enum import StrEnum

from pydantic import Field

from nexus_cli.models.frozen import Frozen


class Band(StrEnum):
    """A total in a word."""

    OUTSTANDING = "outstanding"
    STRONG = "strong"
    ADEQUATE = "adequate"
    WEAK = "weak"
    POOR = "poor"


class Verdict(StrEnum):
    """What the total recommends; a person decides."""

    RECOMMEND = "RECOMMEND"
    CONSIDER = "CONSIDER"
    DO_NOT_RECOMMEND = "DO NOT RECOMMEND"


class Dimension(Frozen):
    """One thing an answer is scored for, 0-5."""

    name: str
    description: str
    weight: float = Field(default=1.0, gt=0)
    anchors: dict[int, str] = {}
    """Level (0-5) to the behaviour seen at that level."""


class Rubric(Frozen):
    """The dimensions, with their weights."""

    name: str
    version: str
    dimensions: tuple[Dimension, ...] = Field(min_length=1)

    def average(self, scores: Mapping[str, float | None]) -> float | None:
        """Return the weighted mean (0-5, two decimals) of the scores that are not null, or None."""
        known = [(d.weight, scores.get(d.name)) for d in self.dimensions]
        judged = [(weight, score) for weight, score in known if score is not None]
        if not judged:
            return None
        total = sum(weight * score for weight, score in judged)
        return round(total / sum(weight for weight, _ in judged), 2)


def band_of(overall: float) -> Band:
    """Return the band of a total on 0-5; the cuts stand in the README."""
    for floor, band in ((4.2, Band.OUTSTANDING), (3.4, Band.STRONG), (2.6, Band.ADEQUATE)):
        if overall >= floor:
            return band
    return Band.WEAK if overall >= 1.8 else Band.POOR


def verdict_of(overall: float) -> Verdict:
    """Return what a total on 0-5 recommends: 3.4 and up, 2.4 and up, or neither."""
    if overall >= 3.4:
        return Verdict.RECOMMEND
    return Verdict.CONSIDER if overall >= 2.4 else Verdict.DO_NOT_RECOMMEND
