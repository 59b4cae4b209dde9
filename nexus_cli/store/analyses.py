"""What models made of documents, kept for a week, readable only with the documents at hand."""

import asyncio
import base64
import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from nexus_cli.errors import StoreError
from nexus_cli.store.faults import translated
from nexus_cli.store.inline_cache import open_cache

if TYPE_CHECKING:
    from cryptography.fernet import Fernet
    from diskcache import Cache

T = TypeVar("T")

KEPT_SECONDS = 7 * 24 * 3600
LARGEST_BYTES = 64 * 1024 * 1024


class AnalysisCache:
    """Texts by what they were made from, in `folder`, owned by one thread.

    Neither key nor row can be read without the content: the key is its hash, and the row is
    encrypted (Fernet: AES-128-CBC with HMAC-SHA256) with another hash of it. So a cache that
    outlives a deleted session tells nothing about anybody. A cache that cannot be opened is empty.
    """

    def __init__(self, folder: Path, kept_seconds: float = KEPT_SECONDS) -> None:
        self._folder = folder
        self._kept_seconds = kept_seconds
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="analyses")
        self._cache: Cache | None = None

    async def get(self, made_by: str, content: str) -> str | None:
        """Return what `made_by` (prompts, models, version) made of `content`, or None."""
        return await self._run(lambda: self._get(made_by, content))

    async def put(self, made_by: str, content: str, made: str) -> None:
        """Keep what was made; a full or read-only disk keeps nothing, and that is no failure."""
        await self._run(lambda: self._put(made_by, content, made))

    async def close(self) -> None:
        """Close the database and end the thread."""
        await self._run(self._close)
        self._thread.shutdown(wait=True)

    async def _run(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _get(self, made_by: str, content: str) -> str | None:
        from cryptography.fernet import InvalidToken

        try:
            with translated(self._folder):
                row = self._opened().get(_key(made_by, content))
            return _cipher(made_by, content).decrypt(row.encode()).decode() if row else None
        except (StoreError, InvalidToken):
            return None

    def _put(self, made_by: str, content: str, made: str) -> None:
        row = _cipher(made_by, content).encrypt(made.encode()).decode()
        try:
            with translated(self._folder):
                self._opened().set(_key(made_by, content), row, expire=self._kept_seconds)
        except StoreError:
            return

    def _opened(self) -> "Cache":
        if self._cache is None:
            self._cache = open_cache(self._folder, evicts_over_bytes=LARGEST_BYTES)
        return self._cache

    def _close(self) -> None:
        if self._cache is not None:
            self._cache.close()
            self._cache = None


def _key(made_by: str, content: str) -> str:
    return "analysis/" + _digest("key", made_by, content).hex()


def _cipher(made_by: str, content: str) -> "Fernet":
    from cryptography.fernet import Fernet  # 20 ms, and only a hosted brain needs it

    return Fernet(base64.urlsafe_b64encode(_digest("row", made_by, content)))


def _digest(purpose: str, made_by: str, content: str) -> bytes:
    return hashlib.sha256("\0".join((purpose, made_by, content)).encode()).digest()
