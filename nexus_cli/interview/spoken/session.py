"""A spoken interview: an interview session with an ear and a mouth, and the turn between them."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing
from dataclasses import dataclass, replace

from nexus_cli.interview.in_hand import question_of
from nexus_cli.interview.session import InterviewSession
from nexus_cli.interview.spoken.effects import Effects, Failed, Settled, Told
from nexus_cli.interview.spoken.inputs import (
    Drafted,
    NotTranscribed,
    SpokenInput,
    Transcribed,
    VoiceFinished,
)
from nexus_cli.interview.spoken.keeping import SaveSound
from nexus_cli.interview.spoken.reducing import reduce_spoken
from nexus_cli.interview.spoken.showing import Showing, answer_heard, heard_more
from nexus_cli.interview.spoken.state import SpokenState
from nexus_cli.interview.spoken.tracing import Tracing
from nexus_cli.interview.spoken.translating import from_ear, from_person, from_session
from nexus_cli.models.commands import (
    Command,
    CorrectAnswer,
    EndInterview,
    KeepDraft,
    PauseInterview,
    SwitchKeyboard,
)
from nexus_cli.models.events import Event
from nexus_cli.models.patience import Patience
from nexus_cli.models.session import SessionState
from nexus_cli.models.signals import LeftToRead, Signal, TypingOffered, YourTurn
from nexus_cli.models.spoken import AT_KEYBOARD, OWN_FLOOR
from nexus_cli.speech.coverage import spoken_coverage
from nexus_cli.speech.ear.deaf import DeafEar
from nexus_cli.speech.ear.ear import Ear
from nexus_cli.speech.ear.signals import EarSignal, FellSilent, SpeechBegan
from nexus_cli.speech.mouth.mouth import Mouth
from nexus_cli.telemetry import Telemetry


@dataclass(frozen=True)
class _FromSession:
    item: Event | Signal


@dataclass(frozen=True)
class _FromEar:
    signal: EarSignal


@dataclass(frozen=True)
class _Over:
    """The session yields nothing more."""


_News = _FromSession | _FromEar | _Over | Command | Told


class SpokenSession:
    """Has the face of `InterviewSession`; ear and mouth are opened and closed by the caller.

    With a `DeafEar` nexus speaks and the person types. Session, ear, mouth and front end are each
    heard in the order in which they tell; one reducer decides, and nothing waits for another.
    """

    def __init__(
        self,
        session: InterviewSession,
        ear: Ear | DeafEar,
        mouth: Mouth,
        telemetry: Telemetry,
        patience: Patience = Patience.NORMAL,
        save_sound: SaveSound | None = None,
        headphones: bool = False,
    ) -> None:
        """`save_sound` is called in a thread with each answer's sound; None keeps none.

        With `headphones`, which the ear was then made for, nexus can be interrupted.
        """
        self.session_id = session.session_id
        self._session = session
        self._ear = ear
        self._news: asyncio.Queue[_News] = asyncio.Queue()
        self._hears = not isinstance(ear, DeafEar)
        self._turn = SpokenState(
            patience=patience,
            headphones=headphones and self._hears,
            microphone=self._hears,
            typing=not self._hears,
        )
        clock = telemetry.clock
        self._tracing = Tracing(telemetry)
        session.in_turn = self._tracing.doing
        self._effects = Effects(
            session, ear, mouth, clock, self._news.put_nowait, save_sound, self._tracing.said
        )
        self._showing = Showing(clock)
        self._over = False

    @property
    def state(self) -> SessionState:
        """What is on disk; there from the first item of the stream on."""
        return self._session.state

    async def send(self, command: Command) -> None:
        """Hand over a key, a request, or what was typed."""
        self._news.put_nowait(command)

    async def stream(self) -> AsyncIterator[Event | Signal]:
        """Yield what happens until the interview has ended, its last words are said, or a pause.

        Raises what `InterviewSession.stream` raises.
        """
        pumps = [asyncio.create_task(self._hold()), asyncio.create_task(self._hear())]
        for pump in pumps:
            pump.add_done_callback(self._pumped)
        try:
            while not self._finished:
                for shown in self._taken(await self._news.get()):
                    yield shown
        finally:
            for pump in pumps:
                pump.cancel()
            await asyncio.gather(*pumps, return_exceptions=True)
            await self._effects.close()
            self._tracing.close()

    @property
    def _finished(self) -> bool:
        silent = self._turn.speaking is None and not self._turn.queue
        return self._over and silent and not self._effects.saving

    async def _hold(self) -> None:
        async for item in self._session.stream():
            self._news.put_nowait(_FromSession(item))
        self._news.put_nowait(_Over())

    async def _hear(self) -> None:
        async with aclosing(self._ear.signals()) as signals:
            async for signal in signals:
                self._news.put_nowait(_FromEar(signal))

    def _pumped(self, pump: "asyncio.Task[None]") -> None:
        if not pump.cancelled() and (error := pump.exception()) is not None:
            self._news.put_nowait(Failed(error))

    def _taken(self, news: _News) -> Iterator[Event | Signal]:
        """Take in one piece of news; yield what front ends are shown of it."""
        match news:
            case Failed(error=error):
                raise error
            case Settled():
                pass  # whoever waits for the end looks again
            case _Over():
                self._over = True
                self._effects.settle()
            case _FromSession(item=item):
                yield item
                if isinstance(item, YourTurn):
                    self._look_ahead()
                    self._effects.settle()
                for given in from_session(item, self.state):
                    yield from self._reduced(given)
            case _FromEar(signal=signal):
                if isinstance(signal, SpeechBegan):
                    self._effects.warm()
                if (heard := from_ear(signal, self._effects.sounding_seconds)) is not None:
                    at = signal.at if isinstance(signal, FellSilent) else None
                    yield from self._reduced(heard, at)
                yield from self._showing.measured(signal, self._turn)
            case LeftToRead():
                yield news
            case Transcribed(text=text):
                yield from self._reduced(replace(news, coverage=self._coverage(text)))
            case NotTranscribed() | VoiceFinished():
                yield from self._reduced(news)
            case command:
                yield from self._told(command)

    def _told(self, command: Command) -> Iterator[Signal]:
        """Take in what the person did at a keyboard."""
        if isinstance(command, CorrectAnswer):
            self._session.post(command)
        elif isinstance(command, KeepDraft):
            self._session.post(command)
            yield from self._reduced(Drafted(command.text))
        elif isinstance(command, PauseInterview | EndInterview) and not self._turn.has_floor:
            self._session.post(command)  # done as soon as the session gives the floor again
        elif isinstance(command, SwitchKeyboard) and not self._hears:
            yield TypingOffered(text=self._turn.text, why="")
        elif (given := from_person(command, self._turn.question)) is not None:
            yield from self._reduced(given)

    def _reduced(self, given: SpokenInput, paused_at: int | None = None) -> Iterator[Signal]:
        before = self._turn
        self._turn, actions = reduce_spoken(before, given)
        if self._turn.revision != before.revision:
            position = self._ear.position if paused_at is None else paused_at
            self._effects.mark(self._turn.revision, position)
        self._tracing.moved(before, given, self._turn, actions)  # first: tasks belong to the turn
        for action in actions:
            self._effects.perform(action)
        yield from self._showing.moved(before, self._turn, actions)
        spoken_again = before.phase in AT_KEYBOARD and self._turn.phase in OWN_FLOOR
        if heard_more(actions) or (spoken_again and self._turn.text):
            yield answer_heard(self._turn.text, self._ear.answer)

    def _coverage(self, text: str) -> float | None:
        """Return how much the answer with `text` at its end says of what was asked."""
        floor = self._turn.floor
        if floor is None:
            return None
        question = question_of(self.state, floor.question_id)
        if floor.part == "follow_up":
            about = self.state.answers[question.id].follow_ups[-1].about
            points = tuple(point for point in question.key_points if point.point == about)
            question = question.model_copy(update={"key_points": points})
        return spoken_coverage(question, f"{self._turn.text} {text}".strip())

    def _look_ahead(self) -> None:
        """Have the next question's sound made while the person answers this one."""
        planned = self.state.prepared.plan.questions
        following = [q.text for q in planned if q.id not in self.state.answers]
        if following:
            self._effects.prepare(following[0])
