"""What reaches a running interview, in its order."""

import asyncio
from collections import deque

from nexus_cli.interview.grading import Graded
from nexus_cli.models.commands import Command, SubmitAnswer
from nexus_cli.models.events import Degraded, QuestionInterrupted

News = Command | Graded | Degraded | QuestionInterrupted


class Inbox:
    """A queue for one reader, from which an answer that was not read yet can be withdrawn."""

    def __init__(self) -> None:
        self._waiting: deque[News] = deque()
        self._came = asyncio.Event()

    def put(self, news: News) -> None:
        """Add one item."""
        self._waiting.append(news)
        self._came.set()

    async def get(self) -> News:
        """Return the oldest item, once there is one."""
        while not self._waiting:
            self._came.clear()
            await self._came.wait()
        return self._waiting.popleft()

    def is_empty(self) -> bool:
        """Whether nothing waits."""
        return not self._waiting

    def withdraw_answer(self) -> bool:
        """Take the newest answer out; returns whether there was one."""
        for news in reversed(self._waiting):
            if isinstance(news, SubmitAnswer):
                self._waiting.remove(news)
                return True
        return False
