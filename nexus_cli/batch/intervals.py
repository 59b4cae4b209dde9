"""How far a total may lie from what it would be over other questions of the kind."""

from collections.abc import Iterable, Sequence
from math import sqrt
from statistics import NormalDist, fmean

LEVEL = 0.90
"""Share of the cases in which the interval holds what it is an interval of."""
USUAL_SD = 0.9
"""Spread (SD, points) between the answers of one person, where a folder tells little about it.

A little over the 0.76 that the offline brain gives, pooled, over the twelve interviews of
`sample_data/transcripts/data-engineer-folder` (0.3 to 1.3 for single candidates).
"""
USUAL_WEIGHT = 6.0
"""Degrees of freedom that `USUAL_SD` counts for beside a folder's own."""
PRIOR_WEIGHT = 6.0
"""Degrees of freedom that the folder's spread counts for beside one person's own."""
_RANGE_OF_TWO = 1.128
"""Expected range of two judgements in SDs (d2 of control charts); of more it is larger, so that a
range over it never understates their spread."""


def pooled_variance(groups: Iterable[Sequence[float]]) -> float:
    """Return the variance (points squared) within persons, over all persons of a folder.

    `groups` holds the averages of each person's answers. Sums of squares and degrees of freedom
    are pooled, with `USUAL_SD` counting for `USUAL_WEIGHT` of them, so that one person has one too.
    """
    squares, freedom = USUAL_WEIGHT * USUAL_SD**2, USUAL_WEIGHT
    for averages in groups:
        squares += _squares(averages)
        freedom += max(0, len(averages) - 1)
    return squares / freedom


def half_width(averages: Sequence[float], spreads: Sequence[float], pooled: float) -> float:
    """Return half the 90 % interval (points) of the mean of `averages` (one or more answers).

    The standard error of the mean, with each person's variance drawn towards `pooled` and Student's
    t for the degrees of freedom of both (the moderated t of Smyth 2004, doi:10.2202/1544-6115.1027,
    with a fixed prior weight): four answers that agree by chance give no narrow interval. `spreads`
    are highest less lowest of repeated judgements, one an answer, empty without; what they say of
    the judging is added to what the answers say of the person.
    """
    count = len(averages)
    freedom = PRIOR_WEIGHT + count - 1
    variance = (PRIOR_WEIGHT * pooled + _squares(averages)) / freedom
    judging = fmean((spread / _RANGE_OF_TWO) ** 2 for spread in spreads) if spreads else 0.0
    return student(freedom) * sqrt((variance + judging) / count)


def student(freedom: float, level: float = LEVEL) -> float:
    """Return the two-sided quantile of Student's t, within 0.005 from 4 degrees of freedom.

    Abramowitz and Stegun 26.7.5, three terms.
    """
    z = NormalDist().inv_cdf((1 + level) / 2)
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / freedom + second / freedom**2 + third / freedom**3


def _squares(values: Sequence[float]) -> float:
    mean = fmean(values) if values else 0.0
    return sum((value - mean) ** 2 for value in values)
