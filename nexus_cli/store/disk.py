"""Sessions on disk: diskcache as an append-only, durable list of events.

Writing goes through diskcache; reading goes through a read-only SQLite
connection, because opening a diskcache writes, which a read-only or full disk refuses.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from filelock import FileLock, Timeout

from nexus_cli.errors import SessionInUseError, UnknownSessionError
from nexus_cli.models.events import Event
from nexus_cli.store.appending import Append, GroupedAppends
from nexus_cli.store.faults import translated
from nexus_cli.store.inline_cache import inline_text, open_cache, private_folder
from nexus_cli.store.reading import recovered_rows
from nexus_cli.store.records import GENESIS, decode, encode

if TYPE_CHECKING:
    from diskcache import Cache

T = TypeVar("T")


class DiskStore:
    """Sessions in `folder`, owned by one thread; durable before `append` returns."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._appends = GroupedAppends(self._thread, self._append)
        self._cache: Cache | None = None

    async def open(self) -> None:
        """Open the database for writing; raises StoreError."""
        await self._run(self._opened)

    async def append(self, session_id: str, *events: Event) -> int:
        """Keep `events` durably and return the last one's sequence number; raises StoreError."""
        return await self._appends.append(session_id, events)

    async def events(self, session_id: str) -> list[Event]:
        """Return a session's events; raises UnknownSessionError or StoreTamperedError."""
        return await self._run(lambda: self._events(session_id))

    async def sessions(self) -> list[str]:
        """Return the ids of all sessions, newest first."""
        return await self._run(self._sessions)

    async def delete(self, session_ids: Sequence[str]) -> int:
        """Erase these sessions, their pages overwritten; return how many existed.

        Raises SessionInUseError when one is being held.
        """
        return await self._run(lambda: self._delete(session_ids))

    @asynccontextmanager
    async def hold(self, session_id: str) -> AsyncIterator[None]:
        """Hold a session for this process; raises SessionInUseError."""
        lock = await self._run(lambda: self._lock(session_id))
        try:
            yield
        finally:
            await self._run(lock.release)

    async def close(self) -> None:
        """Close the database and end the thread."""
        await self._run(self._close)
        self._thread.shutdown(wait=True)

    async def _run(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _opened(self) -> None:
        with translated(self._folder):
            self._writable()

    def _writable(self) -> "Cache":
        if self._cache is None:
            self._cache = open_cache(self._folder)
        return self._cache

    def _append(self, group: Sequence[Append]) -> list[int]:
        with translated(self._folder):
            cache = self._writable()
            with cache.transact():
                return [_add(cache, wanted.session_id, wanted.events) for wanted in group]

    def _events(self, session_id: str) -> list[Event]:
        rows = self._read("key >= ? AND key < ?", (_key(session_id, 0), f"session/{session_id}0"))
        index = self._read("key = ?", (f"index/{session_id}",))
        if not rows and not index:
            raise UnknownSessionError(
                f"There is no session {session_id}.", "`nexus sessions list` shows them."
            )
        head = json.loads(index[0][1])["head"] if index else None
        return decode([value for _, value in rows], head)

    def _sessions(self) -> list[str]:
        rows = self._read("key >= ? AND key < ?", ("index/", "index0"))
        newest = sorted(rows, key=lambda row: str(json.loads(row[1])["created"]), reverse=True)
        return [key.removeprefix("index/") for key, _ in newest]

    def _delete(self, session_ids: Sequence[str]) -> int:
        stored = set(self._sessions())
        existing = [session_id for session_id in session_ids if session_id in stored]
        if not existing:
            return 0
        with translated(self._folder):
            cache = self._writable()
            for session_id in existing:
                lock = self._lock(session_id)
                try:
                    _erase(cache, session_id)
                finally:
                    lock.release()
                self._lock_file(session_id).unlink(missing_ok=True)
        return len(existing)

    def _read(self, where: str, values: tuple[str, ...]) -> list[tuple[str, str]]:
        """Return (key, value) rows in key order; none when there is no database.

        `where` is one of the constants above, never text from outside.
        """
        with translated(self._folder):
            rows = recovered_rows(self._folder / "cache.db", where, values)
        return [(str(key), inline_text(*rest)) for key, *rest in rows]

    def _lock_file(self, session_id: str) -> Path:
        return self._folder / f"{session_id}.lock"

    def _lock(self, session_id: str) -> FileLock:
        with translated(self._folder):
            private_folder(self._folder)
            lock = FileLock(self._lock_file(session_id), timeout=0, mode=0o600)
            try:
                lock.acquire()
            except Timeout:
                raise SessionInUseError(
                    "This interview is open in another nexus.", "Close it there first."
                ) from None
        return lock

    def _close(self) -> None:
        if self._cache is not None:
            self._cache.close()
            self._cache = None


def _add(cache: "Cache", session_id: str, events: Sequence[Event]) -> int:
    """Add events to a session in the transaction that runs; return the last one's number."""
    index = json.loads(cache.get(f"index/{session_id}", '{"count": 0}'))
    count, head = int(index["count"]), index.get("head", GENESIS)
    for event in events:
        record, head = encode(event, head)
        if not cache.add(_key(session_id, count), record):
            raise SessionInUseError(
                "Another nexus has written to this interview.", "Close it and try again."
            )
        count += 1
    created = index.get("created") or events[0].at.isoformat()
    cache.set(f"index/{session_id}", json.dumps({"count": count, "head": head, "created": created}))
    return count - 1


def _erase(cache: "Cache", session_id: str) -> None:
    with cache.transact():
        count = json.loads(cache[f"index/{session_id}"])["count"]
        for number in range(count):
            cache.delete(_key(session_id, number))
        cache.delete(f"index/{session_id}")


def _key(session_id: str, number: int) -> str:
    return f"session/{session_id}/{number:06d}"
