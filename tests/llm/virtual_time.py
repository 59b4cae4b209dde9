"""An event loop whose clock leaps to the next thing that is due, so that waiting takes no time."""

import asyncio
import selectors
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from nexus_cli.llm.timing import Timing

T = TypeVar("T")

SETTLE_SECONDS = 0.0005
"""Real time in which bytes on the loopback arrive before the clock leaps."""
SILENCE_SECONDS = 5.0


class _Leaping(selectors.DefaultSelector):
    """Looks for bytes at once; when there are none, the time asked for has passed."""

    def __init__(self, settle_seconds: float) -> None:
        super().__init__()
        self.elapsed = 0.0
        self._settle_seconds = settle_seconds

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            ready = super().select(SILENCE_SECONDS)
            assert ready, "nothing is due and nobody sends"
            return ready
        ready = super().select(min(timeout, self._settle_seconds))
        if not ready and timeout > 0:
            self.elapsed += timeout + 1e-9
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """Sockets are real, time is not."""

    def __init__(self, settle_seconds: float) -> None:
        self.leaping = _Leaping(settle_seconds)
        super().__init__(self.leaping)

    def time(self) -> float:
        return self.leaping.elapsed


class LoopClock:
    """The running loop's time as nexus reads it."""

    def seconds(self) -> float:
        return asyncio.get_running_loop().time()

    def now(self) -> datetime:
        return datetime(2026, 5, 4, tzinfo=UTC) + timedelta(seconds=self.seconds())


def virtual(coroutine: Coroutine[Any, Any, T], settle_seconds: float = 0.0) -> T:
    """Run to the end on a virtual loop; where there are sockets, let bytes settle."""
    with asyncio.Runner(loop_factory=lambda: VirtualLoop(settle_seconds)) as runner:
        return runner.run(coroutine)


def timing(chance: float = 0.5) -> Timing:
    """Virtual time and a die that always shows the same."""
    return Timing(clock=LoopClock(), chance=lambda: chance)
