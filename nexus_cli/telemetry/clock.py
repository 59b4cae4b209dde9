"""Two clocks in one: monotonic seconds for durations, UTC for display."""

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Where the program reads the time; tests pass one that they move by hand."""

    def seconds(self) -> float:
        """Return monotonic seconds from an arbitrary start."""
        ...

    def now(self) -> datetime:
        """Return the wall clock in UTC."""
        ...


class SystemClock:
    """The machine's own clocks."""

    def seconds(self) -> float:
        """Return `time.monotonic()`."""
        return time.monotonic()

    def now(self) -> datetime:
        """Return the wall clock in UTC."""
        return datetime.now(UTC)
