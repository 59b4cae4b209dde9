"""A hosted brain whose grades are kept one by one, so that no answer is paid for twice."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from pydantic import ValidationError

from nexus_cli.batch.flow import Flow
from nexus_cli.batch.results import Results
from nexus_cli.brain import Brain, FallbackBrain
from nexus_cli.errors import BrainError, BrainUnavailableError
from nexus_cli.models.grade import Grade
from nexus_cli.models.question import Question
from nexus_cli.models.result import Result
from nexus_cli.models.rubric import Rubric
from nexus_cli.models.usage import ModelUsage, by_model


@dataclass
class GradedFile:
    """The file whose answers are graded in this context."""

    key: str
    """What its result is kept under."""
    brain: Brain
    """As it marks the fences of this interview."""
    asked: Counter[str] = field(default_factory=Counter)
    """How often each answer was graded, for judgements that are repeated."""
    failures: int = 0
    """Answers that the brain gave no grade for."""


_FILE: ContextVar[GradedFile] = ContextVar("graded_file")


class KeptGrades(FallbackBrain):
    """Grades with the brain of the file at hand; a grade that is kept is not asked for again.

    All candidates are to be judged by the same: where the offline brain stood in for a hosted one,
    that is a failure here, and the answer is left for a person, or for `--retry-errors`.
    """

    def __init__(self, brain: Brain, results: Results, flow: Flow) -> None:
        super().__init__(brain, brain)
        self._results = results
        self._flow = flow
        self.usage: tuple[ModelUsage, ...] = ()
        """Of what was asked in this run."""
        self.calls = 0

    @contextmanager
    def grading(self, file: GradedFile) -> Iterator[GradedFile]:
        """Grade for `file` in this context and in the tasks that are begun in it."""
        token = _FILE.set(file)
        try:
            yield file
        finally:
            _FILE.reset(token)

    async def grade(
        self, question: Question, answer: str, follow_up: str, rubric: Rubric
    ) -> Result[Grade]:
        """Return the grade of one answer; raises BrainError when the hosted brain gave none."""
        file = _FILE.get()
        content = _digest(file.key, question.model_dump_json(), answer, follow_up)
        file.asked[content] += 1
        key = _digest(content, str(file.asked[content]))
        if (known := self._known(key)) is not None:
            return known
        try:
            async with self._flow.one():
                result = await file.brain.grade(question, answer, follow_up, rubric)
                self._count(result)
                if result.degraded is not None:
                    raise BrainUnavailableError(result.degraded.reason)
                self._results.keep_answer(key, result.model_dump_json())
        except BrainError:
            file.failures += 1
            raise
        return result

    def _known(self, key: str) -> Result[Grade] | None:
        row = self._results.answer(key)
        if row is None:
            return None
        try:
            return Result[Grade].model_validate_json(row)
        except ValidationError:
            return None  # of an earlier shape: asked again

    def _count(self, result: Result[Grade]) -> None:
        self.usage = by_model((*self.usage, *result.usage))
        self.calls += sum(usage.calls for usage in result.usage)


def _digest(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
