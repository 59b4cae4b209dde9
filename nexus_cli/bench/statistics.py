"""Agreement of scores with people's grades. Sums are exact, so no order of the data matters."""

import math
import random
from collections.abc import Sequence
from itertools import groupby

_SEED, _DRAWS = 20_240_229, 2_000


def pearson(x: Sequence[float], y: Sequence[float]) -> float:
    """Return the correlation of two series of one length; 0 when one of them is constant."""
    n = len(x)
    if n < 2 or len(set(x)) < 2 or len(set(y)) < 2:
        return 0.0
    mean_x, mean_y = math.fsum(x) / n, math.fsum(y) / n
    both = math.fsum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True))
    spread_x = math.fsum((a - mean_x) ** 2 for a in x)
    spread_y = math.fsum((b - mean_y) ** 2 for b in y)
    spread = math.sqrt(spread_x) * math.sqrt(spread_y)
    return both / spread if spread else 0.0


def spearman(x: Sequence[float], y: Sequence[float]) -> float:
    """Return the correlation of ranks; equal values share the mean of their ranks."""
    return pearson(ranks(x), ranks(y))


def ranks(values: Sequence[float]) -> list[float]:
    """Return the rank of each value, from 0 upward."""
    order = sorted(range(len(values)), key=values.__getitem__)
    found = [0.0] * len(values)
    start = 0
    for _, tied in groupby(order, key=values.__getitem__):
        places = list(tied)
        for place in places:
            found[place] = start + (len(places) - 1) / 2
        start += len(places)
    return found


def interval(per_question: Sequence[float]) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of a mean over questions, drawn with a fixed seed."""
    source = random.Random(_SEED)  # noqa: S311 - the same draws every time, on purpose
    size = len(per_question)
    means = sorted(
        math.fsum(source.choices(per_question, k=size)) / size if size else 0.0
        for _ in range(_DRAWS)
    )
    return means[int(0.025 * _DRAWS)], means[int(0.975 * _DRAWS) - 1]


def weighted_kappa(x: Sequence[int], y: Sequence[int], levels: int) -> float:
    """Return Cohen's kappa with quadratic weights of two series of levels 0 to `levels` - 1.

    1 is full agreement, 0 what chance would give; 0 as well when nothing can disagree.
    """
    count_x = [sum(value == level for value in x) for level in range(levels)]
    count_y = [sum(value == level for value in y) for level in range(levels)]
    observed = sum((a - b) ** 2 for a, b in zip(x, y, strict=True)) * len(x)
    by_chance = sum(
        count_x[a] * count_y[b] * (a - b) ** 2 for a in range(levels) for b in range(levels)
    )
    return 1 - observed / by_chance if by_chance else 0.0
