"""What a scenario is given, and what it yields."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from time import perf_counter_ns, process_time_ns

NANOSECONDS = 1e6
"""In a millisecond."""
Clock = Callable[[], int]
"""Nanoseconds from an arbitrary start, never going back."""


class Profile(StrEnum):
    """Who answers while nexus is measured; figures of two profiles are never pooled."""

    OFFLINE = "offline"
    """Nobody: no network, no key."""
    EMULATED = "emulated"
    """The loopback services, as slow as the profile file says."""
    LIVE = "live"
    """Groq itself, with the key that is set."""


@dataclass(frozen=True)
class Setting:
    """What `measure` is called with."""

    rounds: int
    """How many to yield."""
    folder: Path
    """An empty folder for whatever is written; deleted afterwards."""
    profile: Profile = Profile.OFFLINE
    delays: Path | None = None
    """A profile file for what is emulated; None for the one that ships."""
    brief: bool = False
    """Leave out what takes long and is no side of a ratio with a goal."""
    first: int = 0
    """The number of the first round, not 0 when earlier ones were kept: it seeds what is drawn."""
    step: int = 1
    """From the number of a round to that of the next."""
    at_once: int = 1
    """How many rounds are measured at the same time, each in a process of its own; only where
    a round waits more than it works."""
    clock: Clock = field(default=perf_counter_ns)
    processor: Clock = field(default=process_time_ns)
    """Of all threads of this process."""

    def numbers(self) -> range:
        """Return the numbers of the rounds that are to be measured."""
        return range(self.first, self.first + self.rounds * self.step, self.step)

    def elapsed(self, work: Callable[[], object]) -> float:
        """Return how many milliseconds `work` takes."""
        start = self.clock()
        work()
        return (self.clock() - start) / NANOSECONDS


@dataclass(frozen=True)
class Round:
    """One pass over everything that a scenario measures, both sides of each ratio included."""

    times: Mapping[str, Sequence[float]] = field(default_factory=dict)
    """Metric to milliseconds; cold and warm are metrics of their own."""
    ratios: Mapping[str, float] = field(default_factory=dict)
    """Those that are compared round by round; `ratios.py` knows the others."""
    parts: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """Metric to its parts, in milliseconds; they sum to the whole."""
    failures: Mapping[str, int] = field(default_factory=dict)
    """Metric to the attempts that gave no time."""


Measure = Callable[[Setting], Iterator[Round]]
