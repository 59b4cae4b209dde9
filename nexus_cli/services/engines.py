"""The composition root: settings in, live engines out, opened and closed once."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from nexus_cli.brain import Brain, OfflineBrain
from nexus_cli.errors import UsageError
from nexus_cli.interview import InterviewSession
from nexus_cli.models.brains import BrainChoice
from nexus_cli.services.session_thread import SessionThread
from nexus_cli.settings import Settings
from nexus_cli.store import DiskStore, Store
from nexus_cli.telemetry import Clock, SystemClock, Telemetry, open_log


@dataclass(frozen=True)
class Services:
    """What a front end needs; everything behind a protocol, so that tests can bring their own."""

    settings: Settings
    store: Store
    brain: Brain
    telemetry: Telemetry
    thread: SessionThread

    def session(self, session_id: str) -> InterviewSession:
        """Return a stored session, ready to be streamed."""
        below = self.settings.follow_up_below
        return InterviewSession(session_id, self.store, self.brain, self.telemetry, below)


@contextmanager
def open_services(
    settings: Settings, choice: BrainChoice | None = None, clock: Clock | None = None
) -> Iterator[Services]:
    """Open the engines that `settings` and `choice` ask for, and close them after the block."""
    clock = clock or SystemClock()
    brain = brain_for(choice or settings.brain, clock)
    write, close_log = open_log(settings.log_file)
    telemetry = Telemetry(clock, on_span=write)
    store = DiskStore(settings.sessions_folder)
    thread = SessionThread()
    try:
        yield Services(settings, store, brain, telemetry, thread)
    finally:
        thread.run(store.close())
        thread.close()
        close_log()


def brain_for(choice: BrainChoice, clock: Clock) -> Brain:
    """Return the brain that is asked for; raises UsageError for one that is not there."""
    if choice in (BrainChoice.GROQ, BrainChoice.OPENAI):
        raise UsageError(
            f"This version has no {choice.value} brain yet.",
            "Leave out --brain, or give --brain offline.",
        )
    return OfflineBrain(today=clock.now().date())
