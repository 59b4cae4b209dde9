"""What models made of documents, kept for a week, readable only with the documents at hand."""

import asyncio
import base64
import hashlib
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from nexus_cli.errors import StoreError
from nexus_cli.store.faults import translated
from nexus_cli.store.inline_cache import inline_text, open_cache
from nexus_cli.store.reading import recovered_rows

if TYPE_CHECKING:
    from cryptography.fernet import Fernet
    from diskcache import Cache

T = TypeVar("T")

KEPT_SECONDS = 7 * 24 * 3600
LARGEST_BYTES = 64 * 1024 * 1024
_FRESH = "key = ? AND expire_time > ?"


class AnalysisCache:
    """Texts by what they were made from, in `folder`; one thread writes, another one reads.

    Neither key nor row can be read without the content: the key is its hash, and the row is
    encrypted (Fernet: AES-128-CBC with HMAC-SHA256) with another hash of it. So a cache that
    outlives a deleted session tells nothing about anybody. A cache that cannot be opened is empty.
    """

    def __init__(self, folder: Path, kept_seconds: float = KEPT_SECONDS) -> None:
        self._folder = folder
        self._kept_seconds = kept_seconds
        self._writing = ThreadPoolExecutor(max_workers=1, thread_name_prefix="analyses")
        self._reading = ThreadPoolExecutor(max_workers=1, thread_name_prefix="analyses-read")
        self._cache: Cache | None = None
        self._keeping: dict[str, asyncio.Future[None]] = {}

    async def get(self, made_by: str, content: str) -> str | None:
        """Return what `made_by` (prompts, models, version) made of `content`, or None."""
        key = _key(made_by, content)
        if key in self._keeping:
            await self._keeping[key]
        made = await _run(self._reading, lambda: self._get(key, made_by, content))
        if made is None and self._cache is None:
            self._writing.submit(self._ready)  # what was not found will be made, and be put
        return made

    def put(self, made_by: str, content: str, made: str) -> None:
        """Keep what was made, behind what comes next; needs a running event loop.

        A full or read-only disk keeps nothing, and that is no failure.
        """
        key = _key(made_by, content)
        work = _run(self._writing, lambda: self._put(key, made_by, content, made))
        self._keeping[key] = work
        work.add_done_callback(lambda done: self._keeping.pop(key, None))

    async def close(self) -> None:
        """Keep what is on its way, close the database and end the threads."""
        await asyncio.gather(*self._keeping.values())
        await _run(self._writing, self._close)
        self._writing.shutdown(wait=True)
        self._reading.shutdown(wait=True)

    def _get(self, key: str, made_by: str, content: str) -> str | None:
        from cryptography.fernet import InvalidToken

        try:
            with translated(self._folder):  # opening a diskcache takes 20 ms, reading a row one
                rows = recovered_rows(self._folder / "cache.db", _FRESH, (key, time.time()))
            made = [inline_text(*rest).encode() for _, *rest in rows]
            return _cipher(made_by, content).decrypt(made[0]).decode() if made else None
        except (StoreError, InvalidToken):
            return None

    def _put(self, key: str, made_by: str, content: str, made: str) -> None:
        row = _cipher(made_by, content).encrypt(made.encode()).decode()
        try:
            with translated(self._folder):
                self._opened().set(key, row, expire=self._kept_seconds)
        except StoreError:
            return

    def _ready(self) -> None:
        with suppress(StoreError), translated(self._folder):
            self._opened()

    def _opened(self) -> "Cache":
        if self._cache is None:
            self._cache = open_cache(self._folder, evicts_over_bytes=LARGEST_BYTES)
        return self._cache

    def _close(self) -> None:
        if self._cache is not None:
            self._cache.close()
            self._cache = None


def _run(thread: ThreadPoolExecutor, work: Callable[[], T]) -> asyncio.Future[T]:
    return asyncio.get_running_loop().run_in_executor(thread, work)


def _key(made_by: str, content: str) -> str:
    return "analysis/" + _digest("key", made_by, content).hex()


def _cipher(made_by: str, content: str) -> "Fernet":
    from cryptography.fernet import Fernet  # 20 ms, and only a hosted brain needs it

    return Fernet(base64.urlsafe_b64encode(_digest("row", made_by, content)))


def _digest(purpose: str, made_by: str, content: str) -> bytes:
    return hashlib.sha256("\0".join((purpose, made_by, content)).encode()).digest()
