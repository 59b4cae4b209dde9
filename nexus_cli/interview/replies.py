"""What the brain says beyond the planned questions, some of it worded before it is due."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace
from typing import Protocol

from nexus_cli.brain import Brain, ReplyRequest
from nexus_cli.brain.protocol import ReplyPiece
from nexus_cli.interview.wording import Wording
from nexus_cli.telemetry import Telemetry

MOST_AHEAD = 3
"""Replies begun before they are due, for one answer: one while it is given, two at its ends."""


class Listener(Protocol):
    """Whoever makes sound of a reply while it is worded; `reply` numbers it."""

    def worded(self, reply: int, text: str, whole: bool, due: bool) -> None:
        """Take in all the words so far; `whole` when there will be no more, `due` when wanted."""
        ...

    def dropped(self, reply: int) -> None:
        """Forget a reply that is not going to be said."""
        ...


class Replies:
    """All replies of one interview; on one event loop.

    A reply ahead of its time is heard by nobody and stored nowhere. It is said for a request that
    came later where only the answer went on since: what it asks about is still open.
    """

    def __init__(self, brain: Brain, telemetry: Telemetry) -> None:
        self.listener: Listener | None = None
        self._brain = brain
        self._telemetry = telemetry
        self._ahead: list[Wording] = []
        self._begun_ahead = 0
        self._count = 0

    @property
    def has_ahead(self) -> bool:
        """Whether a reply to the answer in hand was begun before it is due."""
        return self._begun_ahead > 0

    def ahead(self, request: ReplyRequest) -> None:
        """Begin to word what may be due soon.

        Nothing is done where it is there already, after MOST_AHEAD of one answer, and while the
        brain has nothing to spare.
        """
        known = any(_fits(wording, request) for wording in self._ahead)
        if known or self._begun_ahead >= MOST_AHEAD or not self._brain.can_spare:
            return
        self._begun_ahead += 1
        self._telemetry.count("replies_ahead")
        self._ahead.append(self._worded(request, ahead=True))

    async def reply(self, request: ReplyRequest) -> AsyncGenerator[ReplyPiece]:
        """Yield the pieces of a reply that is due now; raises BrainError."""
        wording = next((known for known in self._ahead if _fits(known, request)), None)
        if wording is None:
            wording = self._worded(request, ahead=False)
        else:
            self._ahead.remove(wording)
            self._telemetry.count("replies_ahead_used")
        try:
            async with aclosing(wording.pieces()) as pieces:
                async for piece in pieces:
                    yield piece
        finally:
            await wording.close()
            if self.listener is not None:
                self.listener.dropped(wording.number)  # where it was not worded to its end

    def withdraw(self) -> None:
        """Stop wording ahead what is not finished: the person speaks on."""
        for wording in [known for known in self._ahead if not known.is_done]:
            self._drop(wording)

    def forget(self) -> None:
        """Drop all that was worded ahead: another answer begins."""
        self._begun_ahead = 0
        for wording in list(self._ahead):
            self._drop(wording)

    async def close(self) -> None:
        """Stop everything."""
        wordings, self._ahead = self._ahead, []
        await asyncio.gather(*(wording.close() for wording in wordings))

    def _worded(self, request: ReplyRequest, ahead: bool) -> Wording:
        self._count += 1
        number = self._count

        def tell(text: str, whole: bool) -> None:
            if self.listener is not None:
                self.listener.worded(number, text, whole, not ahead)

        stream = self._brain.reply(request)
        return Wording(number, request, stream, tell, self._telemetry, ahead)

    def _drop(self, wording: Wording) -> None:
        self._ahead.remove(wording)
        wording.cancel()
        if self.listener is not None:
            self.listener.dropped(wording.number)


def _fits(wording: Wording, request: ReplyRequest) -> bool:
    """Whether these words may be said for `request`: all but the answer is the same."""
    if wording.failed:
        return False
    return replace(wording.request, answer="") == replace(request, answer="")
