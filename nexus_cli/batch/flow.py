"""How many answers are under way at a time: as many as the service's limits let through."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from nexus_cli.llm import LimitWait

FEWEST, MOST = 2, 96
"""Answers at a time. 96 fill 60 calls a second when one takes a second and a half."""
AT_START = 4
_LONG_WAIT_SECONDS = 20.0
"""A call that waits so long for its turn shows that too many wait; from 75 s on it would go to the
next model, and not all candidates would be judged by one."""


class Flow:
    """Lets answers through; one more for each that came back, half as many after a long wait.

    The calls themselves are paced by `nexus_cli.llm`, which knows the limits; this bounds how many
    stand in that line, and how many a killed run has to ask again.
    """

    def __init__(self) -> None:
        self.limit: float = AT_START
        self.under_way = 0
        self._waiting: deque[asyncio.Future[None]] = deque()

    @asynccontextmanager
    async def one(self) -> AsyncIterator[None]:
        """Hold a place while the block runs."""
        await self._enter()
        try:
            yield
        finally:
            self.under_way -= 1
            self.limit = min(float(MOST), self.limit + 1 / max(1.0, self.limit / AT_START))
            self._let_in()

    def waited(self, wait: LimitWait) -> None:
        """Take in that a call waits for the service's limits; on the loop's thread."""
        if wait.seconds >= _LONG_WAIT_SECONDS:
            self.limit = max(float(FEWEST), self.limit / 2)

    async def _enter(self) -> None:
        if self.under_way < int(self.limit) and not self._waiting:
            self.under_way += 1
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():  # let in, and gone at the same moment
                self.under_way -= 1
                self._let_in()
            raise

    def _let_in(self) -> None:
        while self._waiting and self.under_way < int(self.limit):
            turn = self._waiting.popleft()
            if not turn.done():
                self.under_way += 1
                turn.set_result(None)
