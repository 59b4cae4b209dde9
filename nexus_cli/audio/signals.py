"""What the microphone and the speaker report. None of it is stored.

Positions count 16 kHz samples since the listener was opened for what is heard, 24 kHz samples since
the utterance began for what is played. Seconds are monotonic.
"""

from dataclasses import dataclass
from enum import StrEnum

from nexus_cli.audio.level import Level


@dataclass(frozen=True)
class SpeechStarted:
    """Somebody has spoken for a quarter of a second, or has said a shorter word and paused."""

    at: int
    """Position where the speech began."""
    audio_from: int
    """Position from which there is sound: half a second earlier where it was recorded."""
    seconds: float
    """When the sample at `at` reached the program."""
    onset: int | None = None
    """Position where sound began that led up to it, at most 0.2 s earlier; None where unknown."""


@dataclass(frozen=True)
class SpeechPaused:
    """Nobody has spoken for two frames."""

    began: int
    at: int
    """Position where the speech ended."""
    seconds: float
    """When the sample at `at` reached the program."""


@dataclass(frozen=True)
class SpeechFrame:
    """What the microphone hears right now; 16 a second, and 31 while it may be speech."""

    position: int
    level: Level
    probability: float
    """That the last 32 ms hold speech, 0-1."""
    stirring: bool
    """Whether they belong to speech, even to one still too short to be reported."""
    fading: bool = False
    """Whether they are much softer than that speech was: it may be dying away."""


class Loss(StrEnum):
    """How a device went."""

    ENDED = "ended"
    """PortAudio ended the stream."""
    STALLED = "stalled"
    """No block came for too long."""
    ZEROS = "zeros"
    """Only exact zeros come: unplugged behind PortAudio's back, muted, or no permission."""
    RACING = "racing"
    """The speaker takes sound faster than it can be played: nobody hears it."""


@dataclass(frozen=True)
class MicrophoneGone:
    """Nothing is heard any longer; what was heard before is kept."""

    loss: Loss


@dataclass(frozen=True)
class MicrophoneBack:
    """Sound comes again."""


@dataclass(frozen=True)
class PlaybackFinished:
    """The last sample of an utterance has been heard, or it was cut."""

    utterance: int
    """Which one: what beginning it returned."""
    heard: int
    """Samples of it that sounded."""
    began_sounding: float | None = None
    """When the first of them was heard; None where there were none."""


@dataclass(frozen=True)
class SpeakerGone:
    """Nothing is played any longer; the rest of the utterance is dropped."""

    loss: Loss
    utterance: int | None = None
    """The one that was under way; None between two."""
    heard: int = 0
    began_sounding: float | None = None


@dataclass(frozen=True)
class SpeakerBack:
    """Sound can be played again."""


HearingSignal = SpeechStarted | SpeechPaused | SpeechFrame | MicrophoneGone | MicrophoneBack
PlaybackSignal = PlaybackFinished | SpeakerGone | SpeakerBack
