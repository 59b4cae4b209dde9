"""One spoken interview with a candidate who says annotated speech, and what was heard when."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from threading import Timer

from nexus_cli.audio.samples import HEARING_HZ
from nexus_cli.bench.spoken.audible import Sounding
from nexus_cli.bench.spoken.card import FileCard
from nexus_cli.bench.spoken.material import Spoken, spoken
from nexus_cli.bench.spoken.script import QUESTIONS, Answer, Reply, prepared
from nexus_cli.models.commands import FinishAnswer, PauseInterview
from nexus_cli.models.events import Event
from nexus_cli.models.question import Question
from nexus_cli.models.signals import CountdownBegan, FloorMoved, LeftToRead, Signal, YourTurn
from nexus_cli.models.spoken import SpokenPhase
from nexus_cli.services import Services
from nexus_cli.services.ears import OpenedTranscriber
from nexus_cli.services.session_thread import SessionThread
from nexus_cli.services.talking import Talk, open_talk
from nexus_cli.stt.protocol import Transcriber

BEFORE_SECONDS = 0.25
"""From the floor to the first word of an answer."""
KEY_SECONDS = 0.5
"""From the last sound to the done key: a hand is no faster."""
_STUCK_SECONDS = 45.0


@dataclass
class HeardTurn:
    """One answer and the reply to it; seconds are `time.monotonic()`, in the air."""

    answer: Answer
    began: float
    last_speech: float
    """When the last speech sample hits the microphone."""
    wait_seconds: float = 0.0
    """The silence that nexus decided to wait for."""
    committed: float = 0.0
    """When nexus took the answer for ended."""
    key: float = 0.0
    """When the done key was pressed."""
    fault: str = ""
    """Why the turn is no measurement; empty for one that is."""
    sounds: Sequence[Sounding] = field(default_factory=list)
    """What the speaker played after the last speech sample."""
    first_begun: float = 0.0
    """When nexus began the first text that it said in reply."""
    last_begun: float = 0.0
    """When nexus began the last text that it said."""


@contextmanager
def talking(
    services: Services,
    session_id: str,
    questions: Sequence[Question],
    transcriber: Transcriber,
    card: FileCard,
) -> Iterator[Talk]:
    """Open a spoken interview with these questions on `card`, as nexus itself does."""

    async def nothing() -> None:
        """Load nothing."""

    thread = services.thread
    thread.run(services.store.append(session_id, prepared(*questions)))
    engine = OpenedTranscriber(transcriber, False, nothing)
    talk = thread.run(open_talk(services, session_id, transcriber=engine, card=card.sound))
    try:
        yield talk
    finally:
        thread.run(talk.close())


class Sitting:
    """Holds the interview; each question or follow-up is answered as `answers` say."""

    def __init__(
        self, thread: SessionThread, talk: Talk, card: FileCard, answers: Sequence[Answer]
    ) -> None:
        self._thread, self._talk, self._card = thread, talk, card
        self._left = list(answers)
        self._turn: HeardTurn | None = None
        self._floor: tuple[str, str] | None = None
        self._answered: tuple[str, str] | None = None
        self._quiet_from = 0.0
        self._watchdog = Timer(_STUCK_SECONDS, self._pause)

    def turns(self) -> Iterator[HeardTurn]:
        """Yield each turn once its reply was said; answers that never came are told as faults."""
        try:
            self._watch()
            for item in self._thread.iterate(self._talk.session.stream()):
                if turn := self._took(item, time.monotonic()):
                    yield turn
        finally:
            self._watchdog.cancel()
        if self._turn is not None:
            yield replace(self._turn, fault="no reply came")
        for answer in self._left:
            yield HeardTurn(answer, 0.0, 0.0, fault="was not reached")

    def _took(self, item: Event | Signal, at: float) -> HeardTurn | None:
        turn = self._turn
        match item:
            case YourTurn():
                self._floor = (item.question_id, item.part)
            case CountdownBegan(wait_seconds=seconds) if turn is not None:
                turn.wait_seconds = seconds
            case FloorMoved(phase=SpokenPhase.COMMITTED) if turn is not None:
                turn.committed = turn.committed or at
            case LeftToRead() if turn is not None:
                turn.fault = "the reply was not heard"
            case FloorMoved(phase=SpokenPhase.LISTENING) if self._floor != self._answered:
                self._watch()
                return self._replied()
        return None

    def _replied(self) -> HeardTurn | None:
        """End the turn that is under way, and answer what was asked."""
        turn, self._turn = self._turn, None
        if turn is not None:
            turn.sounds = self._card.air.heard(turn.last_speech)
            begun = [at for at in self._card.begun if at > turn.last_speech]
            if begun:
                turn.first_begun, turn.last_begun = begun[0], begun[-1]
            turn.fault = turn.fault or self._fault(turn)
        self._answered = self._floor
        if self._left and self._floor == _place(self._left[0]):
            self._answer(self._left.pop(0))
        else:
            self._pause()
        return turn

    def _answer(self, answer: Answer) -> None:
        said = spoken(answer.speech)
        at = max(time.monotonic() + BEFORE_SECONDS, self._quiet_from)
        self._card.air.say(said.samples, at)
        self._quiet_from = at + _seconds(said)
        turn = self._turn = HeardTurn(answer, at, at + said.last_speech_seconds)
        if answer.done_key:
            self._thread.submit(self._press(turn))

    async def _press(self, turn: HeardTurn) -> None:
        await asyncio.sleep(turn.last_speech + KEY_SECONDS - time.monotonic())
        turn.key = time.monotonic()
        await self._talk.session.send(FinishAnswer())

    def _fault(self, turn: HeardTurn) -> str:
        if turn.committed < turn.last_speech:
            return "the answer was cut"
        if turn.answer.done_key and turn.committed < turn.key:
            return "silence ended the answer before the key did"
        follows = turn.answer.part == "answer" and self._floor == (
            _place(turn.answer)[0],
            "follow_up",
        )
        if follows != (turn.answer.reply is Reply.FOLLOW_UP):
            return "another reply came than the script has"
        return "" if turn.sounds else "nothing was heard"

    def _pause(self) -> None:
        self._thread.submit(self._talk.session.send(PauseInterview()))

    def _watch(self) -> None:
        self._watchdog.cancel()
        self._watchdog = Timer(_STUCK_SECONDS, self._pause)
        self._watchdog.daemon = True
        self._watchdog.start()


def _place(answer: Answer) -> tuple[str, str]:
    return QUESTIONS[answer.question].id, answer.part


def _seconds(said: Spoken) -> float:
    return len(said.samples) / HEARING_HZ
