"""The brain behind a language model: it points, code decides, and the offline brain grounds it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from typing import Any, TypeVar

from pydantic import ValidationError

import nexus_cli
from nexus_cli.brain.advising.feedback import advise
from nexus_cli.brain.asking.gaps import find_gaps
from nexus_cli.brain.asking.questions import write_questions
from nexus_cli.brain.judging.judging import judge
from nexus_cli.brain.offline import OfflineBrain
from nexus_cli.brain.packs import packs
from nexus_cli.brain.prompting import Caller, load_prompt
from nexus_cli.brain.protocol import PlanRequest, ReplyPiece, ReplyRequest
from nexus_cli.brain.reading.cv import read_cv
from nexus_cli.brain.reading.job import read_job
from nexus_cli.brain.replying.role import answer_role
from nexus_cli.brain.replying.speaking import reply
from nexus_cli.models.candidate import Candidate
from nexus_cli.models.document import Document
from nexus_cli.models.feedback import Feedback
from nexus_cli.models.gaps import GapAnalysis
from nexus_cli.models.grade import Grade
from nexus_cli.models.job import Job
from nexus_cli.models.question import Plan, Question
from nexus_cli.models.report import Report
from nexus_cli.models.result import Result
from nexus_cli.models.rubric import Rubric
from nexus_cli.store import AnalysisCache

T = TypeVar("T")


class LLMBrain:
    """Reads, asks, judges and replies through `caller`; analyses are kept in `analyses`.

    `month` (`YYYY-MM`) ends roles that are still held, so it belongs to what a reading rests on.
    """

    def __init__(
        self, caller: Caller, offline: OfflineBrain, analyses: AnalysisCache, month: str
    ) -> None:
        self.name = caller.name
        self._caller = caller
        self._offline = offline
        self._analyses = analyses
        self._month = month
        self._threads = ThreadPoolExecutor(2, "offline")
        """Rules read beside the models, so that they take no time of their own."""

    def for_interview(self, nonce: str) -> "LLMBrain":
        """Return this brain, marking its fences with `nonce`; all else is shared."""
        bound = copy(self)
        bound._caller = Caller(self.name, self._caller.gateway, nonce)
        return bound

    @property
    def can_spare(self) -> bool:
        """Whether a good part of the limits is unused."""
        return self._caller.gateway.can_spare()

    async def warm(self) -> None:
        """Open a connection to the models, unless one was used just now."""
        await self._caller.gateway.warm()

    async def read_candidate(self, cv: Document) -> Result[Candidate]:
        """Return what a CV says; raises BrainError."""
        self._threads.submit(packs)  # planning will want the bank
        return await self._kept(
            Result[Candidate],
            ("read_cv",),
            f"{self._month}\n{cv.text}",
            lambda: read_cv(
                self._caller,
                cv,
                self._beside(self._offline.read_candidate(cv)),
                today=self._offline.today,
            ),
        )

    async def read_job(self, description: Document) -> Result[Job]:
        """Return what a job description asks for; raises BrainError."""
        return await self._kept(
            Result[Job],
            ("read_job",),
            description.text,
            lambda: read_job(
                self._caller, description, self._beside(self._offline.read_job(description))
            ),
        )

    async def find_gaps(self, candidate: Candidate, job: Job) -> Result[GapAnalysis]:
        """Return what lies between the two; raises BrainError."""
        offline = await self._offline.find_gaps(candidate, job)
        return await self._kept(
            Result[GapAnalysis],
            ("find_gaps",),
            f"{candidate.model_dump_json()}\n{job.model_dump_json()}",
            lambda: find_gaps(self._caller, candidate, job, offline.value),
        )

    async def plan_questions(self, request: PlanRequest) -> Result[Plan]:
        """Return a plan whose core is written for this candidate; raises BrainError."""
        return await self._kept(
            Result[Plan], ("write_questions",), repr(request), lambda: self._planned(request)
        )

    async def grade(
        self, question: Question, answer: str, follow_up: str, rubric: Rubric
    ) -> Result[Grade]:
        """Return the judgement of one answer; raises BrainError when no judgement came."""
        return await judge(self._caller, question, answer, follow_up, rubric, threads=self._threads)

    def reply(self, request: ReplyRequest) -> AsyncIterator[ReplyPiece]:
        """Stream what to say; raises BrainError."""
        return reply(self._caller, request)

    async def summarise(self, report: Report) -> Result[Feedback]:
        """Return feedback worded from the report's evidence; raises BrainError."""
        return await advise(self._caller, report)

    async def answer_question(self, question: str, job: Job) -> Result[str]:
        """Answer from the lines of the job description; raises BrainError."""
        return await answer_role(self._caller, question, job)

    async def close(self) -> None:
        """Let go of connections, cache and threads."""
        await self._caller.gateway.close()
        await self._analyses.close()
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _planned(self, request: PlanRequest) -> Result[Plan]:
        skeleton = await self._beside(self._offline.plan_questions(request))
        room = self._caller.gateway.tokens_a_minute()
        return await write_questions(self._caller, request, skeleton, room)

    def _beside(self, work: Coroutine[Any, Any, Result[T]]) -> Awaitable[T]:
        """Return what the offline brain says; a thread of its own thinks from now on."""
        loop = asyncio.get_running_loop()
        return loop.run_in_executor(self._threads, lambda: asyncio.run(work).value)

    async def _kept(
        self,
        kind: type[Result[T]],
        prompts: tuple[str, ...],
        content: str,
        make: Callable[[], Awaitable[Result[T]]],
    ) -> Result[T]:
        """Return what was made of `content` within the week, or make it; degraded is never kept."""
        versions = [f"{name} {load_prompt(name).version}" for name in prompts]
        made_by = "\n".join((nexus_cli.__version__, *self._caller.gateway.models, *versions))
        if (row := await self._analyses.get(made_by, content)) is not None:
            try:
                known = kind.model_validate_json(row)
            except ValidationError:
                pass  # of an earlier shape: made again
            else:
                return known.model_copy(update={"usage": (), "from_cache": True})
        made = await make()
        if made.degraded is None:
            self._analyses.put(made_by, content, made.model_dump_json())
        return made
