"""A brain that asks a second one when the first fails, and says so."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TypeVar

from nexus_cli.brain.protocol import Brain, PlanRequest, ReplyPiece, ReplyRequest
from nexus_cli.errors import BrainAnswerError, BrainError
from nexus_cli.models.candidate import Candidate
from nexus_cli.models.document import Document
from nexus_cli.models.feedback import Feedback
from nexus_cli.models.gaps import GapAnalysis
from nexus_cli.models.grade import Grade
from nexus_cli.models.job import Job
from nexus_cli.models.question import Plan, Question
from nexus_cli.models.report import Report
from nexus_cli.models.result import Degradation, Result
from nexus_cli.models.rubric import Rubric

T = TypeVar("T")

NEUTRAL_QUESTION = "Could you tell me a little more about that?"
"""Follows a reply that broke off after it had begun to be heard."""
_CLAUSE_ENDS = (".", "?", "!", ",", ";", ":")


class FallbackBrain:
    """`first` answers; where it raises BrainError, `second` does and the result is degraded."""

    def __init__(self, first: Brain, second: Brain) -> None:
        self._first = first
        self._second = second
        self.name = first.name

    @property
    def can_spare(self) -> bool:
        """Whether the first brain has room."""
        return self._first.can_spare

    async def warm(self) -> None:
        """Have the first brain open what its next call needs."""
        await self._first.warm()

    async def read_candidate(self, cv: Document) -> Result[Candidate]:
        """Return what a CV says."""
        return await self._either("read_candidate", lambda brain: brain.read_candidate(cv))

    async def read_job(self, description: Document) -> Result[Job]:
        """Return what a job description asks for."""
        return await self._either("read_job", lambda brain: brain.read_job(description))

    async def find_gaps(self, candidate: Candidate, job: Job) -> Result[GapAnalysis]:
        """Return what lies between the two."""
        return await self._either("find_gaps", lambda brain: brain.find_gaps(candidate, job))

    async def plan_questions(self, request: PlanRequest) -> Result[Plan]:
        """Return the questions to ask."""
        return await self._either("plan_questions", lambda brain: brain.plan_questions(request))

    async def grade(
        self, question: Question, answer: str, follow_up: str, rubric: Rubric
    ) -> Result[Grade]:
        """Return the judgement of one answer.

        An answer that the first brain did judge, but in a form that cannot be used, is for a person
        to score: raises BrainAnswerError. The second judges where the first could not be asked.
        """
        return await self._either(
            "grade",
            lambda brain: brain.grade(question, answer, follow_up, rubric),
            (BrainAnswerError,),
        )

    async def summarise(self, report: Report) -> Result[Feedback]:
        """Return feedback on a report."""
        return await self._either("summarise", lambda brain: brain.summarise(report))

    async def answer_question(self, question: str, job: Job) -> Result[str]:
        """Answer a candidate's question from the job description."""
        return await self._either(
            "answer_question", lambda brain: brain.answer_question(question, job)
        )

    async def reply(self, request: ReplyRequest) -> AsyncIterator[ReplyPiece]:
        """Stream the first brain's words.

        A stream that fails before its first clause is replaced by the second brain's, which a
        `Degradation` announces; after it, what was said stays and one complete neutral question
        follows, unless the words were no more than a bridge.
        """
        said = False
        held: list[str] = []
        try:
            async for piece in self._first.reply(request):
                if not isinstance(piece, str):
                    yield piece
                    continue
                held.append(piece)
                if said or piece.rstrip().endswith(_CLAUSE_ENDS):
                    said = True
                    for words in held:
                        yield words
                    held.clear()
        except BrainError as error:
            yield self._stepped_in("reply", error)
            if not said:
                async for piece in self._second.reply(request):
                    yield piece
            elif request.kind != "bridge":
                yield f" {NEUTRAL_QUESTION}"
            return
        for words in held:
            yield words

    def _stepped_in(self, stage: str, error: BrainError) -> Degradation:
        return Degradation(
            stage=stage, wanted=self._first.name, used=self._second.name, reason=error.sentence
        )

    async def _either(
        self,
        stage: str,
        ask: Callable[[Brain], Awaitable[Result[T]]],
        final: tuple[type[BrainError], ...] = (),
    ) -> Result[T]:
        try:
            return await ask(self._first)
        except final:
            raise
        except BrainError as error:
            result = await ask(self._second)
            return result.model_copy(update={"degraded": self._stepped_in(stage, error)})
