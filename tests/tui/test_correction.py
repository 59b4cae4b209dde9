"""Mending an answer that was heard wrong, while the interview goes on."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from nexus_cli.models.commands import CorrectAnswer, HoldThought
from nexus_cli.models.events import AnswerCorrected
from nexus_cli.models.spoken import SpokenPhase
from tests.tui.spoken_stage import Stage, listening, moved, spoken
from tests.tui.stage import MORNING, reads, text_of, type_in, until
from tests.tui.test_spoken_snapshots import to_the_database

Visit = Callable[[Stage], Awaitable[None]]


def interview(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run `visit` where the first answer was heard with a doubtful word, and the second begins."""

    async def see() -> None:
        async with spoken(monkeypatch) as stage:
            await to_the_database(stage)
            await stage.happens(moved(SpokenPhase.LISTENING))
            await reads(stage.pilot, "● listening")
            await stage.pilot.press("e")
            await reads(stage.pilot, "“first the [replication?] slot.”")
            await visit(stage)

    asyncio.run(see())


def test_a_mended_answer_is_sent_and_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    async def visit(stage: Stage) -> None:
        await type_in(stage.pilot, " It filled")
        await stage.pilot.press("ctrl+s")
        text = "first the replication slot. It filled"
        await stage.told(CorrectAnswer(question_id="opening", part="answer", text=text))
        await stage.happens(
            AnswerCorrected(at=MORNING, question_id="opening", part="answer", text=text)
        )
        await stage.pilot.press("pageup")
        await reads(stage.pilot, text)

    interview(visit, monkeypatch)


def test_the_wait_is_held_while_an_answer_is_mended(monkeypatch: pytest.MonkeyPatch) -> None:
    async def visit(stage: Stage) -> None:
        await stage.told(HoldThought(down=True))
        await stage.pilot.press("escape")
        await stage.told(HoldThought(down=False))
        assert not any(isinstance(c, CorrectAnswer) for c in stage.script.commands)

    interview(visit, monkeypatch)


def test_leaving_with_changes_asks_first(monkeypatch: pytest.MonkeyPatch) -> None:
    async def visit(stage: Stage) -> None:
        await type_in(stage.pilot, "!")
        await stage.pilot.press("escape")
        await reads(stage.pilot, "Drop what you changed in this answer?")
        await stage.pilot.press("n")
        await reads(stage.pilot, "first the replication slot.!")

    interview(visit, monkeypatch)


def test_an_answer_is_not_mended_to_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    async def visit(stage: Stage) -> None:
        await stage.pilot.press("ctrl+a", *["backspace"] * 30)
        await stage.pilot.press(*["delete"] * 30)
        await stage.pilot.press("ctrl+s")
        await reads(stage.pilot, "cannot be mended to nothing")
        assert not any(isinstance(c, CorrectAnswer) for c in stage.script.commands)

    interview(visit, monkeypatch)


def test_before_the_first_answer_there_is_nothing_to_mend(monkeypatch: pytest.MonkeyPatch) -> None:
    async def see() -> None:
        async with spoken(monkeypatch) as stage:
            await listening(stage)
            await reads(stage.pilot, "● listening")
            await stage.pilot.press("e")
            for _ in range(5):
                await stage.pilot.pause(0.01)
            assert "Your last answer" not in text_of(stage.app)
            await until(stage.pilot, lambda: not stage.script.commands)

    asyncio.run(see())
