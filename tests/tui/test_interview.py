"""The interview page: typed answers in, what the session yields on screen, nothing lost."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from textual.pilot import Pilot

from nexus_cli.models.events import AnswerAccepted, AnswerPart, Event
from nexus_cli.models.job import Job
from nexus_cli.models.question import Plan
from nexus_cli.services import Services
from nexus_cli.tui import NexusApp
from nexus_cli.tui.interview.answer_editor import AnswerEditor
from tests.tui.brain import FULL_ANSWER, plan
from tests.tui.stage import (
    RefusingStore,
    keep,
    prepared,
    reads,
    running,
    services,
    text_of,
    type_in,
    until,
)

Visit = Callable[[Services, NexusApp, Pilot[str]], Awaitable[None]]
HOSTILE = "[bold]Q[/bold] [@click=app.bell]press[/] [link=x]y\x1b[31mred\x1b]0;title\x07 \u202egnp"


def interview(visit: Visit, size: tuple[int, int] = (120, 40), full: bool = False) -> str | None:
    """Run `visit` in a fresh interview; return the line that the app leaves behind."""

    async def see() -> str | None:
        with services(RefusingStore()) as live:
            keep(live, "abc", prepared())
            async with running(live, "abc", size) as (app, pilot):
                await reads(pilot, "What are you proud of")
                await until(pilot, lambda: not editor(app).disabled)
                await visit(live, app, pilot)
            return app.return_value

    return asyncio.run(see())


def editor(app: NexusApp) -> AnswerEditor:
    return app.screen.query_one(AnswerEditor)


async def answer(app: NexusApp, pilot: Pilot[str], text: str) -> None:
    """Put `text` in the editor as a paste would, and send it."""
    await until(pilot, lambda: bool(app.screen.query(AnswerEditor)))
    await until(pilot, lambda: not editor(app).disabled)
    editor(app).put(text)
    await pilot.press("ctrl+s")


def stored(live: Services) -> list[Event]:
    return live.thread.run(live.store.events("abc"))


def test_a_full_stop_alone_on_a_line_sends() -> None:
    async def visit(live: Services, app: NexusApp, pilot: Pilot[str]) -> None:
        await type_in(pilot, "It went well.\nVery well.\n.\n")
        await reads(pilot, "saved")
        accepted = [e for e in stored(live) if isinstance(e, AnswerAccepted)]
        assert [e.text for e in accepted] == ["It went well.\nVery well."]

    interview(visit)


def test_enter_begins_a_new_line_and_sends_nothing() -> None:
    async def visit(live: Services, app: NexusApp, pilot: Pilot[str]) -> None:
        await type_in(pilot, "One.\nTwo.")
        assert editor(app).text == "One.\nTwo."
        assert not [e for e in stored(live) if isinstance(e, AnswerAccepted)]

    interview(visit)


@pytest.mark.parametrize("key", ["ctrl+s", "ctrl+enter", "ctrl+j"])
def test_keys_that_send(key: str) -> None:
    async def visit(live: Services, app: NexusApp, pilot: Pilot[str]) -> None:
        editor(app).put(FULL_ANSWER)
        await pilot.press(key)
        await reads(pilot, "saved")

    interview(visit)


def test_a_thin_answer_is_followed_up_under_its_question() -> None:
    async def visit(live: Services, app: NexusApp, pilot: Pilot[str]) -> None:
        await answer(app, pilot, "skip this one")
        await reads(pilot, "question 2 of 3")
        await answer(app, pilot, "Something broke and we mended it.")
        await reads(pilot, "↳ Could you say more about this")
        text = text_of(app)
        assert text.index("What broke first") < text.index("Something broke")
        assert text.index("Something broke") < text.index("Could you say more")
        assert "a follow-up" in text

    interview(visit)


def test_words_are_counted_and_no_score_is_shown() -> None:
    async def visit(live: Services, app: NexusApp, pilot: Pilot[str]) -> None:
        await type_in(pilot, "three small words")
        await reads(pilot, "3 words")
        await answer(app, pilot, FULL_ANSWER)
        await reads(pilot, "saved")
        assert "of 5" not in text_of(app)

    interview(visit)


def test_clarify_and_repeat_keep_what_was_typed() -> None:
    async def visit(live: Services, app: NexusApp, pilot: Pilot[str]) -> None:
        await type_in(pilot, "half a thought")
        await pilot.press("ctrl+l")
        await reads(pilot, "What is meant: tell me about one thing that went wrong")
        await pilot.press("ctrl+r")
        await reads(pilot, "Once more: What are you proud of")
        assert editor(app).text == "half a thought"

    interview(visit)


def test_a_question_about_the_role_is_answered_and_the_question_stays() -> None:
    async def visit(live: Services, app: NexusApp, pilot: Pilot[str]) -> None:
        await answer(app, pilot, "How big is the team?")
        await reads(pilot, "The team has six people.")
        assert "question 1 of 3" in text_of(app)

    interview(visit)


def test_an_answer_that_cannot_be_saved_comes_back_with_the_reason() -> None:
    async def visit(live: Services, app: NexusApp, pilot: Pilot[str]) -> None:
        assert isinstance(live.store, RefusingStore)
        live.store.full = True
        await answer(app, pilot, FULL_ANSWER)
        await reads(pilot, "The disk is full. Free some space.")
        await until(pilot, lambda: editor(app).text == FULL_ANSWER)
        assert "✓ saved" not in text_of(app)
        live.store.full = False
        await pilot.press("ctrl+s")
        await reads(pilot, "✓ saved")
        assert editor(app).text == ""

    interview(visit)


def test_a_draft_that_cannot_be_kept_leaves_the_text_on_screen_and_sending_goes_on() -> None:
    async def visit(live: Services, app: NexusApp, pilot: Pilot[str]) -> None:
        assert isinstance(live.store, RefusingStore)
        editor(app).put("half a thought")
        live.store.full = True
        await pilot.press("escape")
        await reads(pilot, "Leave and lose it?")
        await pilot.press("n")
        await reads(pilot, "The disk is full.")
        assert editor(app).text == "half a thought"
        live.store.full = False
        await pilot.press("ctrl+s")
        await reads(pilot, "your turn")
        assert editor(app).text == "half a thought"
        await pilot.press("ctrl+s")
        await reads(pilot, "✓ saved")

    interview(visit)


def test_a_follow_up_taken_up_again_is_shown_once() -> None:
    async def see() -> None:
        with services() as live:
            keep(live, "abc", prepared())
            async with running(live, "abc") as (app, pilot):
                await answer(app, pilot, "Something broke and we mended it.")
                await reads(pilot, "a follow-up")
                await pilot.press("ctrl+t")
                await until(pilot, lambda: app.return_value is not None)
            async with running(live, "abc") as (app, pilot):
                await reads(pilot, "a follow-up")
                assert text_of(app).count("Could you say more") == 1

    asyncio.run(see())


def test_again_later_comes_back_to_the_same_question_with_the_draft() -> None:
    async def see() -> None:
        with services() as live:
            keep(live, "abc", prepared())
            async with running(live, "abc") as (app, pilot):
                await reads(pilot, "What are you proud of")
                await answer(app, pilot, "skip this one")
                await reads(pilot, "question 2 of 3")
                await until(pilot, lambda: not editor(app).disabled)
                await type_in(pilot, "first the slot")
                await pilot.press("ctrl+t")
                await until(pilot, lambda: app.return_value is not None)
            assert app.return_value is not None
            assert app.return_value.endswith("nexus interview abc")
            assert "question 2 of 3" in app.return_value
            async with running(live, "abc") as (app, pilot):
                await reads(pilot, "question 2 of 3")
                await until(pilot, lambda: editor(app).text == "first the slot")

    asyncio.run(see())


def test_what_is_being_typed_reaches_the_disk_before_it_is_sent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("nexus_cli.tui.interview.draft._SECONDS", 0.01)

    async def visit(live: Services, app: NexusApp, pilot: Pilot[str]) -> None:
        await type_in(pilot, "half")

        def kept() -> bool:
            drafts = [e.text for e in stored(live) if isinstance(e, AnswerPart)]
            return drafts[-1:] == ["half"]

        await until(pilot, kept)

    interview(visit)


def test_escape_goes_home_and_keeps_the_draft() -> None:
    async def visit(live: Services, app: NexusApp, pilot: Pilot[str]) -> None:
        await type_in(pilot, "not lost")
        await pilot.press("escape")
        await reads(pilot, "unfinished")
        drafts = [e.text for e in stored(live) if isinstance(e, AnswerPart)]
        assert drafts == ["not lost"]
        await pilot.press("enter")
        await until(pilot, lambda: bool(app.screen.query(AnswerEditor)))
        await until(pilot, lambda: editor(app).text == "not lost")

    interview(visit)


def test_quitting_with_text_unsent_asks_first() -> None:
    async def visit(live: Services, app: NexusApp, pilot: Pilot[str]) -> None:
        await type_in(pilot, "two words")
        await pilot.press("ctrl+q")
        await reads(pilot, "You have 2 words not sent")
        await pilot.press("n")
        await until(pilot, lambda: bool(app.screen.query(AnswerEditor)))
        assert editor(app).text == "two words"

    assert interview(visit) is None


def test_quitting_without_text_asks_nothing() -> None:
    async def visit(live: Services, app: NexusApp, pilot: Pilot[str]) -> None:
        await pilot.press("ctrl+q")
        await until(pilot, lambda: app.return_value is not None)

    left = interview(visit)
    assert left is not None
    assert "question 1 of 3" in left


def test_skipping_with_text_asks_before_it_is_dropped() -> None:
    async def visit(live: Services, app: NexusApp, pilot: Pilot[str]) -> None:
        await type_in(pilot, "begun")
        await pilot.press("ctrl+n")
        await reads(pilot, "Skip the question and drop")
        await pilot.press("escape")
        await until(pilot, lambda: bool(app.screen.query(AnswerEditor)))
        assert editor(app).text == "begun"

    interview(visit)


def test_an_empty_answer_is_not_sent() -> None:
    async def visit(live: Services, app: NexusApp, pilot: Pilot[str]) -> None:
        await pilot.press("ctrl+s")
        await reads(pilot, "There is nothing to send yet.")
        assert not [e for e in stored(live) if isinstance(e, AnswerAccepted)]

    interview(visit)


def test_help_lists_the_keys_of_this_page() -> None:
    async def visit(live: Services, app: NexusApp, pilot: Pilot[str]) -> None:
        await pilot.press("f1")
        await reads(pilot, "Leave this question unanswered and go on.")
        await pilot.press("escape")
        await until(pilot, lambda: bool(app.screen.query(AnswerEditor)))
        await type_in(pilot, "?")
        assert editor(app).text == "?"

    interview(visit)


def test_earlier_answers_are_a_page_up_away() -> None:
    async def visit(live: Services, app: NexusApp, pilot: Pilot[str]) -> None:
        await answer(app, pilot, "We mended the replication of the ledger, and that held.")
        await reads(pilot, "↳")
        await answer(app, pilot, "It held for a year without a single page at night.")
        await reads(pilot, "question 2 of 3")
        await until(pilot, lambda: "mended the replication" not in text_of(app))
        await pilot.press("pageup")
        await reads(pilot, "mended the replication")

    interview(visit)


def test_hostile_text_is_shown_as_it_reads() -> None:
    async def see() -> None:
        questions = plan().questions
        first = questions[0].model_copy(update={"text": HOSTILE, "target": HOSTILE})
        job = Job(title=HOSTILE, company="[red]x[/red]")
        event = prepared(HOSTILE, job, Plan(questions=(first, *questions[1:]), seed=1))
        with services() as live:
            keep(live, "abc", event)
            async with running(live, "abc", (160, 40)) as (app, pilot):
                await reads(pilot, "[bold]Q[/bold] [@click=app.bell]press[/] [link=x]yred gnp")
                assert "[red]x[/red]" in text_of(app)
                assert "\x1b" not in text_of(app)
                await answer(app, pilot, HOSTILE)
                await reads(pilot, "↳")
                await pilot.press("escape")
                await reads(pilot, "unfinished")
                assert "[@click=app.bell]" in text_of(app)

    asyncio.run(see())


def test_a_session_held_elsewhere_is_said_in_a_sentence() -> None:
    async def see() -> None:
        with services() as live:
            async with running(live, "nowhere") as (_, pilot):
                await reads(pilot, "There is no session nowhere. Escape goes home.")
                await pilot.press("escape")
                await reads(pilot, "No interviews yet")

    asyncio.run(see())


@pytest.mark.parametrize("size", [(40, 15), (60, 20), (80, 24), (200, 60)])
def test_the_question_the_state_and_the_keys_fit(size: tuple[int, int]) -> None:
    async def visit(live: Services, app: NexusApp, pilot: Pilot[str]) -> None:
        text = text_of(app)
        lines = text.splitlines()
        assert "your turn" in text
        assert "Send" in lines[-1]
        assert "Help" in lines[-1]
        assert all(len(line) <= size[0] for line in lines)

    interview(visit, size)
