"""A benchmark in the words that every form of it shares."""

import math
from collections.abc import Mapping, Sequence

from nexus_cli.bench.result import BenchResult, Metric
from nexus_cli.bench.timing.histogram import Bin
from nexus_cli.bench.timing.percentiles import FEWEST_FOR_P99
from nexus_cli.bench.timing.ratios import ratio_named

COLUMNS = ("n", "failed", "p50", "p95", "p99", "max")
UNIT = "All times in milliseconds; what ends in _mb is memory; calls, load and blocks are counts."
WITHHELD = f"p99 needs {FEWEST_FOR_P99} values: with fewer it is left out."
RATIOS = "Ratios, both sides measured in this run"
NO_VALUE = "-"
_FEWEST_FOR_HISTOGRAM = 5


def cells(metric: Metric) -> list[str]:
    """Return what stands in `COLUMNS` for a metric."""
    figures = (metric.p50, metric.p95, metric.p99, metric.max)
    return [str(metric.n), str(metric.failures), *map(milliseconds, figures)]


def milliseconds(value: float | None) -> str:
    """Return a time with three digits that count, and no more than two decimals."""
    if value is None:
        return NO_VALUE
    decimals = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{decimals}f}"


def notes(result: BenchResult) -> list[str]:
    """Return what must be said of the metrics as a whole."""
    withheld = any(metric.n and metric.p99 is None for metric in result.metrics.values())
    return [UNIT, *([WITHHELD] if withheld else [])]


def ratio_lines(ratios: Mapping[str, float]) -> list[tuple[str, str, str]]:
    """Return each ratio's name, value, and what it compares with its goal, if it has one."""
    known = [(name, value, ratio_named(name)) for name, value in ratios.items()]
    return [
        (name, f"{value:.2f}", "; ".join(part for part in (ratio.meaning, ratio.aim) if part))
        for name, value, ratio in known
    ]


def part_lines(parts: Mapping[str, float]) -> Sequence[tuple[str, float, str]]:
    """Return each part's name in words, its share (0 to 1), and both figures in words."""
    whole = sum(parts.values())
    shares = {name: ms / whole if whole else 0.0 for name, ms in parts.items()}
    return [
        (name.replace("_", " "), shares[name], f"{milliseconds(ms)} ms, {shares[name]:.0%}")
        for name, ms in parts.items()
    ]


def spread(samples: Mapping[str, Sequence[float]]) -> list[tuple[str, Sequence[float]]]:
    """Return the metrics with enough values for a histogram, and their times."""
    return [(name, ms) for name, ms in samples.items() if len(ms) >= _FEWEST_FOR_HISTOGRAM]


def bin_lines(bins: Sequence[Bin]) -> Sequence[tuple[str, float, str]]:
    """Return each bin's ends, its length beside the fullest (0 to 1), and its count in words."""
    most = max((one.count for one in bins), default=0) or 1
    width = bins[0].high - bins[0].low if bins else 1.0
    decimals = max(0, -math.floor(math.log10(width) + 1e-9))
    ends = [(f"{one.low:,.{decimals}f}", f"{one.high:,.{decimals}f}") for one in bins]
    digits = max((len(end) for pair in ends for end in pair), default=0)
    return [
        (f"{low:>{digits}} to {high:>{digits}}", one.count / most, str(one.count))
        for (low, high), one in zip(ends, bins, strict=True)
    ]
