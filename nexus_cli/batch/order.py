"""What somebody wants scored, and how it goes."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from nexus_cli.models.usage import ModelUsage

Ask = Callable[[str, tuple[str, ...]], str | None]
"""Takes a file and the names in it; returns the candidate's, or None when nobody knows."""


@dataclass(frozen=True)
class FolderOrder:
    """Saved interviews to be scored for one job."""

    sources: tuple[Path, ...]
    """Folders and files."""
    out: Path
    job: Path | str
    """A job description, or `-` for standard input."""
    rubric: Path | None = None
    """A rubric, or a scale as nexus writes it; None takes what lies in `out`, or makes one."""
    repeat: int = 1
    blind: bool = False
    candidate: str | None = None
    retry_errors: bool = False


@dataclass(frozen=True)
class Progress:
    """How far a run is."""

    doing: str
    """What is worked at, such as `scoring`."""
    done: int
    total: int
    """Of this run; what was scored before is not counted."""
    failed: int = 0
    a_second: float = 0.0
    """Over the whole run."""
    cost_usd: float | None = None
    """At list price, of this run; None offline, or where a price is not known."""

    @property
    def seconds_left(self) -> float | None:
        """Return about how long the rest takes; None before anything is done."""
        return (self.total - self.done) / self.a_second if self.a_second else None


Listener = Callable[[Progress], None]


@dataclass(frozen=True)
class RunFigures:
    """What one run did, for run.json and the last lines on the screen."""

    started_at: str
    seconds: float
    files: int
    scored_before: int
    scored_now: int
    calls: int = 0
    usage: tuple[ModelUsage, ...] = ()
    cost_usd: float | None = None
    notices: tuple[str, ...] = ()
