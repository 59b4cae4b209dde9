"""Ratios of an earlier run, and what moved since. Times are not compared: they are a machine's."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nexus_cli.bench.timing.ratios import ratio_named
from nexus_cli.errors import UsageError


@dataclass(frozen=True)
class Moved:
    """One ratio, then and now."""

    name: str
    before: float
    now: float

    @property
    def worse_by(self) -> float:
        """Per cent; below 0 it got better."""
        return ratio_named(self.name).worse_by(self.before, self.now)

    @property
    def sentence(self) -> str:
        """Return what moved, and how far."""
        way = "worse" if self.worse_by > 0 else "better"
        change = f"{abs(self.worse_by):.0f} % {way}"
        return f"{self.name} went from {self.before:.2f} to {self.now:.2f}: {change}."


def read_baseline(path: Path) -> dict[str, float]:
    """Return the ratios of a file that `--json` wrote; raises UsageError when it holds none."""
    try:
        whole: Any = json.loads(path.read_text("utf-8"))
        ratios = {str(name): float(ratio) for name, ratio in whole["ratios"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, OverflowError):
        ratios = {}
    if not ratios or not all(math.isfinite(r) and r > 0 for r in ratios.values()):
        raise UsageError(
            f"{path} holds no ratios of a benchmark.",
            "Write it with the same command and --json > FILE.",
        )
    return ratios


def compare(before: Mapping[str, float], now: Mapping[str, float]) -> list[Moved]:
    """Return the ratios of both, the one that got worst first.

    Raises UsageError when they have none in common.
    """
    both = [Moved(name, before[name], now[name]) for name in before if now.get(name, 0) > 0]
    if not both:
        raise UsageError(
            "The baseline has no ratio in common with this benchmark.",
            "Compare with a baseline of the same scenario and profile.",
        )
    return sorted(both, key=lambda moved: -moved.worse_by)
