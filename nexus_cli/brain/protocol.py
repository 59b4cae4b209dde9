"""What every brain can do: read, find gaps, ask, grade, reply."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Protocol

from nexus_cli.brain.prompting.budget import Exchange
from nexus_cli.models.candidate import Candidate
from nexus_cli.models.document import Document
from nexus_cli.models.feedback import Feedback
from nexus_cli.models.gaps import GapAnalysis
from nexus_cli.models.grade import Grade
from nexus_cli.models.job import Job
from nexus_cli.models.question import Plan, Question
from nexus_cli.models.report import Report
from nexus_cli.models.result import Degradation, Provenance, Result
from nexus_cli.models.rubric import Rubric
from nexus_cli.models.usage import ModelUsage

ReplyPiece = str | Degradation | Provenance | ModelUsage
"""Of a reply's stream: words, what stepped in for whom; then who worded them, at what cost."""


@dataclass(frozen=True)
class PlanRequest:
    """What a plan of questions is made from."""

    candidate: Candidate
    job: Job
    gaps: GapAnalysis
    count: int
    """Questions wanted, opening and closing included."""
    seed: int
    seen: tuple[str, ...] = ()
    """Ids this candidate was asked before, the least recent first."""
    seen_texts: tuple[str, ...] = ()
    """The same questions' words: a written question must not ask the same in others."""
    pinned: tuple[str, ...] = ()
    """Ids of bank questions that must be asked, because answers to them are at hand."""


@dataclass(frozen=True)
class ReplyRequest:
    """What nexus is to say next, beyond the planned questions."""

    kind: str
    """`follow_up`, `clarify`, or `bridge`: a few words between an answer and the next question."""
    question: Question
    """The question in hand; for a bridge the one just answered."""
    answer: str = ""
    open_point: str = ""
    """For code alone: a model that words the reply is never told it."""
    probe_topic: str = ""
    """What a follow-up may name without revealing the open point; may be empty."""
    asked_before: tuple[str, ...] = field(default=())
    """Follow-ups to this question so far."""
    history: tuple[Exchange, ...] = ()
    """Earlier exchanges of the interview, the oldest first."""


class Brain(Protocol):
    """Every method may raise BrainError; a `FallbackBrain` then asks another brain."""

    name: str

    @property
    def can_spare(self) -> bool:
        """Whether there is room for work that may turn out not to be needed."""
        ...

    async def warm(self) -> None:
        """Open what the next call needs, such as a connection; never raises BrainError."""
        ...

    async def read_candidate(self, cv: Document) -> Result[Candidate]:
        """Return what a CV says."""
        ...

    async def read_job(self, description: Document) -> Result[Job]:
        """Return what a job description asks for."""
        ...

    async def find_gaps(self, candidate: Candidate, job: Job) -> Result[GapAnalysis]:
        """Return what lies between the two, with reasons and priorities."""
        ...

    async def plan_questions(self, request: PlanRequest) -> Result[Plan]:
        """Return the questions to ask, in order."""
        ...

    async def grade(
        self, question: Question, answer: str, follow_up: str, rubric: Rubric
    ) -> Result[Grade]:
        """Return the judgement of one answer; it sees nothing else about the person."""
        ...

    def reply(self, request: ReplyRequest) -> AsyncIterator[ReplyPiece]:
        """Stream what to say: its `str` pieces join to plain text, none for no bridge."""
        ...

    async def summarise(self, report: Report) -> Result[Feedback]:
        """Return feedback on a report in plain words; totals are given, never made."""
        ...

    async def answer_question(self, question: str, job: Job) -> Result[str]:
        """Answer a candidate's question from the job description alone."""
        ...
