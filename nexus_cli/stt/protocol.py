"""What every engine that turns sound into words offers, and what it returns."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

Sound: TypeAlias = NDArray[np.float32]
"""One channel of samples in [-1, 1], SAMPLE_RATE_HZ of them a second."""

SAMPLE_RATE_HZ = 16_000
"""What Whisper hears."""

LOW_CONFIDENCE = 0.5
"""Probability under which a word is marked as doubtful.

Even odds: the engine holds the word for wrong as soon as for right. Not fitted to word errors.
"""


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was heard; punctuation stays with it."""

    text: str
    start_seconds: float
    """From the first sample."""
    end_seconds: float
    probability: float
    """From 0 to 1, over the word's tokens, or its whole segment's where an engine says no more."""

    @property
    def doubtful(self) -> bool:
        """Whether a person should look at the word before it is scored."""
        return self.probability < LOW_CONFIDENCE

    def moved(self, seconds: float) -> "Word":
        """Return the word as heard `seconds` later."""
        return Word(
            self.text, self.start_seconds + seconds, self.end_seconds + seconds, self.probability
        )


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was said, in the order in which it was said; empty where nothing was."""

    words: tuple[Word, ...]
    engine: str
    """As a person may read it, such as "Whisper base" or "Groq whisper-large-v3-turbo"."""

    @property
    def text(self) -> str:
        """The words with one space between them."""
        return " ".join(word.text for word in self.words)

    @property
    def doubtful(self) -> tuple[Word, ...]:
        """The words under LOW_CONFIDENCE."""
        return tuple(word for word in self.words if word.doubtful)


class Transcriber(Protocol):
    """An engine; it may be asked again while it still works, and answers in that order."""

    @property
    def name(self) -> str:
        """What transcripts carry as their `engine`."""
        ...

    async def transcribe(
        self, audio: Sound, prompt: str = "", hotwords: Sequence[str] = ()
    ) -> Transcript:
        """Return what is said in `audio`, float32 of shape (samples,) at SAMPLE_RATE_HZ.

        `prompt` is what was said just before, `hotwords` are names and terms that may be said; both
        are hints, cut to what the engine takes. Silence comes back empty and costs nothing.
        A call that is cancelled before its turn is never worked on.
        Raises TranscriptionError, and ValueError for samples of another shape.
        """
        ...

    async def close(self) -> None:
        """Give everything back; what still waits is cancelled. Closing twice is fine."""
        ...
