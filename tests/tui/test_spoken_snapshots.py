"""The spoken interview as it was last looked at, at the sizes that break things."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from nexus_cli.models.events import AnswerAccepted, QuestionAsked
from nexus_cli.models.signals import QuestionCut, TypingOffered, YourTurn
from nexus_cli.models.spoken import Speech, SpokenPhase, SpokenWord
from tests.tui.snapshot import check
from tests.tui.spoken_stage import Stage, answering, counting, listening, moved, spoken
from tests.tui.stage import MORNING, reads, until
from tests.tui.test_snapshots import SIZES

Scene = Callable[[Stage], Awaitable[None]]
LOOKS = [(size, theme) for theme in ("textual-dark", "textual-light") for size in SIZES]
HEARD = ("first", 0.9), ("the", 0.9), ("replication", 0.3), ("slot.", 0.9)


async def to_the_database(stage: Stage) -> None:
    """Answer the first question and ask the second."""
    await listening(stage)
    said = Speech(
        words=tuple(
            SpokenWord(text=text, start_seconds=at, end_seconds=at + 1, probability=sure)
            for at, (text, sure) in enumerate(HEARD)
        ),
        engine="Whisper base",
    )
    text = " ".join(word for word, _ in HEARD)
    database = stage.script.state.prepared.plan.questions[1]
    await stage.happens(
        moved(SpokenPhase.COMMITTED),
        AnswerAccepted(
            at=MORNING,
            question_id="opening",
            part="answer",
            text=text,
            seconds=83,
            spoken=said,
        ),
        QuestionAsked(at=MORNING, question_id="database", number=2),
        moved(SpokenPhase.SPEAKING),
        YourTurn(question_id="database", part="answer", text=database.text),
    )


async def speaking(stage: Stage) -> None:
    """Have nexus put the second question."""
    await to_the_database(stage)
    await reads(stage.pilot, "○ speaking")


async def heard(stage: Stage) -> None:
    """Have half an answer said."""
    await answering(stage)
    await reads(stage.pilot, "filled the disk")
    await reads(stage.pilot, "▂▄▆▇▆▄▂")


async def stopped(stage: Stage) -> None:
    """Have the countdown run."""
    await counting(stage)
    await reads(stage.pilot, "moving on in 0.6 s")


async def held(stage: Stage) -> None:
    """Hold the countdown."""
    await counting(stage)
    await stage.pilot.press("space")
    await stage.happens(moved(SpokenPhase.PAUSED, holding=True))
    await reads(stage.pilot, "take your time")


async def lost(stage: Stage) -> None:
    """Pull the microphone out in mid-answer."""
    await answering(stage)
    await stage.happens(
        moved(SpokenPhase.DEVICE_LOST, has_microphone=False),
        TypingOffered(text="so the first thing that broke was the slot", why="It is gone."),
    )
    await reads(stage.pilot, "microphone gone")
    await reads(stage.pilot, "9 words")


async def cut(stage: Stage) -> None:
    """Answer before the first question was heard to its end."""
    await answering(stage)
    await stage.happens(
        QuestionCut(heard="What are you proud", unheard="of in your last job?"),
        moved(SpokenPhase.COMMITTED),
    )
    await reads(stage.pilot, "not heard")
    await reads(stage.pilot, "saving your answer")


async def correcting(stage: Stage) -> None:
    """Mend the first answer while the second is given."""
    await to_the_database(stage)
    await stage.happens(moved(SpokenPhase.LISTENING))
    await stage.pilot.press("e")
    await reads(stage.pilot, "[replication?]")


SCENES = [speaking, heard, stopped, held, lost, cut, correcting]


@pytest.mark.parametrize(("size", "theme"), LOOKS)
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_a_spoken_interview(
    scene: Scene, size: tuple[int, int], theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def see() -> None:
        async with spoken(monkeypatch, size, theme) as stage:
            await scene(stage)
            await until(stage.pilot, lambda: not stage.app._notifications)
            name = f"spoken-{scene.__name__}"
            look = theme.removeprefix("textual-")
            check(stage.app, f"{name}-{size[0]}x{size[1]}-{look}")

    asyncio.run(see())
