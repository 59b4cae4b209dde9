"""diskcache with the settings that make it durable, and a disk that never unpickles."""

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nexus_cli.errors import StoreTamperedError

if TYPE_CHECKING:
    from diskcache import Cache


def open_cache(folder: Path, *, evicts_over_bytes: int | None = None) -> "Cache":
    """Return the cache in `folder`, made private first; opening it writes its settings.

    It keeps everything and survives a power cut; with `evicts_over_bytes` it is one that may lose
    a row, and drops the oldest ones beyond that size.
    """
    from diskcache import Cache, Disk  # 26 ms, and only writing needs it

    class InlineTextDisk(Disk):  # type: ignore[misc]  # diskcache ships no types
        """Stores text in the row itself and never unpickles or opens a file."""

        def get(self, key: Any, raw: Any) -> Any:
            if not raw:
                inline_text(0, 1, None, "")
            return super().get(key, raw)

        def fetch(self, mode: Any, filename: Any, value: Any, read: Any) -> Any:
            return inline_text(1, mode, filename, value)

        def store(self, value: Any, read: Any, key: Any = None) -> Any:
            if not isinstance(value, str) or read:
                raise TypeError("the session store holds JSON text only")
            return super().store(value, read, key)

    private_folder(folder)
    evicts = evicts_over_bytes is not None
    cache = Cache(
        str(folder),
        disk=InlineTextDisk,
        sqlite_synchronous=1 if evicts else 3,  # EXTRA: a kept event survives a power cut
        sqlite_journal_mode="delete",
        sqlite_mmap_size=0,
        sqlite_secure_delete=1,
        eviction_policy="least-recently-stored" if evicts else "none",
        cull_limit=10 if evicts else 0,
        size_limit=evicts_over_bytes or 2**50,
        disk_min_file_size=2**40,
    )
    for file in folder.glob("cache.db*"):
        file.chmod(stat.S_IRUSR | stat.S_IWUSR)
    return cache


def private_folder(folder: Path) -> None:
    """Make `folder` if need be, readable by its owner alone whatever the umask."""
    before = os.umask(0o077)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    finally:
        os.umask(before)
    if stat.S_IMODE(folder.stat().st_mode) & 0o077:
        folder.chmod(0o700)


def inline_text(raw: Any, mode: Any, filename: Any, value: Any) -> str:
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
