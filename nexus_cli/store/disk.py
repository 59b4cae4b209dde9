"""Sessions on disk: diskcache as an append-only, durable list of events.

Writing goes through diskcache with the settings below; reading goes through a read-only SQLite
connection, because opening a diskcache writes, which a read-only or full disk refuses.
"""

import asyncio
import json
import os
import sqlite3
import stat
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from filelock import FileLock, Timeout

from nexus_cli.errors import (
    SessionInUseError,
    StoreError,
    StoreReadOnlyError,
    StoreTamperedError,
    UnknownSessionError,
)
from nexus_cli.models.events import Event
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
        self._cache: Cache | None = None

    async def append(self, session_id: str, event: Event) -> int:
        """Keep `event` durably and return its sequence number; raises StoreError."""
        return await self._run(lambda: self._append(session_id, event))

    async def events(self, session_id: str) -> list[Event]:
        """Return a session's events; raises UnknownSessionError or StoreTamperedError."""
        return await self._run(lambda: self._events(session_id))

    async def sessions(self) -> list[str]:
        """Return the ids of all sessions, newest first."""
        return await self._run(self._sessions)

    async def delete(self, session_ids: Sequence[str]) -> int:
        """Erase these sessions, their pages overwritten; return how many existed."""
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

    def _writable(self) -> "Cache":
        if self._cache is None:
            self._cache = _open_cache(self._folder)
        return self._cache

    def _append(self, session_id: str, event: Event) -> int:
        with _translated(self._folder):
            cache = self._writable()
            with cache.transact():
                index = json.loads(cache.get(f"index/{session_id}", '{"count": 0}'))
                count, head = index["count"], index.get("head", GENESIS)
                record, head = encode(event, head)
                if not cache.add(_key(session_id, count), record):
                    raise SessionInUseError(
                        "Another nexus has written to this interview.", "Close it and try again."
                    )
                created = index.get("created", event.at.isoformat())
                summary = {"count": count + 1, "head": head, "created": created}
                cache.set(f"index/{session_id}", json.dumps(summary))
        return int(count)

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
        existing = [session_id for session_id in session_ids if session_id in self._sessions()]
        if not existing:
            return 0
        with _translated(self._folder):
            cache = self._writable()
            for session_id in existing:
                with cache.transact():
                    count = json.loads(cache[f"index/{session_id}"])["count"]
                    for number in range(count):
                        cache.delete(_key(session_id, number))
                    cache.delete(f"index/{session_id}")
        for session_id in existing:
            self._lock_file(session_id).unlink(missing_ok=True)
        return len(existing)

    def _read(self, where: str, values: tuple[str, ...]) -> list[tuple[str, str]]:
        """Return (key, value) rows in key order; none when there is no database.

        `where` is one of the constants above, never text from outside.
        """
        with _translated(self._folder):
            rows = recovered_rows(self._folder / "cache.db", where, values)
        return [(str(key), _inline(raw, mode, name, value)) for key, raw, mode, name, value in rows]

    def _lock_file(self, session_id: str) -> Path:
        return self._folder / f"{session_id}.lock"

    def _lock(self, session_id: str) -> FileLock:
        with _translated(self._folder):
            _private_folder(self._folder)
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


def _key(session_id: str, number: int) -> str:
    return f"session/{session_id}/{number:06d}"


def _inline(raw: Any, mode: Any, filename: Any, value: Any) -> str:
    """Return a row's JSON text; a row that diskcache would unpickle or read a file for is refused.

    diskcache unpickles rows of mode 4 and keys of raw=0, and follows `filename` anywhere, so
    whoever can write the file could run code (CVE-2025-69872; its JSONDisk does not prevent it).
    """
    if raw != 1 or mode != 1 or filename is not None or not isinstance(value, str):
        raise StoreTamperedError(
            "The session store holds a row that nexus did not write.",
            "Move the folder away, then import your exports with `nexus sessions import`.",
        )
    return value


def _open_cache(folder: Path) -> "Cache":
    from diskcache import Cache, Disk  # 26 ms, and only writing needs it

    class InlineTextDisk(Disk):  # type: ignore[misc]  # diskcache ships no types
        """Stores text in the row itself and never unpickles or opens a file."""

        def get(self, key: Any, raw: Any) -> Any:
            if not raw:
                _inline(0, 1, None, "")
            return super().get(key, raw)

        def fetch(self, mode: Any, filename: Any, value: Any, read: Any) -> Any:
            return _inline(1, mode, filename, value)

        def store(self, value: Any, read: Any, key: Any = None) -> Any:
            if not isinstance(value, str) or read:
                raise TypeError("the session store holds JSON text only")
            return super().store(value, read, key)

    _private_folder(folder)
    cache = Cache(
        str(folder),
        disk=InlineTextDisk,
        sqlite_synchronous=3,  # EXTRA: an acknowledged event survives a power cut
        sqlite_journal_mode="delete",
        sqlite_mmap_size=0,
        sqlite_secure_delete=1,
        eviction_policy="none",
        cull_limit=0,
        size_limit=2**50,
        disk_min_file_size=2**40,
    )
    for file in folder.glob("cache.db*"):
        file.chmod(stat.S_IRUSR | stat.S_IWUSR)
    return cache


def _private_folder(folder: Path) -> None:
    before = os.umask(0o077)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    finally:
        os.umask(before)
    if stat.S_IMODE(folder.stat().st_mode) & 0o077:
        folder.chmod(0o700)


@contextmanager
def _translated(folder: Path) -> Iterator[None]:
    """Turn errors of diskcache, SQLite and the file system into errors of nexus."""
    try:
        yield
    except (sqlite3.Error, OSError, ValueError) as error:
        raise _as_store_error(error, folder) from error
    except Exception as error:
        if not type(error).__module__.startswith("diskcache"):
            raise
        raise StoreError("Another nexus is busy saving.", "Try again in a moment.") from error


def _as_store_error(error: Exception, folder: Path) -> StoreError:
    text = str(error).lower()
    if isinstance(error, PermissionError) or "readonly" in text or "read-only" in text:
        return StoreReadOnlyError(
            f"Nothing can be saved in {folder}.",
            "Make it writable, or set NEXUS_HOME to a folder that is.",
        )
    if "full" in text or "no space" in text:
        return StoreError("The disk is full.", "Free some space and try again.")
    if "malformed" in text or "not a database" in text or isinstance(error, ValueError):
        return StoreTamperedError(
            f"The session store in {folder} is damaged.",
            "Move the folder away, then import your exports with `nexus sessions import`.",
        )
    return StoreError(
        f"Sessions in {folder} cannot be reached: {error}.",
        "Check the folder, or set NEXUS_HOME to another one.",
    )
