"""A brain with one fixed plan, so that what the screens show depends on nothing else."""

from collections.abc import AsyncIterator
from typing import TypeVar

from nexus_cli.brain import PlanRequest, ReplyPiece, ReplyRequest
from nexus_cli.models.candidate import Candidate
from nexus_cli.models.document import Document
from nexus_cli.models.feedback import Feedback
from nexus_cli.models.gaps import GapAnalysis
from nexus_cli.models.grade import DimensionScore, Evidence, Grade, PointCoverage, Status
from nexus_cli.models.job import Job
from nexus_cli.models.question import Category, KeyPoint, Plan, Question
from nexus_cli.models.report import Report
from nexus_cli.models.result import Provenance, Result
from nexus_cli.models.rubric import Rubric

T = TypeVar("T")

FULL_ANSWER = (
    "The replication slot filled the disk because nobody consumed it. An alert on disk use told "
    "us within minutes. Afterwards we put a limit on the slot and rehearsed the failover."
)
"""Says every key point of the database question."""


def plan() -> Plan:
    """Return three questions: an opening, a database, a closing."""
    return Plan(
        seed=1,
        questions=(
            Question(
                id="opening",
                text="What are you proud of in your last job?",
                category=Category.OPENING,
                target="introduction",
                key_points=(KeyPoint(point="names one piece of work and its outcome"),),
                follow_up_hint="What came of it?",
            ),
            Question(
                id="database",
                text=(
                    "You wrote that you moved billing to PostgreSQL. What broke first, and how did "
                    "you find out?"
                ),
                category=Category.TECHNICAL,
                target="PostgreSQL",
                skills=("PostgreSQL",),
                key_points=(
                    KeyPoint(point="the replication slot filled the disk"),
                    KeyPoint(point="an alert on disk use told us"),
                    KeyPoint(point="a limit on the slot was set afterwards"),
                ),
                follow_up_hint="How did you find out?",
                model_answer=FULL_ANSWER,
            ),
            Question(
                id="closing",
                text="Is there anything you would like to add or ask?",
                category=Category.CLOSING,
                target="closing",
                key_points=(KeyPoint(point="adds or asks something"),),
                follow_up_hint="",
            ),
        ),
    )


class PlannedBrain:
    """Scores by how many words an answer has: rough, and the same every time."""

    name = "offline"
    can_spare = True

    async def warm(self) -> None:
        """Need nothing."""

    async def read_candidate(self, cv: Document) -> Result[Candidate]:
        """The first line is the name."""
        return _own(Candidate(name=cv.text.splitlines()[0].strip("# ")))

    async def read_job(self, description: Document) -> Result[Job]:
        """The first line is the title."""
        return _own(Job(title=description.text.splitlines()[0].strip("# ")))

    async def find_gaps(self, candidate: Candidate, job: Job) -> Result[GapAnalysis]:
        """Every candidate fits half."""
        return _own(GapAnalysis(match_score=50))

    async def plan_questions(self, request: PlanRequest) -> Result[Plan]:
        """Every plan is the same."""
        return _own(plan())

    async def grade(
        self, question: Question, answer: str, follow_up: str, rubric: Rubric
    ) -> Result[Grade]:
        """Score 4 from twenty words on, 2 below; the first sentence is the evidence."""
        score = 4.0 if len(answer.split()) >= 20 else 2.0
        end = answer.find(".") + 1 or len(answer)
        evidence = Evidence(source="answer", quote=answer[:end], start=0, end=end)
        points = tuple(
            PointCoverage(
                point=key.point,
                coverage=float(score > 3),
                covered=score > 3,
                evidence=evidence if score > 3 and index == 0 else None,
            )
            for index, key in enumerate(question.key_points)
        )
        scores = {
            dimension.name: DimensionScore(
                score=score, evidence=(evidence,), reasoning="Counted words."
            )
            for dimension in rubric.dimensions
        }
        better = question.model_answer or None
        return _own(Grade(status=Status.SCORED, scores=scores, points=points, better_answer=better))

    async def reply(self, request: ReplyRequest) -> AsyncIterator[ReplyPiece]:
        """Stream a hint or a follow-up; no bridges."""
        if request.kind == "bridge":
            return
        if request.kind == "clarify":
            yield "tell me about one thing that went wrong, and what you saw."
        else:
            yield f"Could you say more about this: {request.open_point}?"

    async def summarise(self, report: Report) -> Result[Feedback]:
        """Say little."""
        return _own(Feedback(summary="An interview took place."))

    async def answer_question(self, question: str, job: Job) -> Result[str]:
        """Know one thing about the job."""
        return _own("The team has six people.")


def _own(value: T) -> Result[T]:
    return Result(value=value, provenance=Provenance(brain="offline"))
