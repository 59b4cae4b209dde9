"""Reads rows of the session store without writing, also where a crash left a journal behind."""

import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

Row = tuple[Any, ...]


def recovered_rows(database: Path, where: str, values: tuple[str | float, ...]) -> list[Row]:
    """Return (key, raw, mode, filename, value) of the rows that `where` picks, in key order.

    `where` is a constant of the caller's, never text from outside. A process that was killed in
    the middle of a write leaves a journal, which SQLite must roll back before anything can be
    read; where the place cannot be written, that is done on a copy. Raises sqlite3.Error, OSError.
    """
    if not database.exists():
        return []
    try:
        return _rows(database, "ro", where, values)
    except sqlite3.OperationalError:
        if not database.with_name(f"{database.name}-journal").exists():
            raise
    try:
        return _rows(database, "rw", where, values)
    except sqlite3.OperationalError:
        with tempfile.TemporaryDirectory() as folder:
            for file in database.parent.glob(f"{database.name}*"):
                shutil.copyfile(file, Path(folder) / file.name)
            return _rows(Path(folder) / database.name, "rw", where, values)


def _rows(database: Path, mode: str, where: str, values: tuple[str | float, ...]) -> list[Row]:
    address = f"{database.resolve().as_uri()}?mode={mode}"
    with closing(sqlite3.connect(address, uri=True, timeout=10)) as connection:
        select = f"SELECT key, raw, mode, filename, value FROM Cache WHERE {where} ORDER BY key"  # noqa: S608
        return connection.execute(select, values).fetchall()
