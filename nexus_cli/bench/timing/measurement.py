"""Rounds, summed up: metrics, ratios and where the time went."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nexus_cli.bench.result import Metric
from nexus_cli.bench.timing.percentiles import FEWEST_FOR_P99, median, percentile
from nexus_cli.bench.timing.ratios import RATIOS
from nexus_cli.bench.timing.scenario import Round

_UNITS = {"load": "processes", "late_blocks": "blocks"}


@dataclass(frozen=True)
class Measurement:
    """All rounds of one benchmark, in the order in which they were measured."""

    rounds: Sequence[Round]

    @property
    def samples(self) -> dict[str, list[float]]:
        """Metric to its times in milliseconds, of all rounds."""
        found: dict[str, list[float]] = {}
        for one in self.rounds:
            for name, times in one.times.items():
                found.setdefault(name, []).extend(times)
        return found

    @property
    def metrics(self) -> dict[str, Metric]:
        """Return every metric that was tried; one that only failed has no percentiles."""
        samples, failures = self.samples, self._failures
        return {
            name: _metric(_unit(name), samples.get(name, []), failures[name])
            for name in dict.fromkeys((*samples, *failures))
        }

    @property
    def ratios(self) -> dict[str, float]:
        """Return the ratios of fastest times, then the medians of those that rounds brought."""
        samples = self.samples
        found: dict[str, list[float]] = {
            name: [min(samples[ratio.fastest[0]]) / min(samples[ratio.fastest[1]])]
            for name, ratio in RATIOS.items()
            if ratio.fastest and set(ratio.fastest) <= samples.keys()
        }
        for one in self.rounds:
            for name, value in one.ratios.items():
                found.setdefault(name, []).append(value)
        return {name: median(values) for name, values in found.items()}

    @property
    def breakdown(self) -> dict[str, dict[str, float]]:
        """Return the mean milliseconds of each part, so that the parts still sum to the whole."""
        return {
            whole: _means([one.parts[whole] for one in self.rounds if whole in one.parts])
            for whole in dict.fromkeys(name for one in self.rounds for name in one.parts)
        }

    @property
    def _failures(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for one in self.rounds:
            found.update(one.failures)
        return found


def _unit(name: str) -> str:
    """Return the unit that a metric's name tells."""
    if name.startswith("calls_"):
        return "calls"
    return _UNITS.get(name) or ("MB" if name.endswith("_mb") else "ms")


def _metric(unit: str, times: Sequence[float], failures: int) -> Metric:
    if not times:
        return Metric(unit, 0, failures)
    enough = len(times) >= FEWEST_FOR_P99
    return Metric(
        unit,
        len(times),
        failures,
        p50=percentile(times, 0.5),
        p95=percentile(times, 0.95),
        p99=percentile(times, 0.99) if enough else None,
        max=max(times),
    )


def _means(rounds: Sequence[Mapping[str, float]]) -> dict[str, float]:
    names = dict.fromkeys(name for parts in rounds for name in parts)
    return {
        name: round(sum(parts.get(name, 0.0) for parts in rounds) / len(rounds), 3)
        for name in names
    }
