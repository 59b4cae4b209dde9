"""The composition root: settings in, live engines out, opened and closed once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from threading import Thread

from nexus_cli.brain import Brain
from nexus_cli.errors import StoreError
from nexus_cli.interview import InterviewSession
from nexus_cli.llm import LimitWait
from nexus_cli.models.brains import BrainChoice
from nexus_cli.scoring.warming import warm
from nexus_cli.services.brains import open_brain
from nexus_cli.services.session_thread import SessionThread
from nexus_cli.settings import Settings
from nexus_cli.store import AnalysisCache, DiskStore, Store
from nexus_cli.store.recordings import RecordingStore
from nexus_cli.telemetry import Clock, SystemClock, Telemetry, open_log
from nexus_cli.telemetry.conventions import MODEL_CALL


@dataclass
class Waits:
    """Where a front end hears that a hosted brain waits for its limits."""

    listener: Callable[[LimitWait], None] | None = None
    """Called on the thread of the sessions."""

    def __call__(self, wait: LimitWait) -> None:
        """Pass `wait` on to whoever listens."""
        if self.listener is not None:
            self.listener(wait)


@dataclass(frozen=True)
class Services:
    """What a front end needs; everything behind a protocol, so that tests can bring their own."""

    settings: Settings
    store: Store
    brain: Brain
    telemetry: Telemetry
    thread: SessionThread
    waits: Waits = field(default_factory=Waits)
    analyses: AnalysisCache | None = None
    """Where what is read of documents is kept for a week, with a hosted brain."""
    warm: Callable[[], None] = lambda: None
    """Begins to load what the brain's first call needs."""
    for_interview: Callable[[str], Brain] | None = None

    def brain_for(self, session_id: str) -> Brain:
        """Return the brain as one interview has it: a hosted one marks its fences by the id."""
        return self.for_interview(session_id) if self.for_interview else self.brain

    def session(self, session_id: str, spoken: bool = False) -> InterviewSession:
        """Return a stored session, ready to be streamed.

        In a spoken one the next question, whose sound is there, comes at once.
        """
        _load_tables()
        below = self.settings.follow_up_below
        brain = self.brain_for(session_id)
        return InterviewSession(
            session_id, self.store, brain, self.telemetry, below, bridges=not spoken
        )


@cache
def _load_tables() -> None:
    """Read once, beside the first question, what the first answer would have to wait for."""
    Thread(target=warm, name="tables", daemon=True).start()


@contextmanager
def open_services(
    settings: Settings, choice: BrainChoice | None = None, clock: Clock | None = None
) -> Iterator[Services]:
    """Open the engines that `settings` and `choice` ask for, and close them after the block.

    Raises BrainError for a brain that cannot be had.
    """
    waits = Waits()
    write, close_log = open_log(settings.log_file)
    telemetry = Telemetry(clock or SystemClock(), on_span=write)
    opened = open_brain(settings, choice or settings.brain, telemetry, waits)
    telemetry.describe(MODEL_CALL, system=opened.brain.name)
    store = DiskStore(settings.sessions_folder)
    with suppress(StoreError):  # who cannot write cannot keep recordings either
        RecordingStore(settings.recordings_folder, telemetry.clock).expire()
    thread = SessionThread()
    try:
        yield Services(
            settings,
            store,
            opened.brain,
            telemetry,
            thread,
            waits,
            opened.analyses,
            opened.warm,
            opened.for_interview,
        )
    finally:
        thread.run(opened.close())
        thread.run(store.close())
        thread.close()
        close_log()
