"""What every voice can do: say a text, piece by piece, as soon as there is something to hear."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from nexus_cli.models.result import Degradation


class Encoding(StrEnum):
    """How the bytes of a chunk are to be read; sound is mono in either."""

    MP3 = "mp3"
    FLOAT32 = "float32"
    """Little-endian samples in [-1, 1]."""


@dataclass(frozen=True)
class Chunk:
    """The next bytes of a stream of sound; an MP3 frame may be cut in two between chunks."""

    data: bytes
    encoding: Encoding
    sample_rate_hz: int


@dataclass(frozen=True)
class Word:
    """When a word is heard, in seconds from the start of the stream."""

    text: str
    start_seconds: float
    end_seconds: float


@dataclass(frozen=True)
class SpeechEnd:
    """The words of this stream end here: sound after `at_seconds` is silence or half a word.

    A player may drop it. Chunks that follow belong to another stream, which starts at zero.
    """

    at_seconds: float


@dataclass(frozen=True)
class Unspoken:
    """Words that no voice says; they are to be read."""

    text: str


Piece = Chunk | Word | SpeechEnd | Unspoken | Degradation


@dataclass(frozen=True)
class VoiceChoice:
    """A voice that can be chosen."""

    name: str
    """What the engine calls it, such as `en-US-EmmaMultilingualNeural`."""
    locale: str
    """Language and region, such as `en-US`."""


class Voice(Protocol):
    """An engine that speaks. `speak` is the seam; a `FallbackVoice` makes one of several."""

    name: str

    def speak(self, text: str, *, ahead: bool = False) -> AsyncGenerator[Piece]:
        """Stream the sound of `text`; close the generator to stop early.

        `ahead` marks work for later, which yields to what is to be heard now.
        Raises VoiceError when nothing was heard, VoiceCutError when it broke off.
        """
        ...

    async def voices(self) -> list[VoiceChoice]:
        """Return what can be chosen; raises VoiceError."""
        ...

    async def close(self) -> None:
        """Let go of everything held; nothing is spoken after it."""
        ...
