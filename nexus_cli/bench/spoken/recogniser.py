"""A recogniser that says what is annotated, as late as a table of Whisper's times has it.

It stands in where weights are missing, or where every run is to be of the same length. It never
tells how well a model hears: only when its words come.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

import numpy as np

from nexus_cli.audio.samples import Samples
from nexus_cli.bench.spoken.fingerprint import Finder, Match
from nexus_cli.bench.spoken.whisper_timing import WhisperTiming
from nexus_cli.stt.protocol import SAMPLE_RATE_HZ, Sound, Transcript, Word
from nexus_cli.stt.silence import has_sound
from nexus_cli.telemetry import Clock, SystemClock

LIKE_ENOUGH = 0.45
"""Correlation from which a sound is believed to hold an annotated one.

On the shipped speech, through the ear's filters and with a room's noise 20 dB under it, the right
place had 0.83 or more, one of three in a row 0.56, and noise alone 0.13.
"""
_SHORTEST_SECONDS = 0.25
_FRAME = SAMPLE_RATE_HZ * 30 // 1000
_ROOM = 0.01
"""Power beside that of speech in the same sound: 20 dB under it is the room."""
_CERTAIN = 0.98
_INSIDE = 0.5
"""Share of a word that must be in the sound: Whisper rarely guesses a word from less."""


class Annotated(Protocol):
    """Sound whose words are known, such as a `Spoken`."""

    @property
    def words(self) -> Sequence[tuple[str, float, float]]:
        """Text, start and end of each, in seconds from the first sample."""
        ...

    @property
    def samples(self) -> Samples:
        """Shape (n,), 16 kHz."""
        ...


class TimedRecogniser:
    """A `Transcriber` of `spoken` alone: finds the sound in it, and says the words that lie there.

    Like the real engine it takes one call after the other, and goes on with a call that is
    cancelled under way: the next one waits until it would have ended. No core is kept busy.
    """

    def __init__(
        self,
        spoken: Sequence[Annotated],
        timing: WhisperTiming,
        model: str,
        padded: bool = True,
        *,
        clock: Clock | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Take a table that has `model`; raises UsageError when it has not."""
        timing.seconds(model, 1.0, padded)
        self._spoken = tuple(spoken)
        self._timing, self._model = timing, model
        self.padded = padded
        """Whether the next sound is brought to a window of 30 s."""
        self._finder = Finder(one.samples for one in self._spoken)
        self._clock = clock or SystemClock()
        self._sleep = sleep
        self._turn = asyncio.Lock()
        self._busy_until = 0.0
        self._loudest = 0.0
        self.unknown = 0
        """Sounds that were like nothing annotated; a measurement with any is no measurement."""

    @property
    def name(self) -> str:
        """Such as "Whisper base, timed"."""
        return f"Whisper {self._model}, timed"

    async def transcribe(
        self, audio: Sound, prompt: str = "", hotwords: Sequence[str] = ()
    ) -> Transcript:
        """See Transcriber."""
        if not has_sound(audio):
            return Transcript((), self.name)
        takes = self._timing.seconds(self._model, len(audio) / SAMPLE_RATE_HZ, self.padded)
        async with self._turn:
            began = max(self._clock.seconds(), self._busy_until)
            await self._until(began)
            self._busy_until = began + takes
            words = self._words(audio, _ROOM * self._loudest)
            await self._until(self._busy_until)
        return Transcript(words, self.name)

    async def close(self) -> None:
        """Nothing is held."""

    async def _until(self, seconds: float) -> None:
        left = seconds - self._clock.seconds()
        if left > 0:
            await self._sleep(left)

    def _words(self, audio: Sound, least: float) -> tuple[Word, ...]:
        """Return the words of `audio`, and of what lies before and after the part that was found.

        An answer may be made of several annotated ones, with a pause between them. What is softer
        than the power `least` is the room.
        """
        if len(audio) < _SHORTEST_SECONDS * SAMPLE_RATE_HZ or _loudness(audio) <= least:
            return ()
        match = self._finder.find(audio)
        if match.likeness < LIKE_ENOUGH:
            self.unknown += 1
            return ()
        spoken = self._spoken[match.reference]
        begins = round(-match.start_seconds * SAMPLE_RATE_HZ)
        ends = begins + len(spoken.samples)
        loudness = _loudness(audio[max(begins, 0) : ends])
        self._loudest = max(self._loudest, loudness)
        room = _ROOM * loudness
        before = self._words(audio[: max(begins, 0)], room)
        later = [word.moved(ends / SAMPLE_RATE_HZ) for word in self._words(audio[ends:], room)]
        return (*before, *_heard(spoken, match, len(audio) / SAMPLE_RATE_HZ), *later)


def _loudness(sound: Sound) -> float:
    """Return the power of the third loudest 30 ms of `sound`, shape (n,): a click is no speech."""
    frames = sound[: len(sound) // _FRAME * _FRAME].reshape(-1, _FRAME)
    powers = np.sort(np.var(frames, axis=1, dtype=np.float64))
    return float(powers[-3]) if len(powers) >= 3 else 0.0


def _heard(spoken: Annotated, match: Match, seconds: float) -> list[Word]:
    """Return the words in a sound of `seconds`, timed from its first sample."""
    words: list[Word] = []
    for text, start, end in spoken.words:
        begins, ends = start - match.start_seconds, end - match.start_seconds
        inside = min(ends, seconds) - max(begins, 0.0)
        if inside >= _INSIDE * (end - start) and inside > 0:
            words.append(Word(text, max(begins, 0.0), min(ends, seconds), _CERTAIN))
    return words
