"""Worker processes, one a core: one that dies or hangs costs the file it held and no other."""

import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from nexus_cli.batch.conditions import Conditions
from nexus_cli.batch.kept_file import KeptFile, kept_accident
from nexus_cli.batch.task import Task
from nexus_cli.batch.worker import work
from nexus_cli.errors import ResourceMissingError

CHUNK = 4
"""Files handed over at once: enough that no worker waits, few enough to end together."""
FILE_SECONDS = 30.0
"""For one file; the longest there are take a second."""
START_SECONDS = 120.0
"""For a worker to load its tables on a machine that is busy."""
MOST_DEATHS = 3
"""Of workers that had not begun, before it is said that none can be started."""
Work = Callable[[Connection, Conditions], None]


@dataclass
class _Worker:
    process: SpawnProcess
    connection: Connection
    ready: bool = False
    held: deque[Task] = field(default_factory=deque)
    """Handed over and not answered, in the order in which they will be."""
    since: float = 0.0
    """When it last answered, in monotonic seconds."""


class WorkerPool:
    """Scores tasks in processes of their own; results come in the order in which they are done."""

    def __init__(
        self,
        conditions: Conditions,
        workers: int | None = None,
        file_seconds: float = FILE_SECONDS,
        target: Work = work,
    ) -> None:
        """Take what all tasks have in common; `workers` is one for each core when not given."""
        self._conditions = conditions
        self._count = workers or cores()
        self._file_seconds = file_seconds
        self._target = target
        self._workers: list[_Worker] = []
        self._again: deque[Task] = deque()
        self._stillborn = 0

    def score(self, tasks: Iterable[Task]) -> Generator[KeptFile, None, None]:
        """Yield a result for each task; `tasks` is drawn from as workers fall idle.

        Closing this, or an error in whoever takes the results, ends the workers at once. Raises
        ResourceMissingError when no worker can be started.
        """
        left = iter(tasks)
        try:
            for _ in range(self._count):
                self._fill(self._started(), left)
            while any(worker.held for worker in self._workers):
                yield from self._answered(left)
        finally:
            self._end()

    def _answered(self, left: Iterator[Task]) -> Iterator[KeptFile]:
        """Wait for workers that have something to tell, and yield what they made."""
        by_connection = {worker.connection: worker for worker in self._workers}
        for ready in wait(list(by_connection), timeout=self._patience()):
            worker = by_connection[ready]  # type: ignore[index]  # wait() returns what it was given
            try:
                told = worker.connection.recv()
            except (EOFError, OSError):
                yield from self._lost(worker, left, "The process that scored it died")
                continue
            worker.since, worker.ready = time.monotonic(), True
            if told is None:
                continue
            worker.held.popleft()
            if len(worker.held) < CHUNK:
                self._fill(worker, left)
            yield told
        for worker in [w for w in self._workers if self._late(w)]:
            yield from self._lost(worker, left, "It took too long to score")

    def _fill(self, worker: _Worker, left: Iterator[Task]) -> None:
        chunk: list[Task] = []
        while len(chunk) < CHUNK:
            task = self._again.popleft() if self._again else next(left, None)
            if task is None:
                break
            if task.transcript is not None and (chunk or worker.held):
                self._again.append(task)  # more than a pipe holds: sent to who waits for it
                break
            chunk.append(task)
        if chunk:
            worker.held.extend(chunk)
            with suppress(OSError):  # it has died, which is noticed where it is listened to
                worker.connection.send(chunk)

    def _lost(self, worker: _Worker, left: Iterator[Task], why: str) -> Iterator[KeptFile]:
        """Replace a worker; the file that it held is to blame, the others go to the next one."""
        self._workers.remove(worker)
        _kill(worker)
        guilty = worker.held.popleft() if worker.ready and worker.held else None
        self._again.extendleft(reversed(worker.held))
        if guilty is None:
            self._stillborn += 1
            if self._stillborn >= MOST_DEATHS:
                raise ResourceMissingError(
                    "The processes that score could not be started.",
                    "Close other programs, so that there is more memory.",
                )
        if self._again or guilty is None or len(self._workers) < self._count:
            self._fill(self._started(), left)
        if guilty is not None:
            yield kept_accident(guilty.file, guilty.transcript_id, f"{guilty.file}: {why}.")

    def _late(self, worker: _Worker) -> bool:
        allowed = self._file_seconds if worker.ready else START_SECONDS
        return bool(worker.held) and time.monotonic() - worker.since > allowed

    def _patience(self) -> float:
        """Return seconds until the first worker is late."""
        now = time.monotonic()
        left = [
            worker.since + (self._file_seconds if worker.ready else START_SECONDS) - now
            for worker in self._workers
            if worker.held
        ]
        return max(0.01, min(left, default=0.01))

    def _started(self) -> _Worker:
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=self._target, args=(theirs, self._conditions), name="scorer", daemon=True
        )
        with _deaf_to_interrupts():
            process.start()
        theirs.close()  # so that its death closes the pipe
        worker = _Worker(process, ours, since=time.monotonic())
        self._workers.append(worker)
        return worker

    def _end(self) -> None:
        for worker in self._workers:
            _kill(worker)
        self._workers.clear()


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _kill(worker: _Worker) -> None:
    worker.connection.close()
    worker.process.kill()
    worker.process.join()
    worker.process.close()


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Start a process that Ctrl+C at the terminal does not reach, from its first moment."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
