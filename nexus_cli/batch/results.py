"""What is scored already, in one file beside the outputs, so that nothing is done or paid twice."""

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout
from pydantic import ValidationError

from nexus_cli.batch.finding import RESULTS
from nexus_cli.batch.kept_file import Facts, KeptFile
from nexus_cli.errors import StoreError, UsageError
from nexus_cli.store.faults import translated

SCHEMA = 1
COMMIT_SECONDS = 1.0
COMMIT_ROWS = 200
_LOCK = ".results.lock"
_TABLES = """
CREATE TABLE IF NOT EXISTS scored (
  key TEXT, file TEXT, facts TEXT, line BLOB, packed TEXT, PRIMARY KEY (key, file)
);
CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, result TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""


class Results:
    """The results in a folder; one process at a time. Rows are read one by one, never all.

    SQLite with a write-ahead log: what was committed survives `kill -9`, and a commit costs no
    wait for the disk. After a power cut the last second may be missing, and is scored again.
    """

    def __init__(self, folder: Path, clock: Callable[[], float] = time.monotonic) -> None:
        """Make `folder` if need be and open what is there; `notices` says what was set aside.

        Raises StoreError when another run works there, UsageError when it cannot be written.
        """
        self.notices: list[str] = []
        self._clock = clock
        self._pending = 0
        self._path = folder / RESULTS
        _made(folder)
        self._lock = _locked(folder)
        try:
            with translated(folder):
                self._database = self._opened()
        except BaseException:
            self._lock.release()
            raise
        self._committed_at = clock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def facts(self, key: str, file: str) -> Facts | None:
        """Return what is known of a file under these conditions."""
        row = self._row("SELECT facts FROM scored WHERE key = ? AND file = ?", key, file)
        if row is None:
            return None
        try:
            return Facts.model_validate_json(row[0])
        except ValidationError:
            return None  # of an earlier shape: scored again

    def line(self, key: str, file: str) -> bytes:
        """Return the deflated line of scores.jsonl of a file; empty when there is none."""
        row = self._row("SELECT line FROM scored WHERE key = ? AND file = ?", key, file)
        return row[0] if row and isinstance(row[0], bytes) else b""

    def packed(self, key: str, file: str) -> str:
        """Return the detail of a file's candidate for the page."""
        row = self._row("SELECT packed FROM scored WHERE key = ? AND file = ?", key, file)
        return str(row[0]) if row else ""

    def keep(self, key: str, kept: KeptFile) -> None:
        """Keep a file's result; committed within `COMMIT_SECONDS` or `COMMIT_ROWS`."""
        row = (key, kept.file, kept.facts.model_dump_json(), kept.line, kept.packed)
        self._write("INSERT OR REPLACE INTO scored VALUES (?, ?, ?, ?, ?)", *row)
        self._pending += 1
        due = self._clock() - self._committed_at >= COMMIT_SECONDS
        if due or self._pending >= COMMIT_ROWS:
            self.commit()

    def answer(self, key: str) -> str | None:
        """Return the grade of one answer, as it was kept."""
        row = self._row("SELECT result FROM answers WHERE key = ?", key)
        return str(row[0]) if row else None

    def keep_answer(self, key: str, result: str) -> None:
        """Keep one answer's grade, which was paid for, at once."""
        self._write("INSERT OR REPLACE INTO answers VALUES (?, ?)", key, result)
        self.commit()

    def note(self, name: str) -> str | None:
        """Return something small that was kept by name."""
        row = self._row("SELECT value FROM notes WHERE name = ?", name)
        return str(row[0]) if row else None

    def keep_note(self, name: str, value: str) -> None:
        """Keep something small by name, at once."""
        self._write("INSERT OR REPLACE INTO notes VALUES (?, ?)", name, value)
        self.commit()

    def commit(self) -> None:
        """Keep for good what was handed over."""
        with translated(self._path.parent):
            self._database.commit()
        self._pending, self._committed_at = 0, self._clock()

    def close(self) -> None:
        """Commit, and let another run in."""
        try:
            self.commit()
        finally:
            self._database.close()
            self._lock.release()

    def _opened(self) -> sqlite3.Connection:
        try:
            return _connected(self._path)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):  # a full or locked disk is no damage
                raise
            self._set_aside()
        return _connected(self._path)

    def _set_aside(self) -> None:
        number = 1
        while (aside := self._path.with_name(f".results-damaged-{number}.sqlite")).exists():
            number += 1
        self._path.replace(aside)
        for ending in ("-wal", "-shm"):
            self._path.with_name(f"{RESULTS}{ending}").unlink(missing_ok=True)
        self.notices.append(
            f"The results kept in {self._path.parent} were damaged, or are of another version; "
            f"they lie in {aside.name} now, and everything is scored anew."
        )

    def _row(self, select: str, *values: str) -> tuple[str | bytes, ...] | None:
        with translated(self._path.parent):
            found: tuple[str | bytes, ...] | None = self._database.execute(
                select, values
            ).fetchone()
        return found

    def _write(self, insert: str, *values: str | bytes) -> None:
        with translated(self._path.parent):
            self._database.execute(insert, values)


def _connected(path: Path) -> sqlite3.Connection:
    """Open the database, private from its first byte; raises sqlite3.DatabaseError for damage."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    path.chmod(0o600)
    database = sqlite3.connect(path, timeout=10, check_same_thread=False)
    try:
        database.execute("PRAGMA mmap_size=0")
        database.execute("PRAGMA cache_size=-4000")  # KiB: memory stays flat
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=NORMAL")
        version = database.execute("PRAGMA user_version").fetchone()[0]
        sound = database.execute("PRAGMA quick_check(1)").fetchone()[0]
        if version not in (0, SCHEMA) or sound != "ok":
            raise sqlite3.DatabaseError("malformed, or of another version")
        database.executescript(_TABLES)
        database.execute(f"PRAGMA user_version={SCHEMA}")
    except BaseException:
        database.close()
        raise
    return database


def _made(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            f"{folder} cannot be made: {error.strerror}.", "Choose another --out."
        ) from error


def _locked(folder: Path) -> FileLock:
    lock = FileLock(folder / _LOCK, timeout=0, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        raise StoreError(
            f"Another nexus is writing to {folder}.", "Wait for it, or choose another --out."
        ) from None
    except OSError as error:
        raise UsageError(
            f"Nothing can be written to {folder}: {error.strerror}.", "Choose another --out."
        ) from error
    return lock
