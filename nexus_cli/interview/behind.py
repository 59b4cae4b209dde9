"""What goes on behind the conversation: answers are scored, corrected, and notes are kept."""

from collections.abc import AsyncIterator

from nexus_cli.brain import Brain
from nexus_cli.interview.grading import Graded, Grader
from nexus_cli.interview.in_hand import question_of
from nexus_cli.interview.inbox import Inbox
from nexus_cli.interview.record import Record
from nexus_cli.interview.turn import Phase, TurnState
from nexus_cli.models.commands import CorrectAnswer
from nexus_cli.models.events import (
    AnswerCorrected,
    AnswerGraded,
    Degraded,
    Event,
    QuestionInterrupted,
    origin_events,
)
from nexus_cli.models.signals import GradingProgress, Signal, Stage, StageEntered
from nexus_cli.telemetry import Telemetry

Beside = Graded | Degraded | QuestionInterrupted | CorrectAnswer
"""News that do not move the turn."""


class Behind:
    """Scores accepted answers while the conversation goes on; grades arrive in the inbox."""

    def __init__(self, record: Record, brain: Brain, telemetry: Telemetry, inbox: Inbox) -> None:
        self._record = record
        self._clock = telemetry.clock
        self._inbox = inbox
        self._grader = Grader(brain, record.state.prepared.rubric, telemetry, inbox.put)

    async def close(self) -> None:
        """Stop; what is not scored yet is scored when the session is resumed."""
        await self._grader.close()

    def submit(self, question_id: str) -> None:
        """Have an answer scored."""
        state = self._record.state
        self._grader.submit(question_of(state, question_id), state.answers[question_id])

    def submit_left_over(self, turn: TurnState) -> None:
        """Queue what an earlier run left ungraded, but not the question still in hand."""
        state = self._record.state
        for question_id in state.ungraded:
            if turn.phase is Phase.ENDED or question_id != state.current:
                self.submit(question_id)

    async def keep(self, news: Beside, turn: TurnState) -> AsyncIterator[Event | Signal]:
        """Keep a grade, a note or a corrected answer, which is scored anew."""
        match news:
            case Graded():
                async for item in self._keep_grade(news):
                    yield item
            case Degraded() | QuestionInterrupted():
                yield await self._record.keep(news)
            case CorrectAnswer():
                async for item in self._correct(news, turn):
                    yield item

    async def remaining(self, turn: TurnState) -> AsyncIterator[Event | Signal]:
        """Keep what still comes once the interview is over."""
        if self._grader.pending or not self._inbox.is_empty():
            yield StageEntered(stage=Stage.GRADING, next_up="your report")
        while self._grader.pending or not self._inbox.is_empty():
            news = await self._inbox.get()
            if isinstance(news, Beside):
                async for item in self.keep(news, turn):
                    yield item
            if isinstance(news, Graded):
                state = self._record.state
                answered = len(state.answers)
                yield GradingProgress(scored=answered - len(state.ungraded), answered=answered)

    async def _correct(
        self, wanted: CorrectAnswer, turn: TurnState
    ) -> AsyncIterator[Event | Signal]:
        answer = self._record.state.answers.get(wanted.question_id)
        if answer is None or not answer.accepted(wanted.part):
            return
        mended = AnswerCorrected(
            at=self._clock.now(),
            question_id=wanted.question_id,
            part=wanted.part,
            text=wanted.text,
        )
        kept = await self._record.keep(mended)
        yield kept
        in_hand = turn.phase is Phase.TYPED and wanted.question_id == turn.question_id
        if isinstance(kept, AnswerCorrected) and not in_hand:
            self.submit(wanted.question_id)

    async def _keep_grade(self, graded: Graded) -> AsyncIterator[Event | Signal]:
        now, result = self._clock.now(), graded.result
        for note in origin_events("grade", result, now):
            yield await self._record.keep(note)
        grade = AnswerGraded(
            at=now,
            question_id=graded.question_id,
            grade=result.value,
            provenance=result.provenance,
        )
        yield await self._record.keep(grade)
