"""How values spread: a few bins of one round width."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

BINS = 8
"""At most, plus one for what the round width leaves over."""
_STEPS = (1.0, 2.0, 5.0, 10.0)


@dataclass(frozen=True)
class Bin:
    """Values from `low` (included) to `high` (left out)."""

    low: float
    high: float
    count: int


def histogram(values: Sequence[float], bins: int = BINS) -> list[Bin]:
    """Return bins that hold every value once, from the least to the greatest; none for no values.

    Their width is 1, 2 or 5 times a power of ten, and their ends are multiples of it.
    """
    if not values:
        return []
    width = _round_width((max(values) - min(values)) / bins)
    places = [math.floor(value / width) for value in values]
    return [
        Bin(place * width, (place + 1) * width, places.count(place))
        for place in range(min(places), max(places) + 1)
    ]


def _round_width(least: float) -> float:
    """Return the least round width that is no less than `least`, and 0.001 at least."""
    least = max(least, 0.001)
    power = 10.0 ** math.floor(math.log10(least))
    return next((step * power for step in _STEPS if step * power >= least), 10.0 * power)
