"""A store that forgets: for tests, and for bench runs that measure everything but the disk."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from nexus_cli.errors import UnknownSessionError
from nexus_cli.models.events import Event


class MemoryStore:
    """Keeps events in this process, in the order they came."""

    def __init__(self) -> None:
        self._sessions: dict[str, list[Event]] = {}

    async def open(self) -> None:
        """Be ready."""

    async def append(self, session_id: str, *events: Event) -> int:
        """Keep `events` and return the last one's sequence number."""
        kept = self._sessions.setdefault(session_id, [])
        kept.extend(events)
        return len(kept) - 1

    async def events(self, session_id: str) -> list[Event]:
        """Return a session's events; raises UnknownSessionError."""
        if session_id not in self._sessions:
            raise UnknownSessionError(f"There is no session {session_id}.")
        return list(self._sessions[session_id])

    async def sessions(self) -> list[str]:
        """Return the ids of all sessions, newest first."""
        return list(reversed(self._sessions))

    async def delete(self, session_ids: Sequence[str]) -> int:
        """Forget these sessions."""
        return sum(self._sessions.pop(session_id, None) is not None for session_id in session_ids)

    @asynccontextmanager
    async def hold(self, session_id: str) -> AsyncIterator[None]:
        """Hold nothing: there is one process."""
        yield

    async def close(self) -> None:
        """Do nothing."""
