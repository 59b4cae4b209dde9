"""Few requests in a while, urgent ones first."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.tts.politeness import REQUESTS, WINDOW_SECONDS, Politeness
from tests.llm.virtual_time import LoopClock, virtual


def now() -> float:
    return asyncio.get_running_loop().time()


def test_a_fifth_request_waits_until_the_first_is_ten_seconds_old() -> None:
    async def play() -> None:
        politeness = Politeness(LoopClock())
        for _ in range(4):
            await politeness.turn()
        assert now() == 0
        assert politeness.wait() == 10
        await politeness.turn()
        assert now() == pytest.approx(10)

    virtual(play())


def test_work_for_later_leaves_one_request_free() -> None:
    async def play() -> None:
        politeness = Politeness(LoopClock())
        ahead = [asyncio.create_task(politeness.turn(ahead=True)) for _ in range(4)]
        await asyncio.sleep(1)
        assert [task.done() for task in ahead] == [True, True, True, False]
        await politeness.turn()
        assert now() == pytest.approx(1)
        await asyncio.gather(*ahead)

    virtual(play())


def test_urgent_requests_pass_work_for_later() -> None:
    async def play() -> None:
        politeness = Politeness(LoopClock())
        order = list[str]()

        async def turn(name: str, ahead: bool) -> None:
            await politeness.turn(ahead)
            order.append(name)

        for _ in range(4):
            await politeness.turn()
        tasks = [asyncio.create_task(turn("later", ahead=True))]
        await asyncio.sleep(1)
        tasks += [asyncio.create_task(turn("urgent", ahead=False)) for _ in range(2)]
        await asyncio.gather(*tasks)
        assert order == ["urgent", "urgent", "later"]

    virtual(play())


def test_one_who_gives_up_holds_nobody_back() -> None:
    async def play() -> None:
        politeness = Politeness(LoopClock())
        for _ in range(4):
            await politeness.turn()
        given_up = asyncio.create_task(politeness.turn())
        await asyncio.sleep(1)
        given_up.cancel()
        await politeness.turn(ahead=True)
        assert now() == pytest.approx(10)

    virtual(play())


@given(st.lists(st.tuples(st.booleans(), st.floats(0, 12)), max_size=30))
def test_no_stretch_of_ten_seconds_holds_more_than_four(wanted: list[tuple[bool, float]]) -> None:
    async def play() -> list[float]:
        politeness = Politeness(LoopClock())
        sent = list[float]()

        async def turn(ahead: bool) -> None:
            await politeness.turn(ahead)
            sent.append(now())

        async with asyncio.TaskGroup() as group:
            for ahead, pause in wanted:
                group.create_task(turn(ahead))
                await asyncio.sleep(pause)
        return sent

    sent = virtual(play())
    assert len(sent) == len(wanted)
    for first, last in zip(sent, sent[REQUESTS:], strict=False):
        assert last - first >= WINDOW_SECONDS - 1e-6
