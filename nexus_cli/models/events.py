"""Events: what happened in an interview and is worth keeping. Stored before they are shown."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from nexus_cli.models.candidate import Candidate
from nexus_cli.models.feedback import Feedback
from nexus_cli.models.frozen import Frozen
from nexus_cli.models.gaps import GapAnalysis
from nexus_cli.models.grade import Grade
from nexus_cli.models.job import Job
from nexus_cli.models.question import Plan
from nexus_cli.models.result import Degradation, Provenance, Result
from nexus_cli.models.rubric import Rubric
from nexus_cli.models.spoken import Speech
from nexus_cli.models.usage import ModelUsage

Part = Literal["answer", "follow_up"]
"""Whether a text answers the question itself or its follow-up."""


class EventBase(Frozen):
    """What every event carries."""

    at: datetime
    """UTC, for display only; durations are measured on a monotonic clock."""


class SessionPrepared(EventBase):
    """Both documents were read and the questions planned: the interview can begin."""

    type: Literal["session_prepared"] = "session_prepared"
    candidate: Candidate
    job: Job
    gaps: GapAnalysis
    plan: Plan
    rubric: Rubric
    provenance: Provenance
    follow_ups: int = Field(default=1, ge=0, le=2)
    """At most this many follow-ups a question."""
    hidden_words: int = 0
    """Words left out of the documents because a reader cannot see them."""


class QuestionAsked(EventBase):
    """A planned question was put to the candidate."""

    type: Literal["question_asked"] = "question_asked"
    question_id: str
    number: int
    """Counted from 1 in the plan."""


class AnswerPart(EventBase):
    """A piece of an answer still being given, kept so that a crash costs seconds."""

    type: Literal["answer_part"] = "answer_part"
    question_id: str
    part: Part
    text: str
    """The whole text so far."""


class AnswerAccepted(EventBase):
    """An answer is final. An empty text is a question left unanswered."""

    type: Literal["answer_accepted"] = "answer_accepted"
    question_id: str
    part: Part
    text: str
    seconds: float = 0.0
    """From the question on screen to the answer sent, on a monotonic clock."""
    skipped: bool = False
    spoken: Speech | None = None
    """How it was heard; None when it was typed."""


class AnswerCorrected(EventBase):
    """The candidate mended the text of an answer, such as a word that was misheard."""

    type: Literal["answer_corrected"] = "answer_corrected"
    question_id: str
    part: Part
    """With `follow_up`, the last one that was answered."""
    text: str


class FollowUpAsked(EventBase):
    """A thin answer was followed up."""

    type: Literal["follow_up_asked"] = "follow_up_asked"
    question_id: str
    text: str
    about: str
    """The key point that was still open."""


class QuestionInterrupted(EventBase):
    """The person spoke before a question, or a follow-up, had been heard to its end."""

    type: Literal["question_interrupted"] = "question_interrupted"
    question_id: str
    part: Part
    """`answer` for the question itself."""
    heard: str
    """The words of it that were heard whole."""


class RoleQuestionAnswered(EventBase):
    """The candidate asked about the role and was answered from the job description."""

    type: Literal["role_question_answered"] = "role_question_answered"
    question: str
    answer: str


class AnswerGraded(EventBase):
    """A question's answer was scored; may come after later questions, or after a restart."""

    type: Literal["answer_graded"] = "answer_graded"
    question_id: str
    grade: Grade
    provenance: Provenance


class Degraded(EventBase):
    """Something second best stepped in."""

    type: Literal["degraded"] = "degraded"
    degradation: Degradation


class ModelsUsed(EventBase):
    """A stage called language models, or took an earlier answer of theirs."""

    type: Literal["models_used"] = "models_used"
    stage: str
    """The brain's method, such as `grade`."""
    usage: tuple[ModelUsage, ...] = ()
    prompt_versions: dict[str, str] = {}
    from_cache: bool = False


class FeedbackWritten(EventBase):
    """The ended and scored interview was put into words."""

    type: Literal["feedback_written"] = "feedback_written"
    feedback: Feedback
    provenance: Provenance


class ScoreOverridden(EventBase):
    """A person corrected a score; the machine's stays beside it."""

    type: Literal["score_overridden"] = "score_overridden"
    question_id: str
    dimension: str
    score: float = Field(ge=0, le=5)
    because: str


class InterviewPaused(EventBase):
    """The candidate left and will come back to the same question."""

    type: Literal["interview_paused"] = "interview_paused"


class InterviewEnded(EventBase):
    """No further question will be asked."""

    type: Literal["interview_ended"] = "interview_ended"
    reason: Literal["finished", "candidate"]


def origin_events(stage: str, result: Result[Any], at: datetime) -> Iterator[Degraded | ModelsUsed]:
    """Yield what is to be kept of how `result` came about: what stepped in, what it cost."""
    if result.degraded is not None:
        yield Degraded(at=at, degradation=result.degraded)
    if result.usage or result.from_cache:
        yield ModelsUsed(
            at=at,
            stage=stage,
            usage=result.usage,
            prompt_versions=result.provenance.prompt_versions,
            from_cache=result.from_cache,
        )


Event = Annotated[
    SessionPrepared
    | QuestionAsked
    | AnswerPart
    | AnswerAccepted
    | AnswerCorrected
    | FollowUpAsked
    | RoleQuestionAnswered
    | AnswerGraded
    | Degraded
    | ModelsUsed
    | FeedbackWritten
    | ScoreOverridden
    | QuestionInterrupted
    | InterviewPaused
    | InterviewEnded,
    Field(discriminator="type"),
]

EVENT: TypeAdapter[Event] = TypeAdapter(Event)
"""Parses and prints any event."""
