"""Actions: what the turn wants done. The session does them; the reducer only names them."""

from dataclasses import dataclass
from typing import Literal

from nexus_cli.models.spoken import Speech


@dataclass(frozen=True)
class Ask:
    """Put the planned question at `index`."""

    index: int


@dataclass(frozen=True)
class Repeat:
    """Say the question or follow-up in hand again."""


@dataclass(frozen=True)
class Clarify:
    """Say what the question in hand means."""


@dataclass(frozen=True)
class AnswerAboutRole:
    """Answer a candidate's question from the job description."""

    question: str


@dataclass(frozen=True)
class Accept:
    """Save this text as the answer in hand."""

    text: str
    skipped: bool = False
    spoken: Speech | None = None


@dataclass(frozen=True)
class MeasureCoverage:
    """Hold the answer against its key points."""

    question_id: str


@dataclass(frozen=True)
class WordFollowUp:
    """Find words for a follow-up about this open key point."""

    question_id: str
    open_point: str


@dataclass(frozen=True)
class AskFollowUp:
    """Put this follow-up."""

    question_id: str
    text: str
    about: str


@dataclass(frozen=True)
class Grade:
    """Score this answer, behind the conversation."""

    question_id: str


@dataclass(frozen=True)
class Pause:
    """Stop, to come back to the same question."""


@dataclass(frozen=True)
class End:
    """Ask nothing more."""

    reason: Literal["finished", "candidate"]


Action = (
    Ask
    | Repeat
    | Clarify
    | AnswerAboutRole
    | Accept
    | MeasureCoverage
    | WordFollowUp
    | AskFollowUp
    | Grade
    | Pause
    | End
)
