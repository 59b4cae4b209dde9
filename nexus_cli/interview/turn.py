"""The turn as a pure function: who speaks when, decided without a clock, I/O or await.

    IDLE ──> TYPED ──> COMMITTED ──> THINKING ──> TYPED (follow-up, or the next question)
               │                         └──────> ENDED
               └──> USER_PAUSED, ENDED

`reduce` takes events and signals in the order they happen. Replaying a stored session through it
gives the state the session was in, and the actions that were still due: that is how it resumes.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from nexus_cli.interview.actions import (
    Accept,
    Action,
    AnswerAboutRole,
    Ask,
    AskFollowUp,
    Clarify,
    End,
    Grade,
    MeasureCoverage,
    Pause,
    Repeat,
    WordFollowUp,
)
from nexus_cli.knowledge.intents import Intent
from nexus_cli.models.events import (
    AnswerAccepted,
    AnswerPart,
    Event,
    FollowUpAsked,
    InterviewEnded,
    InterviewPaused,
    Part,
    QuestionAsked,
    SessionPrepared,
)
from nexus_cli.models.frozen import Frozen
from nexus_cli.models.question import Category
from nexus_cli.models.signals import CoverageMeasured, FollowUpWorded, NotSaved, Signal
from nexus_cli.models.spoken import Speech


class Phase(StrEnum):
    """What the interview is waiting for."""

    IDLE = "idle"
    """Nothing was asked yet."""
    TYPED = "typed"
    """The candidate has the floor, at a keyboard."""
    COMMITTED = "committed"
    """An answer was given and is being saved."""
    THINKING = "thinking"
    """The answer is saved; what comes next is being chosen."""
    USER_PAUSED = "paused"
    ENDED = "ended"


class Utterance(Frozen):
    """What the candidate sent, with what it means."""

    text: str
    intent: Intent
    spoken: Speech | None = None
    """How it was heard; None when it was typed."""


class Begin(Frozen):
    """The front end is ready for the first question."""


Input = Event | Signal | Utterance | Begin


@dataclass(frozen=True)
class TurnState:
    """Where the interview is; small enough to compare in a test."""

    questions: tuple[str, ...]
    closing: frozenset[str] = frozenset()
    """Ids of closing questions: what is asked there is an answer, and is answered too."""
    follow_up_limit: int = 1
    follow_up_below: float = 0.6
    """Coverage (0-1) under which an open point is followed up."""
    phase: Phase = Phase.IDLE
    index: int = -1
    part: Part = "answer"
    follow_ups: int = 0

    @property
    def question_id(self) -> str:
        """The question in hand."""
        return self.questions[self.index]

    @property
    def may_follow_up(self) -> bool:
        """Whether an answer that leaves a point open is followed up."""
        closing = self.question_id in self.closing
        return self.follow_ups < self.follow_up_limit and not closing

    def wants(self, measured: CoverageMeasured) -> str | None:
        """Return the point that a follow-up should be about; None where none is to be asked."""
        thin = self.may_follow_up and measured.coverage < self.follow_up_below
        return measured.open_point if thin else None


Step = tuple[TurnState, tuple[Action, ...]]


def begin_state(prepared: SessionPrepared, follow_up_below: float) -> TurnState:
    """Return the state before the first question of a prepared session."""
    questions = prepared.plan.questions
    return TurnState(
        questions=tuple(question.id for question in questions),
        closing=frozenset(q.id for q in questions if q.category is Category.CLOSING),
        follow_up_limit=prepared.follow_ups,
        follow_up_below=follow_up_below,
    )


def reduce(state: TurnState, item: Input) -> Step:
    """Return the state after `item`, and what is to be done about it.

    Input that does not fit the phase, such as a second answer while the first is being saved,
    changes nothing.
    """
    match item:
        case InterviewEnded():
            return replace(state, phase=Phase.ENDED), ()
        case InterviewPaused():
            return replace(state, phase=Phase.USER_PAUSED), ()
        case Begin() if state.phase is Phase.IDLE:
            return state, _next(state)
        case QuestionAsked():
            index = state.questions.index(item.question_id)
            asked = replace(state, phase=Phase.TYPED, index=index, part="answer", follow_ups=0)
            return asked, ()
        case FollowUpAsked():
            count = state.follow_ups + 1
            return replace(state, phase=Phase.TYPED, part="follow_up", follow_ups=count), ()
        case Utterance() if state.phase is Phase.TYPED:
            return _heard(state, item)
        case AnswerAccepted():
            return _accepted(state, item)
        case CoverageMeasured() if state.phase is Phase.THINKING:
            return _measured(state, item)
        case NotSaved() if state.phase is Phase.COMMITTED:
            return replace(state, phase=Phase.TYPED), ()
        case AnswerPart() if state.phase is Phase.THINKING:
            return replace(state, phase=Phase.TYPED), ()  # taken back, as its speaker went on
        case FollowUpWorded() if state.phase is Phase.THINKING:
            return state, (AskFollowUp(item.question_id, item.text, item.about),)
    return state, ()


def replay(state: TurnState, events: Iterable[Event]) -> Step:
    """Return the state after stored `events`, and the actions that take the interview up again.

    A question that was waiting for its answer is put again.
    """
    due: tuple[Action, ...] = _next(state)
    for event in events:
        state, actions = reduce(state, event)
        if isinstance(event, QuestionAsked | FollowUpAsked | AnswerAccepted | InterviewEnded):
            due = actions
    if state.phase is Phase.USER_PAUSED:
        state = replace(state, phase=Phase.TYPED)
    if state.phase is Phase.TYPED:
        due = (Ask(state.index),) if state.part == "answer" else (Repeat(),)
    return state, due


def _heard(state: TurnState, said: Utterance) -> Step:
    committed = replace(state, phase=Phase.COMMITTED)
    match said.intent:
        case Intent.REPEAT:
            return state, (Repeat(),)
        case Intent.CLARIFY:
            return state, (Clarify(),)
        case Intent.PAUSE:
            return committed, (Pause(),)
        case Intent.END:
            return committed, (End("candidate"),)
        case Intent.SKIP:
            return committed, (Accept("", skipped=True),)
        case Intent.ASKS_ABOUT_ROLE if state.question_id not in state.closing:
            return state, (AnswerAboutRole(said.text),)
    if state.question_id in state.closing and "?" in said.text:
        return committed, (AnswerAboutRole(said.text), Accept(said.text, spoken=said.spoken))
    return committed, (Accept(said.text, spoken=said.spoken),)


def _accepted(state: TurnState, accepted: AnswerAccepted) -> Step:
    thinking = replace(state, phase=Phase.THINKING)
    if accepted.text.strip() and state.may_follow_up:
        return thinking, (MeasureCoverage(accepted.question_id),)
    return thinking, (Grade(accepted.question_id), *_next(thinking))


def _measured(state: TurnState, measured: CoverageMeasured) -> Step:
    if (open_point := state.wants(measured)) is not None:
        return state, (WordFollowUp(measured.question_id, open_point),)
    return state, (Grade(measured.question_id), *_next(state))


def _next(state: TurnState) -> tuple[Action, ...]:
    if state.index + 1 < len(state.questions):
        return (Ask(state.index + 1),)
    return (End("finished"),)
