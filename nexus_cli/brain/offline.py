"""The brain that needs nothing: knowledge, the question bank, and coverage of key points."""

from collections.abc import AsyncIterator
from datetime import date

from nexus_cli.brain.gaps import find_gaps
from nexus_cli.brain.packs import packs
from nexus_cli.brain.planning import plan_questions
from nexus_cli.brain.protocol import PlanRequest, ReplyPiece, ReplyRequest
from nexus_cli.brain.role_answers import answer_about_role
from nexus_cli.knowledge.candidate import read_candidate
from nexus_cli.knowledge.requirements import read_job
from nexus_cli.models.candidate import Candidate
from nexus_cli.models.document import Document
from nexus_cli.models.feedback import Feedback
from nexus_cli.models.gaps import GapAnalysis
from nexus_cli.models.grade import Grade
from nexus_cli.models.job import Job
from nexus_cli.models.question import Plan, Question
from nexus_cli.models.report import Report
from nexus_cli.models.result import Provenance, Result
from nexus_cli.models.rubric import Rubric
from nexus_cli.scoring import grade_answer

_SECOND_FOLLOW_UPS = (
    "What did you do yourself, and what came of it?",
    "Can you walk me through one real case, step by step?",
)
_OFFLINE = Provenance(brain="offline")


class OfflineBrain:
    """Deterministic: the same input gives the same output, on any machine.

    `today` ends roles that are still held.
    """

    name = "offline"

    def __init__(self, today: date) -> None:
        self.today = today

    @property
    def can_spare(self) -> bool:
        """Always: nothing is used up."""
        return True

    async def warm(self) -> None:
        """Need nothing."""

    async def read_candidate(self, cv: Document) -> Result[Candidate]:
        """Return what a CV says."""
        return Result(value=read_candidate(cv.text, today=self.today), provenance=_OFFLINE)

    async def read_job(self, description: Document) -> Result[Job]:
        """Return what a job description asks for."""
        return Result(value=read_job(description.text), provenance=_OFFLINE)

    async def find_gaps(self, candidate: Candidate, job: Job) -> Result[GapAnalysis]:
        """Return matches, gaps and what to probe."""
        return Result(value=find_gaps(candidate, job), provenance=_OFFLINE)

    async def plan_questions(self, request: PlanRequest) -> Result[Plan]:
        """Return a plan from the question bank; raises RubricError for a broken pack."""
        return Result(value=plan_questions(request, packs()), provenance=_OFFLINE)

    async def grade(
        self, question: Question, answer: str, follow_up: str, rubric: Rubric
    ) -> Result[Grade]:
        """Return the grade by coverage of the question's key points."""
        return Result(value=grade_answer(question, answer, follow_up, rubric), provenance=_OFFLINE)

    async def reply(self, request: ReplyRequest) -> AsyncIterator[ReplyPiece]:
        """Yield the question's own follow-up, or what it is after in plain words; no bridges."""
        question = request.question
        if request.kind == "bridge":
            return
        if request.kind == "clarify":
            yield (
                f"I am asking about {question.target}. A real situation is best: "
                "what it was, what you did yourself, and what came of it."
            )
        elif question.follow_up_hint and question.follow_up_hint not in request.asked_before:
            yield question.follow_up_hint
        else:
            yield _SECOND_FOLLOW_UPS[len(request.asked_before) % len(_SECOND_FOLLOW_UPS)]

    async def summarise(self, report: Report) -> Result[Feedback]:
        """Return the sentences that code made from the evidence."""
        made = report.recommendation
        feedback = Feedback(
            summary=made.summary, strengths=made.strengths, development=made.development
        )
        return Result(value=feedback, provenance=_OFFLINE)

    async def answer_question(self, question: str, job: Job) -> Result[str]:
        """Answer from the statements of the job description."""
        return Result(value=answer_about_role(question, job), provenance=_OFFLINE)
