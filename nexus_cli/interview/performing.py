"""Does one action of the turn and yields what comes of it: events to keep, signals to show."""

from collections.abc import AsyncGenerator, AsyncIterator
from datetime import datetime

from nexus_cli.brain import Brain, ReplyRequest
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
from nexus_cli.interview.in_hand import (
    follow_up,
    measured,
    question_of,
    text_in_hand,
    whole_answer,
)
from nexus_cli.interview.replies import Replies
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
from nexus_cli.models.result import Degradation, Provenance
from nexus_cli.models.session import SessionState
from nexus_cli.models.signals import (
    FollowUpWorded,
    Said,
    Signal,
    Stage,
    StageEntered,
)
from nexus_cli.telemetry import Telemetry

Outcome = AsyncGenerator[Event | Signal, None]


class Performer:
    """Knows the brain and the clocks; is told the state at each call and keeps none."""

    def __init__(
        self, brain: Brain, replies: Replies, telemetry: Telemetry, bridges: bool = True
    ) -> None:
        """Without `bridges` the next question comes at once, with no words on the answer given."""
        self._brain = brain
        self._replies = replies
        self._telemetry = telemetry
        self._bridges = bridges

    async def perform(
        self, action: Action, state: SessionState, turn: TurnState, seconds: float
    ) -> Outcome:
        """Yield what `action` brings about; `seconds` is how long the person had the floor."""
        match action:
            case Ask(index=index):
                if self._bridges:
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
        request = follow_up(state, answer, action.open_point)
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
        with self._telemetry.span("await_reply"):
            async for piece in self._replies.reply(request):
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
