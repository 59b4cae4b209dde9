"""Errors of diskcache, SQLite and the file system, as errors of nexus."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nexus_cli.errors import StoreError, StoreReadOnlyError, StoreTamperedError


@contextmanager
def translated(folder: Path) -> Iterator[None]:
    """Turn errors of diskcache, SQLite and the file system into errors of nexus."""
    try:
        yield
    except (sqlite3.Error, sqlite3.Warning, OSError, ValueError) as error:
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
