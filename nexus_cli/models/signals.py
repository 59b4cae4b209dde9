"""Signals: what front ends show in passing and nobody stores."""

from enum import StrEnum

from nexus_cli.models.events import Part
from nexus_cli.models.frozen import Frozen
from nexus_cli.models.patience import Patience
from nexus_cli.models.spoken import SpokenPhase


class Stage(StrEnum):
    """What nexus is doing while a person waits."""

    READING = "reading the documents"
    PLANNING = "planning the questions"
    SAVING = "saving your answer"
    DECIDING = "choosing what to ask next"
    GRADING = "scoring the answers"
    REPORTING = "writing the report"


class StageEntered(Frozen):
    """A wait began: the stage, and what comes after it."""

    stage: Stage
    next_up: str
    """What the person will see next, such as `question 3`."""


class Said(Frozen):
    """nexus says something that is not a planned question: a repetition, a hint, an answer."""

    text: str
    kind: str = "remark"
    """`repeat`, `clarify`, `role_answer` or `remark`."""


class GradingProgress(Frozen):
    """How many of the answered questions are scored so far."""

    scored: int
    answered: int


class CoverageMeasured(Frozen):
    """The final transcript of an answer was held against its key points."""

    question_id: str
    coverage: float
    """0-1 over the key points."""
    open_point: str | None
    """The most important key point that is still open."""


class FollowUpWorded(Frozen):
    """The follow-up that the reducer asked for has its words."""

    question_id: str
    text: str
    about: str


class YourTurn(Frozen):
    """The candidate has the floor: nexus waits for an answer or a request."""

    question_id: str
    part: Part
    text: str
    """The question or follow-up in hand."""
    draft: str = ""
    """What was typed before an interruption."""


class NotSaved(Frozen):
    """An answer could not be kept; the candidate still has it and may send it again."""

    text: str
    sentence: str
    """What happened and what to do about it."""


class FloorMoved(Frozen):
    """A spoken turn went over to another phase, or its patience or the thinking key changed."""

    phase: SpokenPhase
    patience: Patience = Patience.NORMAL
    holding: bool = False
    """Whether the thinking key holds the countdown."""
    has_microphone: bool = True


class HeardPiece(Frozen):
    """Neighbouring words that are all doubtful, or all not."""

    text: str
    doubtful: bool = False


class AnswerHeard(Frozen):
    """The spoken answer so far, as it was written down; joined by spaces, the pieces are it."""

    pieces: tuple[HeardPiece, ...]
    words_per_minute: float = 0.0
    longest_pause_seconds: float = 0.0


class CountdownBegan(Frozen):
    """The person fell silent; after so much silence the answer is taken as finished."""

    wait_seconds: float
    """Counted from the last sound."""
    why: str
    """For the screen, such as `your answer sounds complete`."""


class SilenceLasted(Frozen):
    """How far the countdown is; at most 10 a second."""

    seconds: float
    """Since the last sound."""


class LevelMeasured(Frozen):
    """How loud the microphone is; at most 10 a second."""

    rms_dbfs: float
    speech: bool
    hint: str = ""
    """`clipping`, `too quiet`, `no signal`, or nothing."""


class TypingOffered(Frozen):
    """The keyboard takes over with everything said so far; a later one has more of it."""

    text: str
    why: str
    """A sentence; empty when the person asked for it."""


class QuestionCut(Frozen):
    """The person spoke before nexus had ended: the rest of what it was saying stays unsaid."""

    heard: str
    """The words that were heard whole."""
    unheard: str


class LeftToRead(Frozen):
    """What nexus wanted to say was not heard, or not all of it: the rest is to be read."""

    text: str
    why: str


Signal = (
    StageEntered
    | Said
    | GradingProgress
    | CoverageMeasured
    | FollowUpWorded
    | YourTurn
    | NotSaved
    | FloorMoved
    | AnswerHeard
    | CountdownBegan
    | SilenceLasted
    | LevelMeasured
    | TypingOffered
    | QuestionCut
    | LeftToRead
)
