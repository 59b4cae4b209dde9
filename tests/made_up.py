"""Made-up events and a clock that moves by hand, for tests of every floor."""

from datetime import UTC, datetime, timedelta

from nexus_cli.models.candidate import Candidate
from nexus_cli.models.events import SessionPrepared
from nexus_cli.models.gaps import GapAnalysis
from nexus_cli.models.job import Job
from nexus_cli.models.question import Category, KeyPoint, Plan, Question
from nexus_cli.models.result import Provenance
from nexus_cli.models.rubric import Dimension, Rubric

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


class HandClock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.elapsed = 0.0

    def seconds(self) -> float:
        return self.elapsed

    def now(self) -> datetime:
        return NOON + timedelta(seconds=self.elapsed)


def question(name: str, category: Category = Category.TECHNICAL) -> Question:
    """A question with two key points about lighthouses."""
    return Question(
        id=name,
        text=f"What do you check first in the lighthouse, {name}?",
        category=category,
        target="Lighthouses",
        key_points=(
            KeyPoint(point="The lamp is cleaned before every sunset"),
            KeyPoint(point="The spare generator is started once a week"),
        ),
        follow_up_hint="What else do you look after?",
        model_answer=(
            "I clean the lamp before every sunset, and I start the spare generator once a week."
        ),
    )


def prepared(*questions: Question, follow_ups: int = 1) -> SessionPrepared:
    """A session with these questions, ready to begin."""
    return SessionPrepared(
        at=NOON,
        candidate=Candidate(name="Runa Vell"),
        job=Job(title="Lighthouse keeper", passages=("The pay is 40 shells a week.",)),
        gaps=GapAnalysis(match_score=50),
        plan=Plan(questions=questions, seed=1),
        rubric=Rubric(
            name="one", version="1", dimensions=(Dimension(name="competency", description="x"),)
        ),
        provenance=Provenance(brain="offline"),
        follow_ups=follow_ups,
    )
