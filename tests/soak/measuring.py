"""What a soak measures of the process it runs in."""

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

_STATM = Path("/proc/self/statm")
_PAGE = 4_096


@dataclass
class Work:
    """What a stretch of time cost the whole process."""

    seconds: float = 0.0
    cpu_seconds: float = 0.0

    @property
    def of_one_core(self) -> float:
        """Share of one core, 0-1, and more where several worked."""
        return self.cpu_seconds / self.seconds


@contextmanager
def measured() -> Iterator[Work]:
    """Fill in what the work inside took; all threads of this process count."""
    work = Work()
    began, cpu = time.monotonic(), time.process_time()
    yield work
    work.seconds, work.cpu_seconds = time.monotonic() - began, time.process_time() - cpu


def resident_mb() -> float | None:
    """Return the memory this process holds, in MB; None where the system does not tell."""
    if not _STATM.exists():
        return None
    return int(_STATM.read_text().split()[1]) * _PAGE / 1e6


def shown(name: str, **figures: object) -> None:
    """Print figures for who reads `make soak`."""
    told = ", ".join(f"{key.replace('_', ' ')} {_short(value)}" for key, value in figures.items())
    print(f"\n  {name}: {told}", file=sys.stderr)


def percentiles_ms(seconds: Sequence[float]) -> str:
    """Return the number, p50, p99 and maximum of `seconds`, in milliseconds."""
    p50, p99, most = (1_000 * np.percentile(seconds, share) for share in (50, 99, 100))
    return f"n {len(seconds)} p50 {p50:.2f} p99 {p99:.2f} max {most:.2f} ms"


def _short(value: object) -> str:
    return f"{value:.3g}" if isinstance(value, float) else str(value)
