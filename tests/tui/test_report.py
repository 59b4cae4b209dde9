"""The report page: numbers open to quotes, quotes to their place, and it can be taken along."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from nexus_cli.tui import NexusApp
from nexus_cli.tui.report.answer import AnswerBlock
from nexus_cli.tui.report.dimension import DimensionRow
from nexus_cli.tui.report.quote import QuoteLink
from nexus_cli.tui.report.said import SaidText
from tests.tui.brain import FULL_ANSWER
from tests.tui.stage import finished, reads, running, services, text_of, until

Visit = Callable[[NexusApp, Pilot[str]], Awaitable[None]]


def report(visit: Visit, text: str = FULL_ANSWER, size: tuple[int, int] = (120, 40)) -> None:
    """Run `visit` on the report of an interview whose database question got `text`."""

    async def see() -> None:
        with services() as live:
            finished(live, "abc", text)
            async with running(live, size=size) as (app, pilot):
                await reads(pilot, "of 5")
                await pilot.press("enter")
                await reads(pilot, "Result")
                await visit(app, pilot)

    asyncio.run(see())


def test_the_result_its_verdict_and_what_it_rests_on_stand_first() -> None:
    async def visit(app: NexusApp, pilot: Pilot[str]) -> None:
        text = text_of(app)
        assert "4.0 of 5" in text
        assert "RECOMMEND, confidence" in text
        assert "2 of 2 answers scored, 1 of 3 questions unanswered" in text

    report(visit)


def test_a_number_opens_to_its_quotes_and_a_quote_to_its_place() -> None:
    async def visit(app: NexusApp, pilot: Pilot[str]) -> None:
        row = app.screen.query(DimensionRow).first()
        row.query_one("CollapsibleTitle").focus()
        await pilot.press("enter")
        await until(pilot, lambda: not row.collapsed)
        row.query(QuoteLink).last().focus()
        await pilot.press("enter")
        block = app.screen.query(AnswerBlock)[1]
        await until(pilot, lambda: not block.collapsed)
        said = block.query_one(SaidText)
        reversed_spans = [span for span in said.content.spans if "reverse" in str(span.style)]  # type: ignore[union-attr]
        assert [said.content.plain[s.start : s.end] for s in reversed_spans] == [  # type: ignore[union-attr]
            "The replication slot filled the disk because nobody consumed it."
        ]

    report(visit)


def test_a_question_opens_to_what_landed_and_a_stronger_answer() -> None:
    async def visit(app: NexusApp, pilot: Pilot[str]) -> None:
        await pilot.press("o")
        blocks = list(app.screen.query(AnswerBlock))
        await until(pilot, lambda: all(not block.collapsed for block in blocks))
        blocks[1].scroll_visible(animate=False, top=True)
        await reads(pilot, "A stronger answer")
        assert "What landed" in text_of(app)

    report(visit)


def test_hostile_answers_are_shown_as_they_read() -> None:
    hostile = "[bold]slot[/bold] \x1b[31m[@click=app.bell]disk[/]. " + FULL_ANSWER

    async def visit(app: NexusApp, pilot: Pilot[str]) -> None:
        await pilot.press("o")
        app.screen.query(AnswerBlock)[1].scroll_visible(animate=False, top=True)
        await reads(pilot, "[bold]slot[/bold] [@click=app.bell]disk[/].")
        assert "\x1b" not in text_of(app)

    report(visit, hostile)


@pytest.mark.parametrize(("key", "ending"), [("m", "md"), ("h", "html"), ("j", "json")])
def test_the_report_is_written_where_the_person_says(key: str, ending: str, tmp_path: Path) -> None:
    target = tmp_path / f"mine.{ending}"

    async def visit(app: NexusApp, pilot: Pilot[str]) -> None:
        await pilot.press(key)
        await reads(pilot, f"nexus-report-abc.{ending}")
        app.screen.query_one(Input).value = str(target)
        await pilot.press("enter")
        await until(pilot, target.exists)
        await reads(pilot, "The report is in")

    report(visit)
    written = target.read_text("utf-8")
    assert "Deniz Okafor" in written
    if ending == "json":
        assert json.loads(written)["session_id"] == "abc"


def test_a_file_that_is_there_is_replaced_only_when_asked_twice(tmp_path: Path) -> None:
    target = tmp_path / "mine.md"
    target.write_text("mine")

    async def visit(app: NexusApp, pilot: Pilot[str]) -> None:
        await pilot.press("m")
        await reads(pilot, "Write the report as Markdown to")
        app.screen.query_one(Input).value = str(target)
        await pilot.press("enter")
        await reads(pilot, "is there already")
        assert target.read_text() == "mine"
        await pilot.press("enter")
        await until(pilot, lambda: target.read_text() != "mine")

    report(visit)


def test_a_place_that_cannot_be_written_is_said_in_a_sentence(tmp_path: Path) -> None:
    async def visit(app: NexusApp, pilot: Pilot[str]) -> None:
        await pilot.press("m")
        await reads(pilot, "Write the report as Markdown to")
        app.screen.query_one(Input).value = str(tmp_path / "no" / "mine.md")
        await pilot.press("enter")
        await reads(pilot, "could not be written")

    report(visit)


@pytest.mark.parametrize("size", [(40, 15), (80, 24), (200, 60)])
def test_a_dimension_keeps_its_number_at_any_width(size: tuple[int, int]) -> None:
    async def visit(app: NexusApp, pilot: Pilot[str]) -> None:
        row = app.screen.query(DimensionRow).first()
        row.scroll_visible(animate=False, top=True)
        await pilot.pause()
        line = next(x for x in text_of(app).splitlines() if "▸ relevance" in x)
        assert "4.0" in line

    report(visit, size=size)
