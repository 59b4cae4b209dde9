"""What a benchmark found, in the one shape that every benchmark prints."""

import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

SCHEMA = 1
_DECIMALS = 4


@dataclass(frozen=True)
class Metric:
    """One figure, or the count of a rule's checks; what is None is left out of the JSON."""

    unit: str
    n: int
    """What it was taken over: answers, questions or checks."""
    failures: int = 0
    value: float | None = None
    ci_low: float | None = None
    """Lower end of the 95 % interval."""
    ci_high: float | None = None
    p50: float | None = None
    p95: float | None = None
    p99: float | None = None
    max: float | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the fields that are known, figures with four decimals."""
        return {name: _rounded(value) for name, value in asdict(self).items() if value is not None}


@dataclass(frozen=True)
class BenchResult:
    """All figures of one benchmark."""

    scenario: str
    profile: str
    """Which variant was run, such as the name of the data."""
    metrics: dict[str, Metric]
    ratios: dict[str, float] = field(default_factory=dict)
    breakdown: dict[str, Any] = field(default_factory=dict)
    timings: dict[str, float] = field(default_factory=dict)
    """Seconds and rates: the only part that differs between two runs of the same input."""
    taken_on: Mapping[str, str | float | int] = field(default_factory=lambda: machine())
    """The machine; nothing that names a person or a host."""
    notes: tuple[str, ...] = ()
    """Sentences on what must be known to read the figures, such as where a run was stopped."""

    def as_json(self) -> dict[str, Any]:
        """Return the object that `--json` prints."""
        return {
            "schema": SCHEMA,
            "scenario": self.scenario,
            "profile": self.profile,
            "machine": dict(self.taken_on),
            "metrics": {name: metric.as_json() for name, metric in self.metrics.items()},
            "ratios": {name: _rounded(value) for name, value in self.ratios.items()},
            "breakdown": self.breakdown,
            "timings": {name: round(value, 2) for name, value in self.timings.items()},
            **({"notes": list(self.notes)} if self.notes else {}),
        }


def rate(outcomes: list[bool]) -> Metric:
    """Return the share of outcomes that are true, with how many are not."""
    passed = sum(outcomes)
    value = passed / len(outcomes) if outcomes else None
    return Metric("share", len(outcomes), len(outcomes) - passed, value)


def machine() -> dict[str, str]:
    """Return what the figures were taken on; nothing that names a person or a host."""
    return {
        "system": platform.system(),
        "architecture": platform.machine(),
        "python": platform.python_version(),
    }


def _rounded(value: Any) -> Any:
    return round(value, _DECIMALS) if isinstance(value, float) else value
