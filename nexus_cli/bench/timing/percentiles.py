"""Percentiles of a few values, and of too few."""

import math
from collections.abc import Sequence

FEWEST_FOR_P99 = 100
"""Values under which the 99th percentile would be the largest value in other words."""


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value under which `share` (0 to 1) of `values` lie; raises ValueError for none.

    Between two values it is interpolated: definition 7 of Hyndman and Fan, Sample Quantiles in
    Statistical Packages, The American Statistician 50 (1996), the default of NumPy and R.
    """
    if not values:
        raise ValueError("no values")
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    # Clamped: rounding of the sum may step over an end by one bit.
    between = ordered[below] + (place - below) * (ordered[above] - ordered[below])
    return min(max(between, ordered[below]), ordered[above])


def median(values: Sequence[float]) -> float:
    """Return the 50th percentile; raises ValueError for no values."""
    return percentile(values, 0.5)
