"""The home page: what it lists, in which order, and where its keys lead."""

import asyncio
from pathlib import Path

from textual.widgets import Input, Static

from nexus_cli.models.events import AnswerAccepted, QuestionAsked
from nexus_cli.services.check import Check
from nexus_cli.services.history import SessionSummary
from nexus_cli.services.readiness import note_readiness
from nexus_cli.settings import Settings
from nexus_cli.text import width
from nexus_cli.tui.home.rows import in_order, row
from nexus_cli.tui.home.samples import samples
from nexus_cli.tui.home.trend import trend_line
from tests.tui.brain import FULL_ANSWER
from tests.tui.stage import (
    MORNING,
    finished,
    keep,
    prepared,
    reads,
    running,
    services,
    text_of,
    until,
)


def summary(session_id: str, status: str, overall: float | None = None) -> SessionSummary:
    return SessionSummary(session_id, "Mira Holt", "Data Engineer", MORNING, 3, 7, status, overall)


def test_what_is_unfinished_stands_first() -> None:
    listed = in_order(
        [summary("a", "finished", 3.0), summary("b", "ready"), summary("c", "unfinished")]
    )
    assert [s.session_id for s in listed] == ["c", "b", "a"]


def test_a_row_of_wide_characters_stays_within_its_cells() -> None:
    wide = SessionSummary("a", "山田太郎" * 9, "平台工程师" * 9, MORNING, 0, 7, "ready")
    assert all(width(line) <= 60 for line in row(wide, 60).plain.splitlines())


def test_the_trend_of_one_person_runs_from_old_to_new() -> None:
    found = [summary(str(n), "finished", total) for n, total in enumerate((2.0, 3.5))]
    assert trend_line(found).endswith("Mira Holt, oldest first: 2.0, 3.5")


def test_one_result_is_no_trend() -> None:
    assert trend_line([summary("a", "finished", 3.0), summary("b", "unfinished")]) == ""


def test_every_sample_has_its_files() -> None:
    assert len(samples()) >= 3
    assert all(sample.cv.exists() and sample.job.exists() for sample in samples())


def test_an_empty_home_says_what_to_do() -> None:
    async def see() -> None:
        with services() as live:
            async with running(live) as (_, pilot):
                await reads(pilot, "Press N for one with your own CV, or S to try it")

    asyncio.run(see())


def test_enter_on_an_unfinished_interview_takes_it_up() -> None:
    async def see() -> None:
        with services() as live:
            finished(live, "old", FULL_ANSWER, days_ago=1)
            asked = QuestionAsked(at=MORNING, question_id="opening", number=1)
            answered = AnswerAccepted(
                at=MORNING, question_id="opening", part="answer", text=FULL_ANSWER
            )
            next_asked = QuestionAsked(at=MORNING, question_id="database", number=2)
            keep(live, "new", prepared(), asked, answered, next_asked)
            async with running(live) as (app, pilot):
                await reads(pilot, "unfinished Platform Engineer")
                await pilot.press("enter")
                await reads(pilot, "What broke first, and how")
                assert "question 2 of 3" in text_of(app)

    asyncio.run(see())


def test_enter_on_a_finished_interview_opens_its_report() -> None:
    async def see() -> None:
        with services() as live:
            finished(live, "old", FULL_ANSWER)
            async with running(live) as (_, pilot):
                await reads(pilot, "RECOMMEND")
                await pilot.press("enter")
                await reads(pilot, "Asked for, and shown")

    asyncio.run(see())


def test_the_form_tells_in_its_place_what_is_missing() -> None:
    async def see() -> None:
        with services() as live:
            async with running(live) as (app, pilot):
                await reads(pilot, "No interviews yet")
                await pilot.press("n")
                await reads(pilot, "Your CV")
                await pilot.press("ctrl+s")
                await reads(pilot, "Give the file with your CV.")
                lines = text_of(app).splitlines()
                places = [i for i, line in enumerate(lines) if "Your CV" in line or "Give" in line]
                assert len(places) == 3

    asyncio.run(see())


def test_files_that_are_not_there_are_named_under_their_fields() -> None:
    async def see() -> None:
        with services() as live:
            async with running(live) as (_, pilot):
                await reads(pilot, "No interviews yet")
                await pilot.press("n")
                await reads(pilot, "Your CV")
                await pilot.press(*"lost.pdf")
                await pilot.press("tab", *"gone.md")
                await pilot.press("ctrl+s")
                await reads(pilot, "There is no file lost.pdf.")
                await reads(pilot, "There is no file gone.md.")

    asyncio.run(see())


def test_a_file_that_cannot_be_read_is_said_under_its_field(tmp_path: Path) -> None:
    cv, job = tmp_path / "cv.md", tmp_path / "job.exe"
    cv.write_text("# Mira Holt\n\nData analyst since 2019.\n")
    job.write_bytes(b"MZ\x90\x00" * 40)

    async def see() -> None:
        with services() as live:
            async with running(live) as (app, pilot):
                await reads(pilot, "No interviews yet")
                await pilot.press("n")
                await reads(pilot, "Your CV")
                app.screen.query_one("#cv", Input).value = str(cv)
                app.screen.query_one("#job", Input).value = str(job)
                await pilot.press("ctrl+s")
                wrong = app.screen.query_one("#job-wrong", Static)
                await until(pilot, lambda: wrong.has_class("-told"))
                assert "job.exe" in str(wrong.content)

    asyncio.run(see())


def test_two_files_become_an_interview(tmp_path: Path) -> None:
    cv, job = tmp_path / "cv.md", tmp_path / "job.md"
    cv.write_text("# Mira Holt\n\nData analyst since 2019.\n")
    job.write_text("# Data Engineer\n\nYou will look after pipelines.\n")

    async def see() -> None:
        with services() as live:
            async with running(live) as (app, pilot):
                await reads(pilot, "No interviews yet")
                await pilot.press("n")
                await reads(pilot, "Your CV")
                app.screen.query_one("#cv", Input).value = str(cv)
                app.screen.query_one("#job", Input).value = str(job)
                await pilot.press("ctrl+s")
                await reads(pilot, "Data Engineer, Mira Holt")
                await reads(pilot, "What are you proud of")

    asyncio.run(see())


def test_speaking_is_offered_once_a_check_has_passed(tmp_path: Path) -> None:
    async def offered(home: Path) -> bool:
        with services(home=home) as live:
            async with running(live) as (app, pilot):
                await reads(pilot, "No interviews yet")
                await pilot.press("n")
                await reads(pilot, "How you answer")
                return bool(app.screen.query("#manner"))

    assert not asyncio.run(offered(tmp_path))
    ready = [Check(name, True, "It works.") for name in ("microphone", "model")]
    note_readiness(Settings(_env_file=None, home=tmp_path), ready)
    assert asyncio.run(offered(tmp_path))
