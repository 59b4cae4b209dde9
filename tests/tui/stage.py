"""A services object with nothing outside the test in it, and sessions to show."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from textual.pilot import Pilot

from nexus_cli.brain import Brain
from nexus_cli.errors import StoreError
from nexus_cli.models.candidate import Candidate
from nexus_cli.models.events import (
    AnswerAccepted,
    AnswerGraded,
    Event,
    InterviewEnded,
    QuestionAsked,
    SessionPrepared,
)
from nexus_cli.models.gaps import GapAnalysis
from nexus_cli.models.job import Job
from nexus_cli.models.question import Plan
from nexus_cli.models.result import Provenance
from nexus_cli.scoring import default_rubric
from nexus_cli.services import Services
from nexus_cli.services.session_thread import SessionThread
from nexus_cli.settings import Settings
from nexus_cli.store import MemoryStore, Store
from nexus_cli.telemetry import Telemetry
from nexus_cli.tui import NexusApp, make_app
from tests.tui.brain import FULL_ANSWER, PlannedBrain, plan

MORNING = datetime(2026, 11, 20, 9, 12, tzinfo=UTC)
OFFLINE = Provenance(brain="offline")
_TRIES = 500


class StoppedClock:
    """Stands at one moment, so that no figure on screen depends on the machine."""

    def seconds(self) -> float:
        """Return always the same."""
        return 100.0

    def now(self) -> datetime:
        """Return always the same."""
        return MORNING


class RefusingStore(MemoryStore):
    """A store whose disk is full for as long as `full` says."""

    full = False

    async def append(self, session_id: str, *events: Event) -> int:
        """Keep `events`, or say that the disk is full."""
        if self.full:
            raise StoreError("The disk is full.", "Free some space.")
        return await super().append(session_id, *events)


@contextmanager
def services(
    store: Store | None = None,
    brain: Brain | None = None,
    theme: str = "textual-dark",
    home: Path = Path("no-home"),
) -> Iterator[Services]:
    """Yield services on a thread of their own, with a brain that plans three questions."""
    thread = SessionThread()
    settings = Settings(_env_file=None, theme=theme, home=home)
    telemetry = Telemetry(StoppedClock())
    try:
        yield Services(settings, store or MemoryStore(), brain or PlannedBrain(), telemetry, thread)
    finally:
        thread.close()


def prepared(
    name: str = "Deniz Okafor", job: Job | None = None, questions: Plan | None = None
) -> SessionPrepared:
    """Return the first event of a session."""
    asked_for = ("PostgreSQL", "Kafka")
    return SessionPrepared(
        at=MORNING,
        candidate=Candidate(name=name),
        job=job or Job(title="Platform Engineer", company="Northwind", required_skills=asked_for),
        gaps=GapAnalysis(match_score=50),
        plan=questions or plan(),
        rubric=default_rubric(),
        provenance=OFFLINE,
    )


def keep(live: Services, session_id: str, *events: Event) -> None:
    """Store `events` as a session."""
    for event in events:
        live.thread.run(live.store.append(session_id, event))


def finished(live: Services, session_id: str, answer: str, days_ago: int = 0) -> None:
    """Store an interview whose database question was answered with `answer`."""
    at = MORNING - timedelta(days=days_ago)
    begun = prepared()
    keep(live, session_id, begun.model_copy(update={"at": at}))
    texts = {"opening": FULL_ANSWER, "database": answer, "closing": ""}
    for number, question in enumerate(begun.plan.questions, 1):
        text = texts[question.id]
        graded = live.thread.run(live.brain.grade(question, text, "", begun.rubric))
        keep(
            live,
            session_id,
            QuestionAsked(at=at, question_id=question.id, number=number),
            AnswerAccepted(at=at, question_id=question.id, part="answer", text=text, seconds=40),
        )
        if text:
            keep(
                live,
                session_id,
                AnswerGraded(
                    at=at, question_id=question.id, grade=graded.value, provenance=OFFLINE
                ),
            )
    keep(live, session_id, InterviewEnded(at=at, reason="finished"))


@asynccontextmanager
async def running(
    live: Services,
    session_id: str | None = None,
    size: tuple[int, int] = (120, 40),
    voice: bool = False,
    motion: bool = False,
) -> AsyncIterator[tuple[NexusApp, Pilot[str]]]:
    """Yield the app, running without a terminal and, unless asked for, without motion."""
    app = make_app(live, session_id, voice)
    app.animation_level = "basic" if motion else "none"
    async with app.run_test(size=size, notifications=True) as pilot:
        yield app, pilot


async def until(pilot: Pilot[str], holds: Callable[[], bool]) -> None:
    """Let the app work until `holds`; fails with what is on screen when it never does."""
    for _ in range(_TRIES):
        if holds():
            await pilot.pause()
            return
        await pilot.pause(0.01)
    raise AssertionError("the screen never came to this:\n" + text_of(pilot.app))


async def reads(pilot: Pilot[str], words: str) -> None:
    """Let the app work until `words` are on screen, however they are broken into lines."""
    wanted = "".join(words.split())
    await until(pilot, lambda: wanted in "".join(text_of(pilot.app).split()))


def text_of(app: object) -> str:
    """Return what is on screen, line by line."""
    assert isinstance(app, NexusApp)
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


async def type_in(pilot: Pilot[str], text: str) -> None:
    """Type `text` key by key."""
    names = {" ": "space", "\n": "enter", ".": "full_stop", ",": "comma", "?": "question_mark"}
    await pilot.press(*(names.get(char, char) for char in text))
