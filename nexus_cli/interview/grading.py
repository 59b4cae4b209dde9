"""Grading behind the conversation: one answer at a time, never on the way to the next word."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from dataclasses import dataclass

from nexus_cli.brain import Brain
from nexus_cli.errors import BrainError
from nexus_cli.models.grade import Grade, Status
from nexus_cli.models.question import Question
from nexus_cli.models.result import Provenance, Result
from nexus_cli.models.rubric import Rubric
from nexus_cli.models.session import AnswerState
from nexus_cli.telemetry import Telemetry


@dataclass(frozen=True)
class Graded:
    """A grade that is ready to be kept."""

    question_id: str
    result: Result[Grade]


async def grade_answer_state(
    brain: Brain, question: Question, answer: AnswerState, rubric: Rubric
) -> Result[Grade]:
    """Return the grade of an answer with its follow-ups.

    A blank answer is `unanswered` without asking the brain; a brain that fails leaves
    `needs_human`, never a number.
    """
    own = Provenance(brain=brain.name)
    if answer.blank:
        return Result(value=Grade(status=Status.UNANSWERED), provenance=own)
    try:
        return await brain.grade(question, answer.answer or "", answer.follow_up_answer, rubric)
    except BrainError as error:
        grade = Grade(status=Status.NEEDS_HUMAN, flags=(error.sentence,))
        return Result(value=grade, provenance=own)


class Grader:
    """Grades submitted answers in order and hands each result to `deliver`."""

    def __init__(
        self,
        brain: Brain,
        rubric: Rubric,
        telemetry: Telemetry,
        deliver: Callable[[Graded], None],
    ) -> None:
        self._brain = brain
        self._rubric = rubric
        self._telemetry = telemetry
        self._deliver = deliver
        self._work: asyncio.Queue[tuple[Question, AnswerState]] = asyncio.Queue()
        self._newest: dict[str, AnswerState] = {}
        self._task: asyncio.Task[None] | None = None
        self._context = copy_context()
        """Of whoever made it, so that its spans are in no turn."""
        self.pending = 0
        """Answers submitted whose grades were not delivered yet."""

    def submit(self, question: Question, answer: AnswerState) -> None:
        """Queue one answer, in place of an older text of it; needs a running event loop."""
        self._newest[question.id] = answer
        self.pending += 1
        self._work.put_nowait((question, answer))
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._run(), context=self._context)

    async def close(self) -> None:
        """Stop; answers not graded yet are graded when the session is resumed."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        while True:
            question, answer = await self._work.get()
            if answer is self._newest[question.id]:
                with self._telemetry.span("grade", question=question.id):
                    result = await grade_answer_state(self._brain, question, answer, self._rubric)
            self.pending -= 1
            if answer is self._newest[question.id]:
                self._deliver(Graded(question.id, result))
