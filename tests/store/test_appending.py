"""Appends that are written together."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event as Gate

import pytest

from nexus_cli.errors import StoreError
from nexus_cli.models.events import Event, InterviewPaused
from nexus_cli.store import DiskStore
from nexus_cli.store.appending import Append, GroupedAppends
from nexus_cli.telemetry import SystemClock

PAUSED: Sequence[Event] = (InterviewPaused(at=SystemClock().now()),)


class Pages:
    """Writes when its gate is open; refuses a group that has a session called `bad`."""

    def __init__(self) -> None:
        self.begun, self.gate = Gate(), Gate()
        self.groups: list[list[str]] = []

    def write(self, group: Sequence[Append]) -> list[int]:
        self.begun.set()
        self.gate.wait(10)
        self.groups.append([wanted.session_id for wanted in group])
        if any(wanted.session_id == "bad" for wanted in group):
            raise StoreError("The disk is full.", "Free some space and try again.")
        return [0] * len(group)


async def kept(pages: Pages, *session_ids: str) -> list[int | BaseException]:
    """Append for each session while the first append is being written."""
    with ThreadPoolExecutor(1) as thread:
        appends = GroupedAppends(thread, pages.write)
        every = [asyncio.ensure_future(appends.append(s, PAUSED)) for s in session_ids]
        await asyncio.sleep(0)
        pages.gate.set()
        return await asyncio.gather(*every, return_exceptions=True)


def test_an_append_alone_is_written_alone() -> None:
    pages = Pages()
    assert asyncio.run(kept(pages, "a")) == [0]
    assert pages.groups == [["a"]]


def test_no_append_is_lost_or_written_twice() -> None:
    pages = Pages()
    names = [f"s{number}" for number in range(50)]
    assert asyncio.run(kept(pages, *names)) == [0] * 50
    assert [name for group in pages.groups for name in group] == names
    assert len(pages.groups) <= 2


def test_one_that_cannot_be_kept_does_not_take_the_others_with_it() -> None:
    pages = Pages()
    found = asyncio.run(kept(pages, "a", "bad", "b"))
    assert found[0] == found[2] == 0
    assert isinstance(found[1], StoreError)


def test_sessions_that_append_at_once_each_keep_their_own_order(tmp_path: Path) -> None:
    async def run() -> None:
        store = DiskStore(tmp_path)
        try:
            sessions = [f"s{number}" for number in range(20)]
            for count in range(3):
                numbers = await asyncio.gather(*(store.append(s, *PAUSED) for s in sessions))
                assert numbers == [count] * 20
            for session in sessions:
                assert await store.events(session) == [*PAUSED] * 3
        finally:
            await store.close()

    asyncio.run(run())


def test_what_nobody_waits_for_any_more_is_not_written() -> None:
    pages = Pages()

    async def run() -> None:
        with ThreadPoolExecutor(1) as thread:
            appends = GroupedAppends(thread, pages.write)
            first = asyncio.ensure_future(appends.append("a", PAUSED))
            await asyncio.sleep(0)
            await asyncio.to_thread(pages.begun.wait, 10)
            left = asyncio.ensure_future(appends.append("left", PAUSED))
            await asyncio.sleep(0)
            left.cancel()
            await asyncio.sleep(0)
            pages.gate.set()
            assert await first == 0
            with pytest.raises(asyncio.CancelledError):
                await left

    asyncio.run(run())
    assert [name for group in pages.groups for name in group] == ["a"]
