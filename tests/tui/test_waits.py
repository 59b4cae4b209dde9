"""A hosted brain's limits are told where somebody waits for it, and never over an answer."""

import asyncio

from nexus_cli.llm import LimitWait
from tests.tui.stage import keep, prepared, reads, running, services, text_of

WAIT = LimitWait("plan_questions", "openai/gpt-oss-120b", 23.0)
SENTENCE = "The limit of"


def test_a_wait_is_told_at_home() -> None:
    async def see() -> None:
        with services() as live:
            async with running(live) as (_, pilot):
                await reads(pilot, "No interviews yet")
                live.waits(WAIT)
                await reads(pilot, SENTENCE)

    asyncio.run(see())


def test_a_wait_does_not_cover_an_answer_that_is_being_written() -> None:
    async def see() -> None:
        with services() as live:
            keep(live, "a1", prepared())
            async with running(live, "a1") as (app, pilot):
                await reads(pilot, "your turn")
                live.waits(WAIT)
                for _ in range(5):
                    await pilot.pause(0.02)
                assert SENTENCE not in text_of(app)

    asyncio.run(see())


def test_a_wait_that_nobody_would_notice_has_no_sentence() -> None:
    assert LimitWait("speak", "small", 0.4).sentence == ""
