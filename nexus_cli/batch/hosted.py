"""Scoring beside a hosted brain: many answers at once, each kept as soon as it came."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator
from contextlib import suppress

from nexus_cli.batch.conditions import Conditions
from nexus_cli.batch.judging import TranscriptJudge
from nexus_cli.batch.kept_file import KeptFile, kept_accident, kept_failure
from nexus_cli.batch.kept_grades import GradedFile, KeptGrades
from nexus_cli.batch.task import Task, kept, read_interview, score_interview_of
from nexus_cli.brain import Brain
from nexus_cli.errors import NexusError

FILES_AT_A_TIME = 24
"""Read and waiting for their answers: more than the most answers at a time ever need."""


class HostedScorer:
    """Scores files with a brain that is waited for."""

    def __init__(
        self, brain: KeptGrades, brain_for: Callable[[str], Brain], conditions: Conditions
    ) -> None:
        """Take the brain that keeps, and what gives the brain of one interview by its id."""
        self._brain = brain
        self._brain_for = brain_for
        self._conditions = conditions
        self._judge = TranscriptJudge(brain, conditions.scale, conditions.job)

    async def score(self, tasks: Iterable[Task]) -> AsyncGenerator[KeptFile, None]:
        """Yield a result for each task, in the order in which they are done.

        Closing this cancels what is under way; grades that came are kept all the same.
        """
        left = iter(tasks)
        running: set[asyncio.Task[KeptFile]] = set()
        try:
            while True:
                self._begin(running, left)
                if not running:
                    return
                done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                for one in done:
                    yield one.result()
        finally:
            await _cancelled(running)

    def _begin(self, running: set[asyncio.Task[KeptFile]], left: Iterator[Task]) -> None:
        while len(running) < FILES_AT_A_TIME:
            task = next(left, None)
            if task is None:
                return
            running.add(asyncio.create_task(self._scored(task)))

    async def _scored(self, task: Task) -> KeptFile:
        try:
            interview = read_interview(task, self._conditions.blind)
            key = self._conditions.key(interview.transcript.id, task.candidate)
            file = GradedFile(key, self._brain_for(interview.transcript.id))
            with self._brain.grading(file):
                work = score_interview_of(self._judge, task, interview, self._conditions)
                report = await work
            return kept(task, interview, report, self._conditions, retry=file.failures > 0)
        except NexusError as error:
            return kept_failure(task.file, task.transcript_id, error)
        except Exception as error:
            name = type(error).__name__
            sentence = f"nexus met something in {task.file} that it did not foresee ({name})."
            return kept_accident(task.file, task.transcript_id, sentence)


async def _cancelled(running: set[asyncio.Task[KeptFile]]) -> None:
    for one in running:
        one.cancel()
    for one in running:
        with suppress(asyncio.CancelledError, Exception):
            await one
