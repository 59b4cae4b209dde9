"""Does one action of the turn and yields what comes of it: events to keep, signals to show."""

from collections.abc import AsyncGenerator, AsyncIterator
from datetime import datetime

from nexus_cli.brain import Brain, Exchange, ReplyRequest
from nexus_cli.errors import BrainError
from nexus_cli.interview.actions import (
    Accept,
    Action,
    AnswerAboutRole,
    Ask,
    AskFollowUp,
    Clarify,
    End,
    MeasureCoverage,
    Pause,
    Repeat,
    WordFollowUp,
)
from nexus_cli.interview.turn import Phase, TurnState
from nexus_cli.models.events import (
    AnswerAccepted,
    Degraded,
    Event,
    FollowUpAsked,
    InterviewEnded,
    InterviewPaused,
    ModelsUsed,
    QuestionAsked,
    RoleQuestionAnswered,
    origin_events,
)
from nexus_cli.models.question import Question
from nexus_cli.models.result import Degradation, Provenance
from nexus_cli.models.session import AnswerState, SessionState
from nexus_cli.models.signals import (
    CoverageMeasured,
    FollowUpWorded,
    Said,
    Signal,
    Stage,
    StageEntered,
)
from nexus_cli.scoring import measure_coverage
from nexus_cli.telemetry import Telemetry

Outcome = AsyncGenerator[Event | Signal, None]


class Performer:
    """Knows the brain and the clocks; is told the state at each call and keeps none."""

    def __init__(self, brain: Brain, telemetry: Telemetry) -> None:
        self._brain = brain
        self._telemetry = telemetry

    async def perform(
        self, action: Action, state: SessionState, turn: TurnState, seconds: float
    ) -> Outcome:
        """Yield what `action` brings about; `seconds` is how long the person had the floor."""
        match action:
            case Ask(index=index):
                async for item in self._bridged(state, turn):
                    yield item
                yield self._asked(state, index)
            case Repeat():
                yield Said(text=text_in_hand(state, turn), kind="repeat")
            case Clarify():
                question = question_of(state, turn.question_id)
                async for note in self._said(ReplyRequest(kind="clarify", question=question)):
                    yield note
            case AnswerAboutRole(question=question):
                async for item in self._answered_about_role(question, state):
                    yield item
            case Accept():
                after = f"question {turn.index + 2}"
                last = turn.index + 1 == len(turn.questions)
                next_up = "your report" if last else after
                yield StageEntered(stage=Stage.SAVING, next_up=next_up)
                yield self._accepted(action, turn, seconds)
            case MeasureCoverage(question_id=question_id):
                yield StageEntered(stage=Stage.DECIDING, next_up="a follow-up or the next question")
                with self._telemetry.span("measure_coverage", question=question_id):
                    found = measured(question_of(state, question_id), state.answers[question_id])
                yield found
            case WordFollowUp():
                async for item in self._worded(action, state):
                    yield item
            case AskFollowUp():
                yield FollowUpAsked(
                    at=self._now(),
                    question_id=action.question_id,
                    text=action.text,
                    about=action.about,
                )
            case Pause():
                yield InterviewPaused(at=self._now())
            case End(reason=reason):
                yield InterviewEnded(at=self._now(), reason=reason)

    def _now(self) -> datetime:
        return self._telemetry.clock.now()

    def _asked(self, state: SessionState, index: int) -> QuestionAsked:
        question = state.prepared.plan.questions[index]
        return QuestionAsked(at=self._now(), question_id=question.id, number=index + 1)

    def _accepted(self, action: Accept, turn: TurnState, seconds: float) -> AnswerAccepted:
        return AnswerAccepted(
            at=self._now(),
            question_id=turn.question_id,
            part=turn.part,
            text=action.text,
            seconds=round(seconds, 3),
            skipped=action.skipped,
            spoken=action.spoken,
        )

    async def _bridged(self, state: SessionState, turn: TurnState) -> Outcome:
        """Say a few words on the answer just given, if the brain has any, before the next one."""
        answer = state.answers.get(state.current or "")
        if turn.phase is not Phase.THINKING or answer is None or answer.blank:
            return
        request = ReplyRequest(
            kind="bridge",
            question=question_of(state, answer.question_id),
            answer=whole_answer(answer),
        )
        async for item in self._said(request):
            yield item

    async def _worded(self, action: WordFollowUp, state: SessionState) -> Outcome:
        answer = state.answers[action.question_id]
        question = question_of(state, action.question_id)
        topics = {point.point: point.probe_topic for point in question.key_points}
        request = ReplyRequest(
            kind="follow_up",
            question=question,
            answer=whole_answer(answer),
            open_point=action.open_point,
            probe_topic=topics.get(action.open_point, ""),
            asked_before=tuple(follow_up.text for follow_up in answer.follow_ups),
            history=_history(state, action.question_id),
        )
        async for item in self._reply(request):
            if isinstance(item, str):
                yield FollowUpWorded(
                    question_id=action.question_id, text=item, about=action.open_point
                )
            else:
                yield item

    async def _answered_about_role(self, question: str, state: SessionState) -> Outcome:
        try:
            with self._telemetry.span("answer_question"):
                result = await self._brain.answer_question(question, state.prepared.job)
        except BrainError as error:
            yield Said(text=error.sentence, kind="role_answer")
            return
        for note in origin_events("answer_question", result, self._now()):
            yield note
        yield RoleQuestionAnswered(at=self._now(), question=question, answer=result.value)

    async def _said(self, request: ReplyRequest) -> Outcome:
        async for item in self._reply(request):
            yield Said(text=item, kind=request.kind) if isinstance(item, str) else item

    async def _reply(self, request: ReplyRequest) -> AsyncIterator[Degraded | ModelsUsed | str]:
        """Yield what is to be kept of a reply, then its words, if there are any, in one piece."""
        words: list[str] = []
        versions: dict[str, str] = {}
        with self._telemetry.span("reply", kind=request.kind):
            async for piece in self._brain.reply(request):
                if isinstance(piece, str):
                    words.append(piece)
                elif isinstance(piece, Degradation):
                    yield Degraded(at=self._now(), degradation=piece)
                elif isinstance(piece, Provenance):
                    versions = piece.prompt_versions
                else:
                    yield ModelsUsed(
                        at=self._now(), stage="reply", usage=(piece,), prompt_versions=versions
                    )
        if text := "".join(words).strip():
            yield text


def _history(state: SessionState, question_id: str) -> tuple[Exchange, ...]:
    """Return the exchanges before this question, the oldest first."""
    return tuple(
        Exchange(question_of(state, answer.question_id).text, whole_answer(answer))
        for answer in state.answers.values()
        if answer.question_id != question_id and not answer.blank
    )


def question_of(state: SessionState, question_id: str) -> Question:
    """Return a planned question by its id."""
    return next(q for q in state.prepared.plan.questions if q.id == question_id)


def text_in_hand(state: SessionState, turn: TurnState) -> str:
    """Return the words of the question or follow-up that waits for an answer."""
    if turn.part == "follow_up":
        return state.answers[turn.question_id].follow_ups[-1].text
    return question_of(state, turn.question_id).text


def whole_answer(answer: AnswerState) -> str:
    """Return an answer and what its follow-ups added, parted by blank lines."""
    return "\n\n".join(text for text in (answer.answer, answer.follow_up_answer) if text)


def measured(question: Question, answer: AnswerState) -> CoverageMeasured:
    """Return the share of key points that `answer` covers, and the first that is open."""
    coverage = measure_coverage(question, whole_answer(answer))
    covered = sum(point.covered for point in coverage.points)
    return CoverageMeasured(
        question_id=question.id,
        coverage=covered / max(1, len(coverage.points)),
        open_point=coverage.open_point.point if coverage.open_point else None,
    )
