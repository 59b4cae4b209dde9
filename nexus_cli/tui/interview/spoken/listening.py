"""What the page knows of a spoken floor: a value that the session's signals lead to."""

from dataclasses import dataclass, replace

from nexus_cli.models.events import Event
from nexus_cli.models.patience import Patience
from nexus_cli.models.signals import (
    AnswerHeard,
    CountdownBegan,
    FloorMoved,
    HeardPiece,
    LeftToRead,
    LevelMeasured,
    Signal,
    SilenceLasted,
    StageEntered,
    TypingOffered,
)
from nexus_cli.models.spoken import AT_KEYBOARD, OWN_FLOOR, SpokenPhase

LEVELS = 7
"""How many levels back the meter shows: 0.7 s of them."""


@dataclass(frozen=True)
class Listening:
    """The last of everything that the session said about ear, mouth and floor."""

    phase: SpokenPhase = SpokenPhase.THINKING
    patience: Patience = Patience.NORMAL
    holding: bool = False
    has_microphone: bool = True
    stage: StageEntered | None = None
    """What is being waited for, until somebody speaks."""
    countdown: CountdownBegan | None = None
    silence_seconds: float = 0.0
    levels_dbfs: tuple[float, ...] = ()
    """Oldest first."""
    speech: bool = False
    level_hint: str = ""
    pieces: tuple[HeardPiece, ...] = ()
    words_per_minute: float = 0.0
    longest_pause_seconds: float = 0.0
    why: str = ""
    """Why things are not as they were, such as why the keyboard took over."""

    @property
    def text(self) -> str:
        """The spoken answer so far."""
        return " ".join(piece.text for piece in self.pieces)


def after(known: Listening, item: Event | Signal) -> Listening:
    """Return what is known after `item`."""
    match item:
        case FloorMoved():
            return _moved(known, item)
        case StageEntered():
            return replace(known, stage=item)
        case AnswerHeard():
            return replace(
                known,
                pieces=item.pieces,
                words_per_minute=item.words_per_minute,
                longest_pause_seconds=item.longest_pause_seconds,
            )
        case CountdownBegan():
            return replace(known, countdown=item)
        case SilenceLasted(seconds=seconds):
            return replace(known, silence_seconds=seconds)
        case LevelMeasured():
            levels = (*known.levels_dbfs, item.rms_dbfs)[-LEVELS:]
            return replace(known, levels_dbfs=levels, speech=item.speech, level_hint=item.hint)
        case TypingOffered(why=why) | LeftToRead(why=why):
            return replace(known, why=why)
    return known


def next_answer(known: Listening, draft: str) -> Listening:
    """Return what is known when another answer begins with `draft`, what was said of it before."""
    pieces = (HeardPiece(text=draft),) if draft else ()
    return replace(known, pieces=pieces)


def _moved(known: Listening, moved: FloorMoved) -> Listening:
    now = replace(
        known,
        phase=moved.phase,
        patience=moved.patience,
        holding=moved.holding,
        has_microphone=moved.has_microphone,
    )
    if moved.phase is known.phase:
        return now
    now = replace(now, countdown=None, silence_seconds=0.0)
    if moved.phase not in (SpokenPhase.COMMITTED, SpokenPhase.THINKING):
        now = replace(now, stage=None)
    if moved.phase not in OWN_FLOOR:
        now = replace(now, levels_dbfs=(), speech=False, level_hint="")
    if moved.phase in (SpokenPhase.USER_SPEAKING, SpokenPhase.COMMITTED, *AT_KEYBOARD):
        now = replace(now, why="")
    return now
