"""How many answers are asked for at a time."""

import asyncio

from nexus_cli.batch.flow import AT_START, FEWEST, MOST, Flow
from nexus_cli.llm import LimitWait


async def _many(flow: Flow, count: int) -> int:
    """Let so many through, each yielding once; return the most at a time."""
    most = 0

    async def one() -> None:
        nonlocal most
        async with flow.one():
            most = max(most, flow.under_way)
            await asyncio.sleep(0)

    await asyncio.gather(*(one() for _ in range(count)))
    return most


async def test_it_begins_with_few_and_lets_more_through_as_they_come_back() -> None:
    flow = Flow()
    assert await _many(flow, AT_START) == AT_START
    await _many(flow, 4_000)
    assert flow.limit == MOST
    assert await _many(flow, 4_000) <= MOST
    assert flow.under_way == 0


async def test_a_long_wait_for_the_limits_halves_it_and_never_to_nothing() -> None:
    flow = Flow()
    await _many(flow, 4_000)
    flow.waited(LimitWait("grade_answer", "model", 3.0))
    assert flow.limit == MOST
    flow.waited(LimitWait("grade_answer", "model", 30.0))
    assert flow.limit == MOST / 2
    for _ in range(20):
        flow.waited(LimitWait("grade_answer", "model", 30.0))
    assert flow.limit == FEWEST


async def test_who_gives_up_leaves_no_place_taken() -> None:
    flow = Flow()
    gate = asyncio.Event()

    async def held() -> None:
        async with flow.one():
            await gate.wait()

    tasks = [asyncio.create_task(held()) for _ in range(3 * AT_START)]
    await asyncio.sleep(0)
    for task in tasks[AT_START:]:
        task.cancel()
    gate.set()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert flow.under_way == 0
    assert await _many(flow, AT_START) == AT_START
