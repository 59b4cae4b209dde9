"""What the spoken turn wants done with ear and mouth; every action carries its stamp."""

from dataclasses import dataclass

from nexus_cli.interview.spoken.inputs import Stamp
from nexus_cli.interview.turn import Utterance
from nexus_cli.models.signals import YourTurn


@dataclass(frozen=True)
class StartListening:
    """Open the ear, with nothing of what came before in it."""

    stamp: Stamp


@dataclass(frozen=True)
class Deafen:
    """Close the ear; what it heard up to here stays until it is kept."""

    stamp: Stamp


@dataclass(frozen=True)
class TranscribeTail:
    """Transcribe what was said since the last kept part, up to where this revision was counted.

    Answered by exactly one `Transcribed` or `NotTranscribed` with this stamp.
    """

    stamp: Stamp


@dataclass(frozen=True)
class KeepPart:
    """Save this text as the answer so far; the sound up to this revision is no longer needed."""

    stamp: Stamp
    text: str


@dataclass(frozen=True)
class CountDown:
    """Show how much silence ends the turn, and why so much."""

    stamp: Stamp
    wait_seconds: float
    """Counted from the last sound."""
    why: str


@dataclass(frozen=True)
class Anticipate:
    """Begin what follows if the answer ends here: nothing of it is heard or kept before it does."""

    stamp: Stamp
    text: str


@dataclass(frozen=True)
class Withdraw:
    """The person speaks on: what was begun in the pause of this stamp comes to nothing."""

    stamp: Stamp


@dataclass(frozen=True)
class CommitAnswer:
    """Hand the finished answer to the turn, as if it had been typed."""

    stamp: Stamp
    said: Utterance
    question: YourTurn | None = None
    """What it answers."""


@dataclass(frozen=True)
class Request:
    """Hand a request to the turn; the answer so far is kept."""

    stamp: Stamp
    said: Utterance


@dataclass(frozen=True)
class Reopen:
    """The person speaks on: take the turn back to before the commit."""

    stamp: Stamp


@dataclass(frozen=True)
class Speak:
    """Say this; answered by one `VoiceFinished` with this stamp."""

    stamp: Stamp
    text: str


@dataclass(frozen=True)
class StopSpeaking:
    """Fade the `Speak` of this stamp out."""

    stamp: Stamp


@dataclass(frozen=True)
class LetPass:
    """Forget the sound of what was just said while nexus speaks: it is no part of an answer."""

    stamp: Stamp


@dataclass(frozen=True)
class LeaveRest:
    """Show that the rest of what was being said stays unsaid, and keep what was heard of it."""

    stamp: Stamp
    heard: str
    unheard: str
    question: YourTurn | None = None
    """What is in hand."""


@dataclass(frozen=True)
class OfferTyping:
    """Show the keyboard with the answer so far; a later offer of the turn has more of it."""

    stamp: Stamp
    text: str
    why: str
    """A sentence; empty when the person asked for it."""


SpokenAction = (
    StartListening
    | Deafen
    | TranscribeTail
    | KeepPart
    | CountDown
    | Anticipate
    | Withdraw
    | CommitAnswer
    | Request
    | Reopen
    | Speak
    | StopSpeaking
    | LetPass
    | LeaveRest
    | OfferTyping
)
