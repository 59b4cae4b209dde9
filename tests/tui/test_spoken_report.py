"""The report page on spoken answers: what may be misheard, and how it was paced."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from textual.pilot import Pilot

from nexus_cli.tui import NexusApp
from nexus_cli.tui.report.answer import AnswerBlock
from nexus_cli.tui.report.quote import QuoteLink
from nexus_cli.tui.report.said import SaidText
from tests.reports.spoken_interview import spoken_interview
from tests.tui.snapshot import check
from tests.tui.stage import keep, reads, running, services, text_of, until

Visit = Callable[[NexusApp, Pilot[str]], Awaitable[None]]
SIZES = [(40, 15), (80, 24), (120, 40)]


def report(visit: Visit, size: tuple[int, int] = (120, 40)) -> None:
    """Run `visit` on the report of the made-up spoken interview."""

    async def see() -> None:
        with services() as live:
            keep(live, "abc", *spoken_interview())
            async with running(live, size=size) as (app, pilot):
                await reads(pilot, "of 5")
                await pilot.press("enter")
                await reads(pilot, "Result")
                await visit(app, pilot)

    asyncio.run(see())


async def opened(app: NexusApp, pilot: Pilot[str], number: int) -> AnswerBlock:
    """Open a question and bring it to the top."""
    block = app.screen.query(AnswerBlock)[number - 1]
    block.collapsed = False
    await until(pilot, lambda: block.size.height > 5)
    block.scroll_visible(animate=False, top=True)
    await pilot.pause()
    return block


@pytest.mark.parametrize("size", SIZES)
def test_a_badly_heard_answer_says_so_at_its_score_and_at_its_words(size: tuple[int, int]) -> None:
    async def visit(app: NexusApp, pilot: Pilot[str]) -> None:
        block = await opened(app, pilot, 2)
        check(app, f"report-spoken-{size[0]}x{size[1]}-dark")
        said = [one.visual.plain for one in block.query(SaidText)]  # type: ignore[attr-defined]
        assert "I mostly [edit consumers?], and when [one?] fell behind" in said[0]
        assert "on a [griffin?] board" in said[1]

    report(visit, size)


def test_a_quote_is_pointed_at_among_marks_of_doubt() -> None:
    async def visit(app: NexusApp, pilot: Pilot[str]) -> None:
        block = await opened(app, pilot, 2)
        block.query(QuoteLink).first().focus()
        await pilot.press("enter")
        said = block.query(SaidText).last()
        await until(pilot, lambda: any("reverse" in str(s.style) for s in said.content.spans))  # type: ignore[union-attr]
        spans = [span for span in said.content.spans if "reverse" in str(span.style)]  # type: ignore[union-attr]
        assert [said.content.plain[s.start : s.end] for s in spans] == [  # type: ignore[union-attr]
            "the lack was on a [griffin?] board"
        ]

    report(visit)


def test_pace_stands_apart_with_what_it_is_for() -> None:
    async def visit(app: NexusApp, pilot: Pilot[str]) -> None:
        app.screen.query(AnswerBlock).first().scroll_visible(animate=False)
        await reads(pilot, "words a minute with pauses")
        await reads(pilot, "never part of a score, and should weigh in no decision")
        assert "Words that may be misheard stand in [ ?]." in text_of(app)

    report(visit)
