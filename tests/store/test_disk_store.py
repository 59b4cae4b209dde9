"""Sessions on disk: durable, ordered, verified, private, readable without writing."""

import asyncio
import hashlib
import json
import os
import pickle
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import diskcache.core
import pytest

from nexus_cli.errors import (
    SessionInUseError,
    StoreError,
    StoreReadOnlyError,
    StoreTamperedError,
    UnknownSessionError,
)
from nexus_cli.models.events import AnswerAccepted, Event
from nexus_cli.store import DiskStore, export_session, import_session
from nexus_cli.store.faults import translated
from nexus_cli.store.records import decode
from tests.made_up import NOON, prepared, question


def answer(text: str) -> AnswerAccepted:
    return AnswerAccepted(at=NOON, question_id="a", part="answer", text=text)


def using(folder: Path, work: Callable[[DiskStore], Awaitable[Any]]) -> Any:
    """Open a store, do the work, close it."""

    async def run() -> Any:
        store = DiskStore(folder)
        try:
            return await work(store)
        finally:
            await store.close()

    return asyncio.run(run())


def add(folder: Path, session_id: str, *events: Event) -> None:
    async def work(store: DiskStore) -> None:
        for event in events:
            await store.append(session_id, event)

    using(folder, work)


def read(folder: Path, session_id: str) -> list[Event]:
    events: list[Event] = using(folder, lambda store: store.events(session_id))
    return events


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "sessions"


def test_events_come_back_in_the_order_they_were_kept(folder: Path) -> None:
    events: list[Event] = [prepared(question("a")), *(answer(str(n)) for n in range(12))]
    add(folder, "s1", *events)
    assert read(folder, "s1") == events


def test_sequence_numbers_go_on_after_a_restart(folder: Path) -> None:
    add(folder, "s1", answer("x"))
    assert using(folder, lambda store: store.append("s1", answer("y"))) == 1


def test_sessions_are_listed_newest_first(folder: Path) -> None:
    for number in range(3):
        event = answer("x").model_copy(update={"at": NOON.replace(minute=number)})
        add(folder, f"s{number}", event)
    assert using(folder, lambda store: store.sessions()) == ["s2", "s1", "s0"]


def test_one_sessions_events_never_show_in_another(folder: Path) -> None:
    add(folder, "s1", answer("mine"))
    add(folder, "s10", answer("other"))
    assert read(folder, "s1") == [answer("mine")]


def test_an_unknown_session_is_named(folder: Path) -> None:
    with pytest.raises(UnknownSessionError, match="nope"):
        read(folder, "nope")


def test_reading_where_nothing_was_ever_kept_creates_nothing(folder: Path) -> None:
    assert using(folder, lambda store: store.sessions()) == []
    assert not folder.exists()


def test_everything_kept_is_readable_by_its_owner_alone(folder: Path) -> None:
    before = os.umask(0)
    try:
        add(folder, "s1", answer("x"))
    finally:
        os.umask(before)
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in [folder, *folder.iterdir()]}
    assert all(mode & 0o077 == 0 for mode in modes.values()), modes


def change(folder: Path, statement: str, values: tuple[object, ...]) -> None:
    connection = sqlite3.connect(folder / "cache.db")
    with connection:
        connection.execute(statement, values)
    connection.close()


def value_of(folder: Path, key: str) -> str:
    connection = sqlite3.connect(folder / "cache.db")
    ((value,),) = connection.execute("SELECT value FROM Cache WHERE key = ?", (key,)).fetchall()
    connection.close()
    return str(value)


KEY = "session/s1/000001"


@pytest.fixture
def kept(folder: Path) -> Path:
    add(folder, "s1", prepared(question("a")), answer("the lamp was lit"), answer("and cleaned"))
    return folder


def test_an_edited_answer_is_refused(kept: Path) -> None:
    edited = value_of(kept, KEY).replace("lit", "out")
    change(kept, "UPDATE Cache SET value = ? WHERE key = ?", (edited, KEY))
    with pytest.raises(StoreTamperedError, match="event 1"):
        read(kept, "s1")


def test_a_removed_answer_is_noticed_in_the_middle_and_at_the_end(kept: Path) -> None:
    change(kept, "DELETE FROM Cache WHERE key = ?", ("session/s1/000002",))
    with pytest.raises(StoreTamperedError):
        read(kept, "s1")


class Planted:
    """Makes a file when it is unpickled."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[str, ...]]:
        return os.mkdir, (self.path,)


@pytest.mark.parametrize("column", ["mode = 4, value", "raw = 0, key"])
def test_a_planted_pickle_is_refused_and_never_run(kept: Path, tmp_path: Path, column: str) -> None:
    proof = tmp_path / "ran"
    planted = sqlite3.Binary(pickle.dumps(Planted(str(proof))))
    change(kept, f"UPDATE Cache SET {column} = ? WHERE key = ?", (planted, KEY))  # noqa: S608
    with pytest.raises(StoreError):
        read(kept, "s1")
    assert not proof.exists()


def test_a_row_that_points_to_a_file_is_refused(kept: Path) -> None:
    change(kept, "UPDATE Cache SET filename = ? WHERE key = ?", ("../../etc/hostname", KEY))
    with pytest.raises(StoreTamperedError):
        read(kept, "s1")


def test_appending_never_unpickles_a_planted_index(kept: Path, tmp_path: Path) -> None:
    proof = tmp_path / "ran"
    planted = sqlite3.Binary(pickle.dumps(Planted(str(proof))))
    change(kept, "UPDATE Cache SET mode = 4, value = ? WHERE key = ?", (planted, "index/s1"))
    with pytest.raises(StoreTamperedError):
        add(kept, "s1", answer("more"))
    assert not proof.exists()


def test_a_damaged_database_is_said_to_be_damaged(kept: Path) -> None:
    (kept / "cache.db").write_bytes(b"not a database at all, but long enough to be one" * 40)
    with pytest.raises(StoreTamperedError, match="damaged"):
        read(kept, "s1")


def test_deleted_words_are_gone_from_the_disk(kept: Path) -> None:
    assert b"the lamp was lit" in (kept / "cache.db").read_bytes()
    assert using(kept, lambda store: store.delete(["s1", "never-there"])) == 1
    assert all(b"the lamp was lit" not in file.read_bytes() for file in kept.iterdir())
    with pytest.raises(UnknownSessionError):
        read(kept, "s1")


@pytest.fixture
def read_only(kept: Path) -> Iterator[Path]:
    """The store on a file system that refuses writes, as far as this user can make one."""
    if os.geteuid() == 0:
        if subprocess.run(["mount", "--bind", kept, kept], check=False).returncode != 0:
            pytest.skip("root here can write anywhere, and may not mount")
        subprocess.run(["mount", "-o", "remount,ro,bind", kept], check=True)
        yield kept
        subprocess.run(["umount", "--lazy", kept], check=True)
    else:
        kept.chmod(0o500)
        (kept / "cache.db").chmod(0o400)
        yield kept
        kept.chmod(0o700)


def test_a_read_only_disk_can_be_read_and_says_that_it_cannot_be_written(read_only: Path) -> None:
    assert len(read(read_only, "s1")) == 3
    assert using(read_only, lambda store: store.sessions()) == ["s1"]
    with pytest.raises(StoreReadOnlyError, match="NEXUS_HOME"):
        add(read_only, "s1", answer("x"))


def test_a_held_session_is_refused_to_a_second_holder(folder: Path) -> None:
    async def twice(store: DiskStore) -> None:
        async with store.hold("s1"):
            with pytest.raises(SessionInUseError):
                async with DiskStore(folder).hold("s1"):
                    raise AssertionError("both hold it")
        async with store.hold("s1"):
            pass

    using(folder, twice)


WRITER = """
import asyncio, sys
from pathlib import Path
from nexus_cli.store import DiskStore
from tests.store.test_disk_store import answer

async def main():
    store = DiskStore(Path(sys.argv[1]))
    for number in range(int(sys.argv[3])):
        await store.append(sys.argv[2], answer(f"{sys.argv[2]}-{number}"))
        print(number, flush=True)
    await store.close()

asyncio.run(main())
"""


def writer(folder: Path, session_id: str, count: int) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), session_id, str(count)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


def test_two_processes_lose_nothing(folder: Path) -> None:
    both = [writer(folder, session_id, 40) for session_id in ("s1", "s2")]
    for process in both:
        assert process.communicate(timeout=60)[0].splitlines()[-1] == "39"
    assert [len(read(folder, session_id)) for session_id in ("s1", "s2")] == [40, 40]


def test_whatever_was_acknowledged_survives_a_kill(folder: Path) -> None:
    for stop_after in (1, 3, 7):
        session_id = f"s{stop_after}"
        process = writer(folder, session_id, 10_000)
        assert process.stdout is not None
        acknowledged = [process.stdout.readline() for _ in range(stop_after)]
        process.send_signal(signal.SIGKILL)
        acknowledged += process.stdout.readlines()
        process.wait(timeout=10)
        process.stdout.close()
        assert len(read(folder, session_id)) >= len(acknowledged)


def test_an_export_brings_the_session_back(kept: Path) -> None:
    events = read(kept, "s1")
    assert import_session(export_session("s1", events)) == ("s1", events)


@pytest.mark.parametrize(
    "mangle",
    [
        lambda whole: whole["events"].pop(),
        lambda whole: whole["events"][1].update(text="I wrote the report."),
        lambda whole: whole.update(format="other"),
        lambda whole: whole.update(session_id="../../etc"),
        lambda whole: whole.pop("events"),
    ],
)
def test_a_changed_export_is_refused(kept: Path, mangle: Callable[[Any], Any]) -> None:
    whole = json.loads(export_session("s1", read(kept, "s1")))
    mangle(whole)
    with pytest.raises(StoreTamperedError):
        import_session(json.dumps(whole))


def test_a_session_from_before_an_event_had_all_its_fields_is_still_whole() -> None:
    events = [json.loads(prepared(question("a")).model_dump_json())]
    events.append(
        json.loads(answer("I clean lamps.").model_copy(update={"seconds": 2e-5}).model_dump_json())
    )
    del events[0]["hidden_words"], events[1]["spoken"]
    previous, records = "0" * 64, []
    for event in events:
        body = json.dumps(event, ensure_ascii=False, separators=(",", ":")).replace(
            "2e-05", "0.00002"
        )
        digest = hashlib.sha256(f"{previous}\n{body}".encode()).hexdigest()
        records.append(json.dumps({"previous": previous, "hash": digest, "event": event}))
        previous = digest
    whole = {"format": "nexus-session", "version": 1, "session_id": "s1", "head": previous}
    _, brought_back = import_session(json.dumps({**whole, "events": events}))
    assert brought_back == decode(records, previous)
    assert brought_back[1] == answer("I clean lamps.").model_copy(update={"seconds": 2e-5})


def test_text_that_is_no_export_is_refused() -> None:
    with pytest.raises(StoreTamperedError, match="not a session"):
        import_session("[1, 2")


INTERRUPTED = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE Cache SET value = value || ?", ("x" * 20000,))
connection.execute("UPDATE Settings SET value = 0")
os.kill(os.getpid(), 9)
"""


@pytest.fixture
def interrupted(kept: Path) -> Path:
    """A store whose last writer was killed after it had begun to change the file."""
    subprocess.run([sys.executable, "-c", INTERRUPTED, str(kept / "cache.db")], check=False)
    assert (kept / "cache.db-journal").exists()
    return kept


def test_a_write_that_was_cut_short_is_undone_by_the_next_reader(interrupted: Path) -> None:
    assert len(read(interrupted, "s1")) == 3
    add(interrupted, "s1", answer("more"))
    assert len(read(interrupted, "s1")) == 4


def test_a_session_in_use_is_not_deleted(kept: Path) -> None:
    async def attempt(store: DiskStore) -> None:
        async with store.hold("s1"):
            other = DiskStore(kept)
            with pytest.raises(SessionInUseError):
                await other.delete(["s1"])
            await other.close()

    using(kept, attempt)
    assert len(read(kept, "s1")) == 3


def exceptions_of(module: ModuleType) -> list[type[Exception]]:
    found = [value for value in vars(module).values() if isinstance(value, type)]
    return [value for value in found if issubclass(value, Exception)]


@pytest.mark.parametrize(
    "foreign", [*exceptions_of(diskcache.core), *exceptions_of(sqlite3)], ids=lambda e: e.__name__
)
def test_every_error_of_the_libraries_below_becomes_one_of_ours(
    foreign: type[Exception], tmp_path: Path
) -> None:
    with pytest.raises(StoreError), translated(tmp_path):
        raise foreign("no reason given")
