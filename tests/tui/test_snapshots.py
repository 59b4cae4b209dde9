"""The screens as they were last looked at, at the sizes that break things."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from textual.pilot import Pilot

from nexus_cli.models.events import AnswerAccepted, FollowUpAsked, QuestionAsked
from nexus_cli.models.signals import Stage, StageEntered
from nexus_cli.services import Services
from nexus_cli.tui import NexusApp
from nexus_cli.tui.interview.answer_editor import AnswerEditor
from nexus_cli.tui.interview.conversation import SessionItem
from nexus_cli.tui.report.answer import AnswerBlock
from tests.tui.brain import FULL_ANSWER
from tests.tui.snapshot import check
from tests.tui.stage import MORNING, finished, keep, prepared, reads, running, services, until

Scene = Callable[[Services, NexusApp, Pilot[str]], Awaitable[None]]
SIZES = [(40, 15), (80, 24), (120, 40)]
LOOKS = [*((size, "textual-dark") for size in SIZES), ((80, 24), "textual-light")]


def look(
    name: str,
    size: tuple[int, int],
    theme: str,
    scene: Scene,
    before: Callable[[Services], str | None] = lambda live: None,
) -> None:
    """Compare what `scene` leaves on screen with what is kept under `name`."""

    async def see() -> None:
        with services(theme=theme) as live:
            session_id = before(live)
            async with running(live, session_id, size) as (app, pilot):
                await scene(live, app, pilot)
                await until(pilot, lambda: not app._notifications)
                check(app, f"{name}-{size[0]}x{size[1]}-{theme.removeprefix('textual-')}")

    asyncio.run(see())


def several(live: Services) -> None:
    """Store one interview of each kind."""
    finished(live, "a", FULL_ANSWER, days_ago=3)
    finished(live, "b", "Something broke. We mended it.", days_ago=5)
    asked = QuestionAsked(at=MORNING, question_id="opening", number=1)
    keep(live, "c", prepared("Mira Holt"), asked)
    keep(live, "d", prepared("山田太郎"))


def at_the_second_question(live: Services) -> str:
    """Store an interview whose first question is answered."""
    keep(
        live,
        "abc",
        prepared(),
        QuestionAsked(at=MORNING, question_id="opening", number=1),
        AnswerAccepted(
            at=MORNING, question_id="opening", part="answer", text=FULL_ANSWER, seconds=83
        ),
        QuestionAsked(at=MORNING, question_id="database", number=2),
    )
    return "abc"


def at_a_follow_up(live: Services) -> str:
    """Store an interview whose second question was followed up."""
    at_the_second_question(live)
    text = "Something broke and we mended it."
    follow_up = "Could you say more about how you found out?"
    keep(
        live,
        "abc",
        AnswerAccepted(at=MORNING, question_id="database", part="answer", text=text, seconds=20),
        FollowUpAsked(at=MORNING, question_id="database", text=follow_up, about="an alert"),
    )
    return "abc"


async def your_turn(live: Services, app: NexusApp, pilot: Pilot[str]) -> None:
    """Wait for the floor and type a little."""
    await until(pilot, lambda: bool(app.screen.query(AnswerEditor)))
    editor = app.screen.query_one(AnswerEditor)
    await until(pilot, lambda: not editor.disabled)
    editor.put("so the first thing that broke was the replication slot, it filled the disk")
    await reads(pilot, "14 words")


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_home_without_interviews(size: tuple[int, int], theme: str) -> None:
    async def scene(live: Services, app: NexusApp, pilot: Pilot[str]) -> None:
        await reads(pilot, "No interviews yet")

    look("home-empty", size, theme, scene)


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_home_with_interviews(
    size: tuple[int, int], theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nexus_cli.tui.home.rows.day_and_time", lambda at: f"{at:%d %b, %H:%M}")

    async def scene(live: Services, app: NexusApp, pilot: Pilot[str]) -> None:
        await reads(pilot, "oldest first")

    def before(live: Services) -> None:
        several(live)

    look("home-filled", size, theme, scene, before)


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_interview_asking(size: tuple[int, int], theme: str) -> None:
    look("interview-asking", size, theme, your_turn, at_the_second_question)


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_interview_following_up(size: tuple[int, int], theme: str) -> None:
    look("interview-follow-up", size, theme, your_turn, at_a_follow_up)


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_interview_deciding(size: tuple[int, int], theme: str) -> None:
    """A wait is over before it can be seen, so the page is told of one that lasts."""

    async def scene(live: Services, app: NexusApp, pilot: Pilot[str]) -> None:
        await your_turn(live, app, pilot)
        editor = app.screen.query_one(AnswerEditor)
        editor.load_text("")
        editor.disabled = True
        wait = StageEntered(stage=Stage.DECIDING, next_up="a follow-up or the next question")
        app.screen.post_message(SessionItem(wait))
        await reads(pilot, "choosing what to ask next")
        await reads(pilot, "0 words")

    look("interview-deciding", size, theme, scene, at_the_second_question)


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_report(size: tuple[int, int], theme: str) -> None:
    async def scene(live: Services, app: NexusApp, pilot: Pilot[str]) -> None:
        await reads(pilot, "of 5")
        await pilot.press("enter")
        await reads(pilot, "RECOMMEND, confidence")

    def before(live: Services) -> None:
        finished(live, "a", FULL_ANSWER)

    look("report", size, theme, scene, before)


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_report_with_a_question_open(size: tuple[int, int], theme: str) -> None:
    async def scene(live: Services, app: NexusApp, pilot: Pilot[str]) -> None:
        await reads(pilot, "of 5")
        await pilot.press("enter")
        await reads(pilot, "RECOMMEND, confidence")
        block = app.screen.query(AnswerBlock)[1]
        block.collapsed = False
        await until(pilot, lambda: block.size.height > 5)
        block.scroll_visible(animate=False, top=True)
        await pilot.pause()

    def before(live: Services) -> None:
        finished(live, "a", FULL_ANSWER)

    look("report-question", size, theme, scene, before)
