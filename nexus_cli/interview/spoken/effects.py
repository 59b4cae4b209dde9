"""Does what the spoken turn orders, with ear, mouth and session; results come back as inputs."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from nexus_cli.interview.session import InterviewSession
from nexus_cli.interview.spoken.actions import (
    Anticipate,
    CommitAnswer,
    Deafen,
    KeepPart,
    LeaveRest,
    LetPass,
    Reopen,
    Request,
    Speak,
    SpokenAction,
    StartListening,
    StopSpeaking,
    TranscribeTail,
    Withdraw,
)
from nexus_cli.interview.spoken.inputs import NotTranscribed, Stamp, Transcribed, VoiceFinished
from nexus_cli.interview.spoken.keeping import Keeping, SaveSound
from nexus_cli.interview.spoken.translating import as_command
from nexus_cli.models.commands import KeepDraft, SubmitAnswer
from nexus_cli.models.events import Degraded, QuestionInterrupted
from nexus_cli.models.result import Degradation
from nexus_cli.models.signals import LeftToRead, YourTurn
from nexus_cli.models.spoken import Speech, SpokenWord
from nexus_cli.speech.alignment import aligned, count_words
from nexus_cli.speech.ear.deaf import DeafEar
from nexus_cli.speech.ear.ear import Ear
from nexus_cli.speech.ear.scribe import Unwritten
from nexus_cli.speech.mouth.mouth import Mouth
from nexus_cli.stt.protocol import Transcript
from nexus_cli.telemetry import Clock


@dataclass(frozen=True)
class Failed:
    """Something broke that nobody expected to."""

    error: BaseException


@dataclass(frozen=True)
class Settled:
    """The sound of the last answer is kept, if it was to be."""


Told = Settled | Transcribed | NotTranscribed | VoiceFinished | LeftToRead | Failed


class Effects:
    """All on one event loop; `tell` is called with each result."""

    def __init__(
        self,
        session: InterviewSession,
        ear: Ear | DeafEar,
        mouth: Mouth,
        clock: Clock,
        tell: Callable[[Told], None],
        save_sound: SaveSound | None = None,
        sounded: Callable[[Stamp, float | None], None] = lambda stamp, began: None,
    ) -> None:
        """`sounded` is told when what was ordered was first heard; None where nothing was."""
        self._session = session
        self._ear = ear
        self._mouth = mouth
        self._clock = clock
        self._tell = tell
        self._sounded = sounded
        self._keeping = Keeping(save_sound)
        self._running: set[asyncio.Task[None]] = set()
        self._pauses: dict[int, int] = {}
        self._degraded: set[Degradation] = set()
        self._heard_whole: set[str] = set()
        """Texts that were heard to their end, once."""
        session.replies.listener = self

    def mark(self, revision: int, position: int) -> None:
        """Note up to where there is sound for a pause that was counted."""
        self._pauses = {revision - 1: self._pauses.get(revision - 1, position), revision: position}

    def perform(self, action: SpokenAction) -> None:
        """Do one action, or begin to."""
        match action:
            case StartListening():
                self._ear.listen()
            case Deafen():
                self._ear.deafen()
            case LetPass():
                self._ear.let_pass()
            case TranscribeTail(stamp=stamp):
                self._start(self._transcribe(stamp))
            case KeepPart(stamp=stamp, text=text):
                self._ear.keep(stamp.revision)
                self._session.post(KeepDraft(text=text))
            case Anticipate(text=text):
                self._session.anticipate(text)
            case Withdraw():
                self._session.replies.withdraw()
            case CommitAnswer(said=said, question=asked):
                self._keeping.committed(asked, self._ear.sound)
                spoken = _speech(self._ear.commit(), said.text)
                answer = SubmitAnswer(text=said.text, literal=True, spoken=spoken)
                self._session.post(answer)
            case Request(said=said):
                self._session.post(as_command(said))
            case Reopen():
                self._session.take_back()
                self._ear.take_back()
            case LeaveRest(heard=heard, question=asked) if asked is not None:
                self._interrupted(asked, heard)
            case Speak(stamp=stamp, text=text):
                self._ear.nexus_speaks(True)
                self._start(self._speak(stamp, text))
            case StopSpeaking(stamp=stamp):
                self._start(self._stop(stamp))

    @property
    def sounding_seconds(self) -> float:
        """How much of what nexus says has been heard."""
        return self._mouth.heard_seconds

    @property
    def saving(self) -> bool:
        """Whether the sound of an answer is being saved."""
        return self._keeping.saving

    def settle(self) -> None:
        """Save the sound of the last answer: it cannot be taken back any more."""
        self._start(self._settle())

    def warm(self) -> None:
        """Have what the next reply needs at hand: somebody speaks, and will have ended soon."""
        self._start(self._session.warm())

    def prepare(self, text: str) -> None:
        """Make the sound of what will be said before long."""
        self._mouth.prepare(text)

    def worded(self, reply: int, text: str, whole: bool, due: bool) -> None:
        """Make the sound of a reply while it is worded."""
        self._mouth.compose(reply, text, whole, ahead=not due)

    def dropped(self, reply: int) -> None:
        """Forget the sound of a reply that is not going to be said."""
        self._mouth.discard(reply)

    async def close(self) -> None:
        """End everything that runs, and wait for it."""
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    async def _transcribe(self, stamp: Stamp) -> None:
        until = self._pauses.get(stamp.revision)
        written = await self._ear.transcribe_tail(stamp.revision, until)
        if isinstance(written, Unwritten):
            self._tell(NotTranscribed(stamp))
        else:
            self._tell(Transcribed(stamp, written.text))

    async def _speak(self, stamp: Stamp, text: str) -> None:
        said = await self._mouth.say(text, stamp)
        self._sounded(stamp, said.began_sounding)
        self._ear.nexus_speaks(False)
        for degradation in said.degraded:
            if degradation not in self._degraded:  # said once, not before every question
                self._degraded.add(degradation)
                self._session.note(Degraded(at=self._clock.now(), degradation=degradation))
        if said.unspoken:
            why = said.degraded[-1].reason if said.degraded else ""
            self._tell(LeftToRead(text=said.unspoken, why=why))
        if not said.unheard:
            self._heard_whole.add(text)
        if said.stopped:
            if said.unheard:  # it may have been no interruption
                self._mouth.prepare(said.unheard)
            self._tell(VoiceFinished(stamp, said.heard, said.unheard))
        else:
            self._tell(VoiceFinished(stamp))

    def _interrupted(self, asked: YourTurn, heard: str) -> None:
        """Keep how much of a question was heard, unless all of it was when it was said before."""
        if asked.text.startswith(heard) and asked.text not in self._heard_whole:
            at = self._clock.now()
            self._session.note(
                QuestionInterrupted(
                    at=at, question_id=asked.question_id, part=asked.part, heard=heard
                )
            )

    async def _settle(self) -> None:
        fault = await self._keeping.settle()
        if fault is not None:
            self._session.note(Degraded(at=self._clock.now(), degradation=fault))
        self._tell(Settled())

    async def _stop(self, stamp: Stamp) -> None:
        await self._mouth.stop(stamp)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: "asyncio.Task[None]") -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._tell(Failed(error))


def _speech(heard: Transcript, text: str) -> Speech | None:
    """Return how `text` was heard; None when none of it was."""
    kept = aligned(heard.words, text)
    if not kept:
        return None
    words = tuple(
        SpokenWord(
            text=word.text,
            start_seconds=round(word.start_seconds, 3),
            end_seconds=round(word.end_seconds, 3),
            probability=round(word.probability, 3),
        )
        for word, _, _ in kept
    )
    return Speech(words=words, engine=heard.engine, edited=len(kept) < count_words(text))
