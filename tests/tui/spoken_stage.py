"""A spoken interview without sound: a script of what the session yields, and what it was told."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from textual.pilot import Pilot

from nexus_cli.errors import NexusError
from nexus_cli.interview.protocol import Interview
from nexus_cli.models.commands import Command, PauseInterview
from nexus_cli.models.events import Event, InterviewPaused, QuestionAsked
from nexus_cli.models.patience import Patience
from nexus_cli.models.session import SessionState, fold
from nexus_cli.models.signals import (
    AnswerHeard,
    CountdownBegan,
    FloorMoved,
    HeardPiece,
    LevelMeasured,
    Signal,
    SilenceLasted,
    YourTurn,
)
from nexus_cli.models.spoken import SpokenPhase
from nexus_cli.services import Services
from nexus_cli.tui import NexusApp
from nexus_cli.tui.interview.answer_editor import AnswerEditor
from tests.tui.stage import MORNING, keep, prepared, running, services, until

SAID = (
    HeardPiece(text="so the first thing that broke was the"),
    HeardPiece(text="application", doubtful=True),
    HeardPiece(text="slot, it filled the disk because nobody consumed it"),
)
ASKED = QuestionAsked(at=MORNING, question_id="opening", number=1)
QUESTION = "What are you proud of in your last job?"
TURN = YourTurn(question_id="opening", part="answer", text=QUESTION)


@dataclass
class ScriptedInterview:
    """Yields what a test feeds it and keeps what it is told; a pause is obeyed at once."""

    session_id: str
    state: SessionState
    commands: list[Command] = field(default_factory=list)
    closed: bool = False
    _items: "asyncio.Queue[Event | Signal | NexusError | None]" = field(
        default_factory=asyncio.Queue
    )

    async def stream(self) -> AsyncIterator[Event | Signal]:
        """Yield what was fed, until it is fed an end."""
        while (item := await self._items.get()) is not None:
            if isinstance(item, NexusError):
                raise item
            yield item

    async def send(self, command: Command) -> None:
        """Keep `command`."""
        self.commands.append(command)
        if isinstance(command, PauseInterview):
            await self.feed(InterviewPaused(at=MORNING), None)

    async def feed(self, *items: Event | Signal | NexusError | None) -> None:
        """Have `items` happen; None is the end."""
        for item in items:
            self._items.put_nowait(item)


@dataclass
class ScriptedTalk:
    """Stands where the sound card would be."""

    session: Interview
    notes: tuple[str, ...]
    script: ScriptedInterview

    async def close(self) -> None:
        """Note that it was closed."""
        self.script.closed = True


@dataclass
class Stage:
    """The app, and the script that runs behind it."""

    live: Services
    app: NexusApp
    pilot: Pilot[str]
    script: ScriptedInterview

    @property
    def editor(self) -> AnswerEditor:
        """Where answers are typed, on the page in view."""
        return self.app.screen.query_one(AnswerEditor)

    async def happens(self, *items: Event | Signal | NexusError | None) -> None:
        """Have `items` happen in the session, and let the page take them in."""
        await asyncio.wrap_future(self.live.thread.submit(self.script.feed(*items)))
        await self.pilot.pause(0.02)

    async def told(self, command: Command) -> None:
        """Wait until the session was told `command`."""
        await until(self.pilot, lambda: command in self.script.commands)


@asynccontextmanager
async def spoken(
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int] = (120, 40),
    theme: str = "textual-dark",
    motion: bool = True,
    notes: tuple[str, ...] = (),
) -> AsyncIterator[Stage]:
    """Yield a spoken interview in which the first question was asked, and nobody has the floor."""
    with services(theme=theme) as live:
        keep(live, "abc", prepared(), ASKED)
        script = ScriptedInterview("abc", fold([prepared(), ASKED]))

        async def open_talk(*_: Any) -> ScriptedTalk:
            return ScriptedTalk(script, notes, script)

        monkeypatch.setattr("nexus_cli.services.talking.open_talk", open_talk)
        async with running(live, "abc", size, voice=True, motion=motion) as (app, pilot):
            await until(pilot, lambda: bool(app.screen.query(AnswerEditor)))
            yield Stage(live, app, pilot, script)


async def listening(stage: Stage) -> None:
    """Ask the first question aloud, then give the person the floor."""
    await stage.happens(TURN, FloorMoved(phase=SpokenPhase.SPEAKING), moved(SpokenPhase.LISTENING))
    await until(stage.pilot, lambda: not stage.editor.display or stage.editor.disabled)


async def answering(stage: Stage) -> None:
    """Have an answer half said, with a level to show."""
    await listening(stage)
    levels = (-52.0, -38.0, -24.0, -18.0, -26.0, -40.0, -50.0)
    await stage.happens(
        moved(SpokenPhase.USER_SPEAKING),
        AnswerHeard(pieces=SAID, words_per_minute=142, longest_pause_seconds=1.8),
        *(LevelMeasured(rms_dbfs=level, speech=True) for level in levels),
    )


async def counting(stage: Stage) -> None:
    """Have the person fall silent for 0.8 of 1.4 seconds."""
    await answering(stage)
    await stage.happens(
        moved(SpokenPhase.PAUSED),
        CountdownBegan(wait_seconds=1.4, why="your answer sounds complete"),
        SilenceLasted(seconds=0.8),
    )


def moved(
    phase: SpokenPhase,
    patience: Patience = Patience.NORMAL,
    holding: bool = False,
    has_microphone: bool = True,
) -> FloorMoved:
    """Return that the turn went over to `phase`."""
    return FloorMoved(
        phase=phase, patience=patience, holding=holding, has_microphone=has_microphone
    )
