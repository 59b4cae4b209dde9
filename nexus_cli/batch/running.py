"""A folder scored: what is known already is passed over, the rest is scored and kept."""

import hashlib
import time
from collections.abc import Iterator, Sequence
from contextlib import aclosing, closing
from pathlib import Path

from nexus_cli.batch.conditions import Conditions
from nexus_cli.batch.counting import Counter, total_cost
from nexus_cli.batch.finding import Found, Listing
from nexus_cli.batch.flow import Flow
from nexus_cli.batch.hosted import HostedScorer
from nexus_cli.batch.kept_file import KeptFile
from nexus_cli.batch.kept_grades import KeptGrades
from nexus_cli.batch.order import Ask, FolderOrder, Listener, RunFigures
from nexus_cli.batch.pool import WorkerPool
from nexus_cli.batch.results import Results
from nexus_cli.batch.scale import OFFLINE
from nexus_cli.batch.task import Task
from nexus_cli.batch.transcribing import Transcriptions
from nexus_cli.llm import LimitWait
from nexus_cli.services import Services

_BLOCK = 1 << 20


class FolderRun:
    """Scores what a listing holds; its results are in `results` when `score` returns."""

    def __init__(
        self,
        services: Services,
        order: FolderOrder,
        listing: Listing,
        conditions: Conditions,
        results: Results,
    ) -> None:
        self.keys: dict[str, str] = {}
        """File to what its result is kept under; filled by `unscored`."""
        self._services = services
        self._order = order
        self._listing = listing
        self._conditions = conditions
        self._results = results
        self._transcriptions = Transcriptions(services, results)
        self._unclear: list[tuple[str, tuple[str, ...]]] = []
        self._brain: KeptGrades | None = None
        self._scored_now = 0
        self._started_at, self._begun = services.telemetry.clock.now(), time.monotonic()

    def unscored(self) -> list[Task]:
        """Return what there is to score: files without a result under these conditions.

        With `retry_errors`, results that may end otherwise another time are among them.
        """
        tasks = [self._task(found) for found in self._listing.files]
        return [task for task in tasks if self._wanted(task)]

    @property
    def unclear(self) -> bool:
        """Whether there are files in which nothing tells who the candidate is."""
        return bool(self._unclear)

    def score(self, listener: Listener) -> RunFigures:
        """Score what has no result yet.

        An interrupt leaves everything that was done kept. Raises StoreError when it cannot be,
        ResourceMissingError when no process can be started.
        """
        tasks = self.unscored()
        self._scored_now = len(tasks)
        self._worked(tasks, listener)
        return self._figures()

    def settle(self, ask: Ask, listener: Listener) -> RunFigures:
        """Score the unclear files whose candidate somebody names; who it is, is remembered."""
        self._worked(self._settled(ask), listener)
        return self._figures()

    def _worked(self, tasks: Sequence[Task], listener: Listener) -> None:
        counter = Counter(listener, len(tasks), time.monotonic(), self._cost)
        try:
            self._transcriptions.hear(tasks, listener)
            self._pass(tasks, counter)
        finally:
            self._results.commit()

    def _figures(self) -> RunFigures:
        return RunFigures(
            started_at=self._started_at.isoformat(timespec="seconds"),
            seconds=round(time.monotonic() - self._begun, 3),
            files=len(self._listing.files),
            scored_before=len(self._listing.files) - self._scored_now,
            scored_now=self._scored_now,
            calls=self._brain.calls if self._brain else 0,
            usage=self._brain.usage if self._brain else (),
            cost_usd=self._cost(),
            notices=tuple(self._results.notices),
        )

    def _pass(self, tasks: Sequence[Task], counter: Counter) -> None:
        heard = self._transcriptions.with_transcripts(tasks, lambda kept: self._take(kept, counter))
        if self._conditions.brain == OFFLINE:
            pool = WorkerPool(self._conditions)
            if not tasks:
                return
            with closing(pool.score(heard)) as results:
                for kept in results:
                    self._take(kept, counter)
            return
        self._services.thread.run(self._hosted(heard, counter))

    async def _hosted(self, tasks: Iterator[Task], counter: Counter) -> None:
        flow, waits = Flow(), self._services.waits
        self._brain = self._brain or KeptGrades(self._services.brain, self._results, flow)
        told = waits.listener

        def listen(wait: LimitWait) -> None:
            flow.waited(wait)
            if told is not None:
                told(wait)

        waits.listener = listen
        scorer = HostedScorer(self._brain, self._services.brain_for, self._conditions)
        try:
            async with aclosing(scorer.score(tasks)) as results:
                async for kept in results:
                    self._take(kept, counter)
        finally:
            waits.listener = told

    def _take(self, kept: KeptFile, counter: Counter) -> None:
        self._results.keep(self.keys[kept.file], kept)
        if kept.names:
            self._unclear.append((kept.file, kept.names))
        counter.add(failed=kept.facts.failure is not None)

    def _settled(self, ask: Ask) -> list[Task]:
        """Return the files whose candidate somebody names, and remember who it is."""
        by_file = {found.file: found for found in self._listing.files}
        tasks = []
        for file, names in self._unclear:
            name = ask(file, names)
            if name is not None:
                self._results.keep_note(_note(_sha256(by_file[file].path)), name)
                tasks.append(self._task(by_file[file]))
        self._unclear = []
        return tasks

    def _task(self, found: Found) -> Task:
        transcript_id = _sha256(found.path)
        candidate = self._order.candidate or self._results.note(_note(transcript_id))
        self.keys[found.file] = self._conditions.key(transcript_id, candidate)
        return Task(found.file, found.path, transcript_id, candidate, recording=found.recording)

    def _wanted(self, task: Task) -> bool:
        facts = self._results.facts(self.keys[task.file], task.file)
        if facts is None or not task.transcript_id:
            return True
        return facts.retry and self._order.retry_errors

    def _cost(self) -> float | None:
        return total_cost(self._brain.usage) if self._brain else None


def _sha256(path: Path) -> str:
    """Return the digest of a file's bytes in hex; nothing where it cannot be read."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
    except OSError:
        return ""
    return digest.hexdigest()


def _note(transcript_id: str) -> str:
    return f"candidate of {transcript_id}"
