"""A session's state is the fold of its events; nothing else is stored about it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from nexus_cli.models.events import (
    AnswerAccepted,
    AnswerCorrected,
    AnswerGraded,
    AnswerPart,
    Degraded,
    Event,
    FeedbackWritten,
    FollowUpAsked,
    InterviewEnded,
    InterviewPaused,
    ModelsUsed,
    Part,
    QuestionAsked,
    QuestionInterrupted,
    RoleQuestionAnswered,
    ScoreOverridden,
    SessionPrepared,
)
from nexus_cli.models.grade import Grade
from nexus_cli.models.result import Degradation, Provenance
from nexus_cli.models.spoken import Speech


@dataclass(frozen=True)
class FollowUpState:
    """One follow-up: its words and, once given, its answer."""

    text: str
    about: str
    answer: str | None = None
    spoken: Speech | None = None
    heard: str | None = None
    """The words of the follow-up that were heard, where its speaker was interrupted."""


@dataclass(frozen=True)
class AnswerState:
    """What happened to one question so far."""

    question_id: str
    answer: str | None = None
    """None until accepted; empty when left unanswered."""
    draft: str = ""
    """Text of an answer, or of its follow-up, that was not yet sent."""
    skipped: bool = False
    follow_ups: tuple[FollowUpState, ...] = ()
    grade: Grade | None = None
    provenance: Provenance | None = None
    overrides: dict[str, ScoreOverridden] = field(default_factory=dict)
    seconds: float = 0.0
    spoken: Speech | None = None
    """How the answer to the question itself was heard; None when it was typed."""
    heard: str | None = None
    """The words of the question that were heard, where its speaker was interrupted."""

    @property
    def follow_up_answer(self) -> str:
        """All follow-up answers, in order, parted by a blank line."""
        return "\n\n".join(f.answer for f in self.follow_ups if f.answer)

    def accepted(self, part: Part) -> bool:
        """Whether there is an answer of this part."""
        if part == "answer":
            return self.answer is not None
        return any(follow_up.answer is not None for follow_up in self.follow_ups)

    @property
    def blank(self) -> bool:
        """Whether nothing at all was said."""
        return not (self.answer or "").strip() and not self.follow_up_answer.strip()


@dataclass(frozen=True)
class SessionState:
    """An interview as it stands."""

    prepared: SessionPrepared
    answers: dict[str, AnswerState] = field(default_factory=dict)
    """Keyed by question id, in the order asked."""
    current: str | None = None
    """The question in hand: the last one asked."""
    ended: InterviewEnded | None = None
    paused: bool = False
    role_questions: tuple[RoleQuestionAnswered, ...] = ()
    degraded: tuple[Degradation, ...] = ()
    models_used: tuple[ModelsUsed, ...] = ()
    feedback: FeedbackWritten | None = None
    """The latest; a score that changes afterwards makes it void."""
    started_at: datetime | None = None
    last_at: datetime | None = None

    @property
    def ungraded(self) -> tuple[str, ...]:
        """Ids of accepted answers that no brain has graded yet."""
        return tuple(
            a.question_id for a in self.answers.values() if a.answer is not None and a.grade is None
        )


def fold(events: Iterable[Event]) -> SessionState:
    """Return the state that `events` lead to.

    Raises ValueError when the first event is not `SessionPrepared`: such a list is no session.
    """
    state: SessionState | None = None
    for event in events:
        if isinstance(event, SessionPrepared):
            state = SessionState(prepared=event, last_at=event.at)
        elif state is None:
            raise ValueError("a session begins with session_prepared")
        else:
            state = fold_in(state, event)
    if state is None:
        raise ValueError("a session has at least one event")
    return state


def fold_in(state: SessionState, event: Event) -> SessionState:
    """Return `state` after one more event: `fold(events + [event])` without starting over."""
    return replace(_apply(state, event), last_at=event.at)


def _apply(state: SessionState, event: Event) -> SessionState:
    match event:
        case QuestionAsked():
            fresh = state.answers.get(event.question_id, AnswerState(event.question_id))
            started = state.started_at or event.at
            answers = {**state.answers, event.question_id: fresh}
            return replace(
                state, answers=answers, current=event.question_id, paused=False, started_at=started
            )
        case InterviewPaused():
            return replace(state, paused=True)
        case InterviewEnded():
            return replace(state, ended=event, paused=False)
        case RoleQuestionAnswered():
            return replace(state, role_questions=(*state.role_questions, event))
        case Degraded():
            return replace(state, degraded=(*state.degraded, event.degradation))
        case ModelsUsed():
            return replace(state, models_used=(*state.models_used, event))
        case FeedbackWritten():
            return replace(state, feedback=event)
        case SessionPrepared():
            return state
    known = state.answers.get(event.question_id)
    if known is None:
        return state
    answers = {**state.answers, event.question_id: _answered(known, event)}
    rescored = isinstance(event, AnswerGraded | ScoreOverridden | AnswerCorrected)
    return replace(state, answers=answers, feedback=None if rescored else state.feedback)


def _answered(
    known: AnswerState,
    event: (
        AnswerPart
        | AnswerAccepted
        | AnswerCorrected
        | FollowUpAsked
        | AnswerGraded
        | ScoreOverridden
        | QuestionInterrupted
    ),
) -> AnswerState:
    match event:
        case AnswerPart():
            return replace(known, draft=event.text)
        case AnswerAccepted():
            return _accepted(known, event)
        case AnswerCorrected():
            return _corrected(known, event)
        case FollowUpAsked():
            asked = (*known.follow_ups, FollowUpState(event.text, event.about))
            return replace(known, follow_ups=asked)
        case AnswerGraded():
            return replace(known, grade=event.grade, provenance=event.provenance)
        case ScoreOverridden():
            return replace(known, overrides={**known.overrides, event.dimension: event})
        case QuestionInterrupted():
            return _interrupted(known, event)


def _interrupted(known: AnswerState, event: QuestionInterrupted) -> AnswerState:
    if event.part == "answer":
        return replace(known, heard=event.heard)
    if not known.follow_ups:
        return known
    *earlier, last = known.follow_ups
    return replace(known, follow_ups=(*earlier, replace(last, heard=event.heard)))


def _accepted(known: AnswerState, event: AnswerAccepted) -> AnswerState:
    """Take in an answer; one accepted anew, because its speaker went on, replaces the first."""
    answered = replace(known, draft="", grade=None, seconds=known.seconds + event.seconds)
    if event.part == "answer":
        given = tuple(f for f in known.follow_ups if f.answer is not None)
        return replace(
            answered,
            answer=event.text,
            skipped=event.skipped,
            spoken=event.spoken,
            follow_ups=given,
        )
    if not known.follow_ups:
        return known
    *earlier, last = known.follow_ups
    answered_last = replace(last, answer=event.text, spoken=event.spoken)
    return replace(answered, follow_ups=(*earlier, answered_last))


def _corrected(known: AnswerState, event: AnswerCorrected) -> AnswerState:
    """Put the mended text in place of the old one, whose grade is void."""
    if event.part == "answer":
        return replace(known, answer=event.text, spoken=_edited(known.spoken), grade=None)
    given = [i for i, follow_up in enumerate(known.follow_ups) if follow_up.answer is not None]
    if not given:
        return known
    follow_ups = list(known.follow_ups)
    last = follow_ups[given[-1]]
    follow_ups[given[-1]] = replace(last, answer=event.text, spoken=_edited(last.spoken))
    return replace(known, follow_ups=tuple(follow_ups), grade=None)


def _edited(spoken: Speech | None) -> Speech | None:
    return spoken.model_copy(update={"edited": True}) if spoken else None
