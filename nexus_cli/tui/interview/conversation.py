"""A running session, heard on the screen's side and spoken to from there."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass

from textual.message import Message

from nexus_cli.errors import NexusError
from nexus_cli.models.commands import Command
from nexus_cli.models.events import Event
from nexus_cli.models.signals import Signal
from nexus_cli.services import Services


@dataclass
class SessionItem(Message):
    """The session yielded something; an event in it is on disk already."""

    item: Event | Signal


@dataclass
class SessionStopped(Message):
    """The session yields nothing more."""

    error: NexusError | None
    """Why, when it did not come to its end or to a pause."""


class Conversation:
    """Streams one session on the thread that sessions share; `post` is called from there."""

    def __init__(
        self, services: Services, session_id: str, post: Callable[[Message], object]
    ) -> None:
        self._session = services.session(session_id)
        self._thread = services.thread
        self._post = post
        self._streaming: Future[None] = self._thread.submit(self._stream())

    def send(self, command: Command) -> None:
        """Hand over what the person did."""
        self._thread.submit(self._session.send(command))

    async def close(self) -> None:
        """Let go of the session, wherever it stands."""
        self._streaming.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.wrap_future(self._streaming)

    async def _stream(self) -> None:
        try:
            async for item in self._session.stream():
                self._post(SessionItem(item))
        except NexusError as error:
            self._post(SessionStopped(error))
        else:
            self._post(SessionStopped(None))
