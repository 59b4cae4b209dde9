"""What an interview asks of a store, whatever stands behind it."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from nexus_cli.models.events import Event


class Store(Protocol):
    """Append-only events by session. Every method may be called from any event loop."""

    async def open(self) -> None:
        """Make ready to write, so that a place that refuses is known before any work is done.

        Raises StoreError (read-only, full).
        """
        ...

    async def append(self, session_id: str, *events: Event) -> int:
        """Keep `events` durably, all or none, and return the last one's sequence number (from 0).

        Only then are they saved.

        Raises StoreError (read-only, full, or in use by another process).
        """
        ...

    async def events(self, session_id: str) -> list[Event]:
        """Return a session's events in order, writing nothing.

        Raises UnknownSessionError, or StoreTamperedError when one is not what was appended.
        """
        ...

    async def sessions(self) -> list[str]:
        """Return the ids of all sessions, newest first, writing nothing."""
        ...

    async def delete(self, session_ids: Sequence[str]) -> int:
        """Erase these sessions and return how many existed; raises SessionInUseError."""
        ...

    def hold(self, session_id: str) -> AbstractAsyncContextManager[None]:
        """Hold a session for this process while the block runs.

        Raises SessionInUseError when another process holds it.
        """
        ...

    async def close(self) -> None:
        """Let go of files and threads."""
        ...
