"""The thread that all sessions share."""

import asyncio
import signal
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Iterator

import pytest

from nexus_cli.services.session_thread import SessionThread


@pytest.fixture
def thread() -> Iterator[SessionThread]:
    running = SessionThread()
    yield running
    running.close()


async def where() -> str:
    return threading.current_thread().name


def test_work_runs_on_its_own_thread(thread: SessionThread) -> None:
    assert thread.run(where()) == "sessions"
    assert thread.submit(where()).result(timeout=5) == "sessions"


def test_what_fails_there_fails_here(thread: SessionThread) -> None:
    async def fail() -> None:
        raise ValueError("no lamp")

    with pytest.raises(ValueError, match="no lamp"):
        thread.run(fail())


def test_an_iterator_that_is_left_early_is_closed(thread: SessionThread) -> None:
    closed = threading.Event()

    async def numbers() -> AsyncIterator[int]:
        try:
            for number in range(3):
                yield number
        finally:
            closed.set()

    items = thread.iterate(numbers())
    assert next(items) == 0
    items.close()  # type: ignore[attr-defined]  # it is a generator
    assert closed.is_set()


def test_all_items_come_in_order(thread: SessionThread) -> None:
    async def numbers() -> AsyncIterator[int]:
        for number in range(3):
            await asyncio.sleep(0)
            yield number

    assert list(thread.iterate(numbers())) == [0, 1, 2]


def test_closing_cancels_what_still_waits() -> None:
    running = SessionThread()
    waiting = running.submit(asyncio.Event().wait())
    running.close()
    assert waiting.cancelled()


def test_interrupted_work_lets_go_before_the_interrupt_goes_on(
    thread: SessionThread,
) -> None:
    let_go = threading.Event()

    async def work() -> None:
        try:
            threading.Timer(0.05, _interrupt).start()
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(0.05)
            let_go.set()

    with pytest.raises(KeyboardInterrupt):
        thread.run(work())
    assert let_go.is_set()


def test_a_lookup_that_hangs_does_not_hold_the_interpreter() -> None:
    script = (
        "import asyncio, time\n"
        "from nexus_cli.services.session_thread import SessionThread\n"
        "thread = SessionThread()\n"
        "async def hang():\n"
        "    asyncio.get_running_loop().run_in_executor(None, time.sleep, 60)\n"
        "thread.run(hang())\n"
        "thread.close()\n"
    )
    assert subprocess.run([sys.executable, "-c", script], timeout=30).returncode == 0


def _interrupt() -> None:
    signal.raise_signal(signal.SIGINT)
