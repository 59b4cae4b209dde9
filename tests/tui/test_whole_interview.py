"""A whole visit by keys alone, with the offline brain that ships: samples, answers, report."""

import asyncio

from nexus_cli.brain import OfflineBrain
from nexus_cli.tui.interview.answer_editor import AnswerEditor
from nexus_cli.tui.interview.state_line import Mark, StateLine
from nexus_cli.tui.report import ReportScreen
from tests.tui.stage import MORNING, reads, running, services, text_of, until

_ANSWER = "I looked after it for two years. We measured first, changed one thing, and measured."


def test_from_home_through_a_sample_to_the_report_by_keys() -> None:
    async def see() -> None:
        with services(brain=OfflineBrain(today=MORNING.date())) as live:
            async with running(live) as (app, pilot):
                await reads(pilot, "No interviews yet")
                await pilot.press("s")
                await reads(pilot, "Mira Holt for data engineer")
                await pilot.press("down", "enter")
                await until(pilot, lambda: bool(app.screen.query(AnswerEditor)))
                answers = 0
                while True:
                    editor = app.screen.query_one(AnswerEditor)
                    line = app.screen.query_one(StateLine)
                    await until(
                        pilot,
                        lambda: not editor.disabled or line.state.mark is Mark.DONE,  # noqa: B023
                    )
                    if line.state.mark is Mark.DONE:
                        break
                    editor.put(_ANSWER)
                    await pilot.press("ctrl+s")
                    await until(pilot, lambda: editor.text == "")  # noqa: B023
                    answers += 1
                assert answers >= live.settings.questions
                await pilot.press("enter")
                await until(pilot, lambda: isinstance(app.screen, ReportScreen))
                await reads(pilot, "Result")
                assert "Mira Holt" in text_of(app)

    asyncio.run(see())
