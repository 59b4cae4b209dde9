"""Recorded sound as answers in words: heard in its own time, and written down as it is decoded."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from itertools import chain

import numpy as np

from nexus_cli.audio.ear import Ear, SpeechModel
from nexus_cli.audio.samples import HEARING_HZ, Samples, silence
from nexus_cli.audio.signals import HearingSignal, SpeechFrame, SpeechPaused, SpeechStarted
from nexus_cli.audio.vad import FRAME, SileroVad
from nexus_cli.models.spoken import Speech, SpokenWord
from nexus_cli.speech.ear.spoken_answer import SpokenAnswer
from nexus_cli.stt.protocol import Transcriber, Transcript

PARTING_SECONDS = 3.0
"""Silence that parts two answers, as a blank line parts written ones."""
_PIECE = 60 * HEARING_HZ
"""From so much on, an answer is written down at its next pause: two of Whisper's windows."""
_LONGEST_PIECE = 240 * HEARING_HZ
"""Without any pause; Groq takes thirteen minutes at once on a free plan."""
_LONG_PAUSE = 3 * HEARING_HZ
"""What was said before it is written down, however short."""
_AFTER = round(0.3 * HEARING_HZ)
"""Silence that goes with the words before it: last sounds are soft."""


async def hear_sitting(
    sound: Iterable[Samples],
    engine: Transcriber,
    vocabulary: Sequence[str] = (),
    on_heard: Callable[[float], None] = lambda seconds: None,
    *,
    parting_seconds: float = PARTING_SECONDS,
    model: SpeechModel | None = None,
) -> AsyncIterator[Speech]:
    """Yield the answers in `sound`, pieces of 16 kHz, parted by silences of `parting_seconds`.

    Infinity parts nothing. What holds no words is no answer. Words are timed from the first sound
    of their answer. `on_heard` is told, about once a second of sound, how many seconds were worked
    through. At most 20 minutes of sound are held at a time. `model` tells speech from silence,
    Silero by default. Raises TranscriptionError, and AudioError without Silero.
    """
    ear = Ear(model or SileroVad())
    answers = _Answers(ear, engine, vocabulary, parting_seconds * HEARING_HZ)
    for batch in _batches(chain(sound, [silence(2 * _AFTER)])):
        for start in range(0, len(batch), FRAME):  # a signal must be taken before more is heard
            frame = batch[start : start + FRAME]
            for signal in ear.hear(frame, (ear.position + len(frame)) / HEARING_HZ):
                if speech := await answers.take(signal):
                    yield speech
        on_heard(ear.position / HEARING_HZ)
        await asyncio.sleep(0)  # somebody may have given up
    for signal in ear.lose():
        await answers.take(signal)
    if speech := await answers.end():
        yield speech


class _Answers:
    """Follows what one ear tells; an answer is under way, or none. Positions are samples."""

    def __init__(
        self, ear: Ear, engine: Transcriber, vocabulary: Sequence[str], parting: float
    ) -> None:
        self._ear = ear
        self._engine = engine
        self._vocabulary = tuple(vocabulary)
        self._parting = parting
        self._answer: SpokenAnswer | None = None
        self._written_to = 0
        self._paused_at: int | None = None

    async def take(self, signal: HearingSignal) -> Speech | None:
        """Take in one signal; return the answer that ended with it."""
        match signal:
            case SpeechStarted():
                return await self._started(signal)
            case SpeechPaused(at=at):
                self._paused_at = at
            case SpeechFrame(stirring=False) if self._paused_at is not None:
                return await self._silent(signal.position, self._paused_at)
            case SpeechFrame(position=position) if position - self._written_to >= _LONGEST_PIECE:
                await self._write(position)
        return None

    async def end(self) -> Speech | None:
        """Write the rest of the answer that is under way, and return it."""
        answer = self._answer
        if answer is None:
            return None
        await self._write(self._end_of_speech())
        self._answer = self._paused_at = None
        self._ear.forget()
        heard = answer.transcript
        words = tuple(
            SpokenWord(
                text=word.text,
                start_seconds=word.start_seconds,
                end_seconds=word.end_seconds,
                probability=word.probability,
            )
            for word in heard.words
        )
        return Speech(words=words, engine=heard.engine) if words else None

    async def _started(self, signal: SpeechStarted) -> Speech | None:
        ended = None
        pause = 0 if self._paused_at is None else signal.at - self._paused_at
        if pause >= self._parting:
            ended = await self.end()
        if self._answer is None:
            self._answer = SpokenAnswer(self._ear.tape.between, self._engine.name)
            self._answer.speak(signal.audio_from)
            self._written_to = signal.audio_from
        elif pause >= _LONG_PAUSE:  # what came before is written, and nobody need hear silence
            self._answer.keep(signal.audio_from, Transcript((), self._engine.name))
            self._written_to = max(self._written_to, signal.audio_from)
        self._paused_at = None
        return ended

    async def _silent(self, position: int, paused_at: int) -> Speech | None:
        pause = position - paused_at
        if pause >= self._parting:
            return await self.end()
        spoken = paused_at - self._written_to
        if pause >= _LONG_PAUSE or (pause >= _AFTER and spoken >= _PIECE):
            await self._write(self._end_of_speech())
        return None

    def _end_of_speech(self) -> int:
        if self._paused_at is None:
            return self._ear.position
        return min(self._paused_at + _AFTER, self._ear.position)

    async def _write(self, until: int) -> None:
        if self._answer is None or until <= self._written_to:
            return
        self._written_to = until
        tail = self._answer.tail(until)
        if tail.silent:
            return
        heard = await self._engine.transcribe(
            tail.sound, self._answer.transcript.text, self._vocabulary
        )
        words = self._answer.new_words(tail, heard)
        self._answer.keep(until, Transcript(words, heard.engine))


def _batches(pieces: Iterable[Samples]) -> Iterator[Samples]:
    """Yield the same sound in pieces of about a second."""
    held: list[Samples] = []
    for piece in pieces:
        held.append(piece)
        if sum(map(len, held)) >= HEARING_HZ:
            yield np.concatenate(held)
            held = []
    if held:
        yield np.concatenate(held)
