"""What front ends know of an interview, typed or spoken."""

from collections.abc import AsyncIterator
from typing import Protocol

from nexus_cli.models.commands import Command
from nexus_cli.models.events import Event
from nexus_cli.models.session import SessionState
from nexus_cli.models.signals import Signal


class Interview(Protocol):
    """A running interview; all of it belongs to one event loop."""

    @property
    def session_id(self) -> str:
        """Which session it is."""
        ...

    @property
    def state(self) -> SessionState:
        """What is on disk; there from the first item of the stream on."""
        ...

    def stream(self) -> AsyncIterator[Event | Signal]:
        """Yield what happens, events once they are durable, until the end or a pause."""
        ...

    async def send(self, command: Command) -> None:
        """Hand over what the person did; what comes of it arrives through `stream`."""
        ...
