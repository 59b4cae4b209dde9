"""A running session, heard on the screen's side and spoken to from there."""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from textual.message import Message

from nexus_cli.errors import NexusError
from nexus_cli.interview.protocol import Interview
from nexus_cli.models.commands import Command
from nexus_cli.models.events import Event
from nexus_cli.models.signals import Signal
from nexus_cli.services import Services
from nexus_cli.tui.voice import Voice

_CLOSING_SECONDS = 2.0
"""A sound card that will not close keeps nobody longer than this."""


@dataclass
class SessionItem(Message):
    """The session yielded something; an event in it is on disk already."""

    item: Event | Signal


@dataclass
class TalkOpened(Message):
    """Ear and mouth are there, or it is known why not."""

    notes: tuple[str, ...]
    """Sentences to show once."""


@dataclass
class SessionStopped(Message):
    """The session yields nothing more."""

    error: NexusError | None
    """Why, when it did not come to its end or to a pause."""


class Conversation:
    """Streams one session on the thread that sessions share; `post` is called from there."""

    def __init__(
        self,
        services: Services,
        session_id: str,
        post: Callable[[Message], object],
        voice: Voice | None = None,
    ) -> None:
        self._services = services
        self._session_id = session_id
        self._voice = voice
        self._thread = services.thread
        self._post = post
        self._session: Future[Interview] = Future()
        self._task: asyncio.Task[None] | None = None
        self._thread.submit(self._stream())

    def send(self, command: Command) -> None:
        """Hand over what the person did, as soon as there is somebody to take it."""
        self._thread.submit(self._deliver(command))

    async def close(self) -> None:
        """Let go of the session, wherever it stands, and of microphone and voice."""
        await asyncio.wrap_future(self._thread.submit(self._end()))

    async def _stream(self) -> None:
        self._task = asyncio.current_task()
        try:
            async with self._opened() as session:
                self._session.set_result(session)
                async for item in session.stream():
                    self._post(SessionItem(item))
        except NexusError as error:
            self._post(SessionStopped(error))
        else:
            self._post(SessionStopped(None))
        finally:
            self._session.cancel()

    @asynccontextmanager
    async def _opened(self) -> AsyncIterator[Interview]:
        if self._voice is None:
            yield self._services.session(self._session_id)
            return
        from nexus_cli.services import talking  # sound is slow to load, and typed ones need none

        talk = await talking.open_talk(self._services, self._session_id, self._voice.patience)
        try:
            self._post(TalkOpened(talk.notes))
            yield talk.session
        finally:
            await talk.close()

    async def _deliver(self, command: Command) -> None:
        with suppress(asyncio.CancelledError):
            session = await asyncio.wrap_future(self._session)
            await session.send(command)

    async def _end(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task], timeout=_CLOSING_SECONDS)
