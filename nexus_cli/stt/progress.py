"""How far a download is, from what its process tells."""

import asyncio
import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

STALLED_SECONDS = 9.0
"""Silence after which a person should be told."""
_RATE_SECONDS = 5.0
_TICK_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a download is."""

    received_bytes: int
    total_bytes: int
    """Zero until the hub has said it."""
    bytes_per_second: float
    """Over the last five seconds."""
    quiet_seconds: float
    """Since the last byte came."""

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.received_bytes / self.total_bytes if self.total_bytes else 0.0

    @property
    def stalled(self) -> bool:
        """Whether nothing has come for STALLED_SECONDS."""
        return self.quiet_seconds >= STALLED_SECONDS


class FetchFaultError(Exception):
    """The process named a fault, or ended without a word."""


class Watch:
    """Reads what the process tells, and keeps telling while it tells nothing."""

    def __init__(
        self, process: asyncio.subprocess.Process, on_progress: Callable[[Progress], None]
    ) -> None:
        self._process = process
        self._on_progress = on_progress
        self._total = 0
        self._steps: deque[tuple[float, int]] = deque([(self._now(), 0)])

    async def follow(self, order: dict[str, str]) -> None:
        """Return when the files are there; raises FetchFaultError."""
        assert self._process.stdin and self._process.stdout  # noqa: S101  # both are pipes
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        line = asyncio.ensure_future(self._process.stdout.readline())
        try:
            while True:
                done, _ = await asyncio.wait({line}, timeout=_TICK_SECONDS)
                ended = False
                if done:
                    ended = self._is_end(json.loads(line.result() or b'{"fault": "broken"}'))
                    line = asyncio.ensure_future(self._process.stdout.readline())
                self._on_progress(self._progress())
                if ended:
                    return
        finally:
            line.cancel()

    def _is_end(self, told: dict[str, object]) -> bool:
        if "fault" in told:
            raise FetchFaultError(told["fault"])
        self._total = int(str(told.get("total", self._total)))
        received = int(str(told.get("received", self._steps[-1][1])))
        if "total" in told:  # what an earlier download brought is no rate of this one
            self._steps = deque([(self._now(), received)])
        if received != self._steps[-1][1]:
            self._steps.append((self._now(), received))
        return "done" in told

    def _progress(self) -> Progress:
        now = self._now()
        while len(self._steps) > 1 and self._steps[1][0] < now - _RATE_SECONDS:
            self._steps.popleft()
        (since, before), (last, received) = self._steps[0], self._steps[-1]
        rate = (received - before) / max(now - since, _TICK_SECONDS)
        return Progress(received, self._total, rate, now - last)

    def _now(self) -> float:
        return asyncio.get_running_loop().time()
