"""What reaches the spoken turn: sounds, results, keys, and what the turn itself came to."""

from dataclasses import dataclass

from nexus_cli.interview.turn import Utterance
from nexus_cli.models.events import AnswerAccepted, InterviewEnded, InterviewPaused
from nexus_cli.models.patience import Patience
from nexus_cli.models.signals import NotSaved, YourTurn


@dataclass(frozen=True)
class Stamp:
    """Which turn and which step of it something belongs to; a result carries its order's stamp."""

    turn_id: int
    revision: int


@dataclass(frozen=True)
class SpeechStarted:
    """Someone began to speak."""

    after_seconds: float = 0.0
    """Silence that this ended, counted from the last sound of either side."""


@dataclass(frozen=True)
class SpeechLasted:
    """Someone goes on speaking while nexus does."""

    seconds: float
    """Speech so far, short pauses left out."""
    sounding_seconds: float
    """For how long what nexus says has been heard."""
    fading: bool = False
    """Whether the speech is dying away, as a word at its end."""


@dataclass(frozen=True)
class SpeechPaused:
    """No speech for 0.3 s: long enough to be worth transcribing what was said before it."""


@dataclass(frozen=True)
class Tick:
    """Time went by."""

    silence_seconds: float
    """Since the last sound of either side."""


@dataclass(frozen=True)
class Transcribed:
    """What was said from the last kept part up to the pause of this stamp."""

    stamp: Stamp
    text: str
    coverage: float | None = None
    """Share (0-1) of the key points that the answer, this text included, covers."""
    falling: bool | None = None
    """Whether the pitch fell at the end; None if unknown."""


@dataclass(frozen=True)
class NotTranscribed:
    """Transcribing failed for good; the sound is still held."""

    stamp: Stamp


@dataclass(frozen=True)
class Say:
    """nexus has something to say: a question, a follow-up, a remark."""

    text: str


@dataclass(frozen=True)
class VoiceFinished:
    """The last sample of this `Speak` was played, or its voice failed and the text was shown."""

    stamp: Stamp
    heard: str = ""
    """Where it was stopped: the words that were heard whole."""
    unheard: str = ""
    """Where it was stopped: the rest, as it stands in the text."""


@dataclass(frozen=True)
class DeviceLost:
    """The microphone is gone."""


@dataclass(frozen=True)
class DeviceBack:
    """A microphone is there again."""


@dataclass(frozen=True)
class DoneKey:
    """The answer is finished; while nexus speaks: stop speaking."""


@dataclass(frozen=True)
class HoldKey:
    """The thinking key went down, which stops the countdown, or up."""

    down: bool


@dataclass(frozen=True)
class TypeKey:
    """Type instead of speaking, or the other way round."""


@dataclass(frozen=True)
class Drafted:
    """What stands at the keyboard now, in place of the answer so far."""

    text: str


@dataclass(frozen=True)
class SetPatience:
    """Another patience, from now on."""

    patience: Patience


SpokenInput = (
    SpeechStarted
    | SpeechLasted
    | SpeechPaused
    | Tick
    | Transcribed
    | NotTranscribed
    | Say
    | VoiceFinished
    | DeviceLost
    | DeviceBack
    | DoneKey
    | HoldKey
    | TypeKey
    | Drafted
    | SetPatience
    | Utterance
    | YourTurn
    | AnswerAccepted
    | NotSaved
    | InterviewEnded
    | InterviewPaused
)
