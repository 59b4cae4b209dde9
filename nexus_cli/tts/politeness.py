"""How often a free service may be asked: few requests in a while, urgent ones first."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from nexus_cli.telemetry import Clock, SystemClock

REQUESTS = 4
"""Edge was seen to refuse after six rapid ones (rany2/edge-tts#452); two are left for retries."""
WINDOW_SECONDS = 10.0
KEPT_FOR_URGENT = 1
_LOOK_AGAIN_SECONDS = 0.05


class Politeness:
    """At most `REQUESTS` in any `WINDOW_SECONDS`; work for later leaves one of them free."""

    def __init__(
        self,
        clock: Clock | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._clock = clock or SystemClock()
        self._sleep = sleep
        self._sent: deque[float] = deque(maxlen=REQUESTS)
        self._urgent = 0

    def wait(self, ahead: bool = False) -> float:
        """Return the seconds until the next request may go."""
        room = REQUESTS - KEPT_FOR_URGENT if ahead else REQUESTS
        if len(self._sent) < room:
            return 0.0
        return max(0.0, self._sent[-room] + WINDOW_SECONDS - self._clock.seconds())

    async def turn(self, ahead: bool = False) -> None:
        """Return when the request may go, and count it; work for later lets urgent ones by."""
        self._urgent += not ahead
        try:
            while (wait := self.wait(ahead)) or (ahead and self._urgent):
                await self._sleep(wait or _LOOK_AGAIN_SECONDS)
            self._sent.append(self._clock.seconds())
        finally:
            self._urgent -= not ahead
