"""A saved interview: who said what and when, and which answer belongs to which question."""

from enum import StrEnum

from nexus_cli.models.frozen import Frozen


class TranscriptKind(StrEnum):
    """What a transcript was saved as."""

    NEXUS = "nexus"
    """What `nexus sessions export` prints."""
    JSON = "json"
    JSONL = "jsonl"
    WEBVTT = "webvtt"
    SRT = "srt"
    TEXT = "text"
    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"


class Turn(Frozen):
    """What one person said until another spoke."""

    speaker: str = ""
    """As the file has it; empty where it names nobody."""
    text: str
    line: int
    """Where it begins in the file, counted from 1; in a DOCX or PDF, in the text read from it."""
    start_seconds: float | None = None
    """From the beginning of the recording; None where the file has no times."""
    end_seconds: float | None = None


class Unread(Frozen):
    """A place in a file of which nothing was taken."""

    line: int
    reason: str


class FollowUp(Frozen):
    """A further question about an answer, and what was said to it."""

    question: str
    answer: str
    line: int
    start_seconds: float | None = None
    answer_turns: tuple[Turn, ...] = ()


class Exchange(Frozen):
    """A question, its answer, and the follow-ups that belong to it."""

    question: str
    answer: str
    """Empty when nothing was said to it. Never holds an interviewer's words."""
    line: int
    """Of the question."""
    start_seconds: float | None = None
    """Of the question."""
    follow_ups: tuple[FollowUp, ...] = ()
    question_id: str = ""
    """Where the file gives one."""
    answer_turns: tuple[Turn, ...] = ()
    """The turns that `answer` is made of, in order, joined by a blank."""
    closing: bool = False
    """Whether the candidate was asked for questions of their own; not for scoring."""


class Transcript(Frozen):
    """A saved interview as it was read."""

    id: str
    """SHA-256 of the file's bytes, in hex: the `session_id` of its report."""
    name: str
    """File name, for messages."""
    kind: TranscriptKind
    turns: tuple[Turn, ...]
    unread: tuple[Unread, ...] = ()
    candidate: str = ""
    """The candidate's name, where the file says whose it is."""
    exchanges: tuple[Exchange, ...] = ()
    """Set where the file itself says which answer belongs to which question."""


class PairedInterview(Frozen):
    """A saved interview as questions with their answers."""

    candidate: str
    interviewers: tuple[str, ...]
    exchanges: tuple[Exchange, ...]
    unread: tuple[Unread, ...] = ()
    low_confidence: str = ""
    """Why a person should look at the pairing before they rely on it; empty when nobody need."""


def said_at(turns: tuple[Turn, ...], offset: int) -> Turn | None:
    """Return which of `answer_turns` holds code point `offset` of the answer they make up."""
    for turn in turns:
        if offset < len(turn.text):
            return turn
        offset -= len(turn.text) + 1
    return turns[-1] if turns else None
