"""A made-up interview of seven questions: four scored, one for a person, two without an answer."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from nexus_cli.models.candidate import Candidate
from nexus_cli.models.events import (
    AnswerAccepted,
    AnswerGraded,
    Degraded,
    Event,
    FollowUpAsked,
    InterviewEnded,
    QuestionAsked,
    SessionPrepared,
)
from nexus_cli.models.gaps import GapAnalysis
from nexus_cli.models.grade import DimensionScore, Evidence, Grade, PointCoverage, Status
from nexus_cli.models.job import Job
from nexus_cli.models.question import Category, KeyPoint, Plan, Question
from nexus_cli.models.report import Report
from nexus_cli.models.result import Degradation, Provenance
from nexus_cli.models.rubric import Dimension, Rubric
from nexus_cli.models.session import fold
from nexus_cli.reports.building import build_report

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
DIMENSIONS = ("relevance", "depth", "competency", "communication")
SKILLS = ("Kafka", "PostgreSQL", "Terraform", "On-call", "Python", "Grafana")

INTRODUCTION = (
    "I have kept the billing platform of a shop running for six years, mostly in Python.\n\n"
    "These days I spend half my week with the two teams that build on it."
)
KAFKA = (
    "We had Kafka between the order service and billing. I mostly added consumers, and when one "
    "fell behind I restarted it."
)
KAFKA_FOLLOW_UP = "I think the lag was on a Grafana board, but another team looked at it."
POSTGRES = (
    "So the first thing that broke was the replication slot: it filled the disk because nobody "
    "consumed it, and we saw it in the alert on disk use. I dropped the slot, wrote down why, and "
    "we rehearsed the PostgreSQL cut-over twice on a restored copy before the real night."
)
INCIDENT = "First I say out loud that I lead, then somebody else writes to the customers."
ON_CALL = "Honestly, I've never done On-call. I went home at five."

ANSWERS = {
    "intro": INTRODUCTION,
    "kafka": KAFKA,
    "postgres": POSTGRES,
    "incident": INCIDENT,
    "on-call": ON_CALL,
    "terraform": "",
    "closing": "",
}


def find_skills(text: str) -> list[tuple[str, int, int]]:
    """A small lexicon: exact names only."""
    return [(s, m.start(), m.end()) for s in SKILLS for m in re.finditer(re.escape(s), text)]


def quote(text: str, words: str, source: str = "answer") -> Evidence:
    """The place of `words` in `text`."""
    start = text.index(words)
    where = "follow_up" if source == "follow_up" else "answer"
    return Evidence(source=where, quote=words, start=start, end=start + len(words))


def scores(
    values: tuple[float | None, ...], evidence: Evidence, reasoning: str = ""
) -> dict[str, DimensionScore]:
    """One score per dimension, all resting on one quote."""
    return {
        name: DimensionScore(
            score=value, evidence=(evidence,) if value is not None else (), reasoning=reasoning
        )
        for name, value in zip(DIMENSIONS, values, strict=True)
    }


def question(question_id: str, text: str, target: str, *points: str) -> Question:
    """A question with key points."""
    category = {"intro": Category.OPENING, "closing": Category.CLOSING}
    return Question(
        id=question_id,
        text=text,
        category=category.get(question_id, Category.TECHNICAL),
        target=target,
        key_points=tuple(KeyPoint(point=point) for point in points),
        follow_up_hint="",
    )


PLAN = Plan(
    questions=(
        question("intro", "What have you been working on lately?", "Introduction"),
        question("kafka", "A consumer group falls behind. What do you look at?", "Kafka"),
        question(
            "postgres",
            "You wrote that you moved billing to PostgreSQL. What broke first, and how did you "
            "find out?",
            "PostgreSQL",
        ),
        question("incident", "Production is down. What do you do first?", "Incident response"),
        question("on-call", "How do you hand over a week of being on call?", "On-call"),
        question("terraform", "How do you keep Terraform state safe?", "Terraform"),
        question("closing", "What would you like to ask us?", "Closing"),
    ),
    seed=7,
)
GRADES = {
    "intro": Grade(
        status=Status.SCORED,
        scores=scores((4, 3, 3, 4), quote(INTRODUCTION, "kept the billing platform")),
        points=(
            PointCoverage(
                point="Names the system and how long it was theirs",
                coverage=0.8,
                covered=True,
                evidence=quote(INTRODUCTION, "running for six years"),
            ),
        ),
    ),
    "kafka": Grade(
        status=Status.SCORED,
        scores=scores(
            (2, 1.5, 2, 2.5),
            quote(KAFKA, "when one fell behind I restarted it"),
            "One of three points is met, and its cause is not named.",
        ),
        points=(
            PointCoverage(
                point="The lag per partition shows which consumer is slow",
                coverage=0.6,
                covered=True,
                evidence=quote(KAFKA_FOLLOW_UP, "the lag was on a Grafana board", "follow_up"),
            ),
            PointCoverage(
                point="A restart moves the partitions and can make the lag worse",
                coverage=0.2,
                covered=False,
                evidence=quote(KAFKA, "I restarted it"),
            ),
            PointCoverage(
                point="More consumers than partitions do not help", coverage=0.0, covered=False
            ),
        ),
        better_answer=(
            "I look at the lag per partition first. If one is behind, one consumer is slow or one "
            "key is hot; if all are, we are short of consumers or something downstream is slow."
        ),
    ),
    "postgres": Grade(
        status=Status.SCORED,
        scores=scores((4.5, 4, 4.5, None), quote(POSTGRES, "we saw it in the alert on disk use")),
        points=(
            PointCoverage(
                point="The cut-over was rehearsed on a copy",
                coverage=1.0,
                covered=True,
                evidence=quote(POSTGRES, "rehearsed the PostgreSQL cut-over twice"),
            ),
        ),
    ),
    "incident": Grade(status=Status.NEEDS_HUMAN),
    "on-call": Grade(
        status=Status.SCORED,
        scores=scores((1, 0.5, 0.5, 1.2), quote(ON_CALL, "never done On-call")),
    ),
    "terraform": Grade(status=Status.UNANSWERED),
    "closing": Grade(status=Status.UNANSWERED),
}
RATE_LIMITED = Degradation(
    stage="grading", wanted="groq", used="offline", reason="the rate limit was reached"
)


def prepared(
    name: str = "Ada Example", rubric: Rubric | None = None, plan: Plan = PLAN
) -> SessionPrepared:
    """The first event: a platform engineer at a shop that does not exist."""
    return SessionPrepared(
        at=NOON,
        candidate=Candidate(name=name),
        job=Job(
            title="Platform Engineer",
            company="Northwind",
            required_skills=("PostgreSQL", "Kafka", "On-call", "Terraform"),
            preferred_skills=("Python", "Kafka"),
        ),
        gaps=GapAnalysis(match_score=60),
        plan=plan,
        rubric=rubric or Rubric(name="default", version="1", dimensions=dimensions()),
        provenance=Provenance(brain="offline", prompt_versions={"plan": "2"}),
    )


def dimensions(**weights: float) -> tuple[Dimension, ...]:
    """The four default dimensions; weights are 1 unless given."""
    return tuple(
        Dimension(name=name, description="", weight=weights.get(name, 1.0)) for name in DIMENSIONS
    )


def interview(
    answers: Mapping[str, str] = ANSWERS,
    grades: Mapping[str, Grade] = GRADES,
    start: SessionPrepared | None = None,
    degraded: tuple[Degradation, ...] = (),
) -> list[Event]:
    """Every event of an interview in which the questions of `answers` were asked."""
    first = start or prepared()
    events: list[Event] = [first]
    for number, (question_id, text) in enumerate(answers.items(), 1):
        at = NOON + timedelta(minutes=number)
        events.append(QuestionAsked(at=at, question_id=question_id, number=number))
        events.append(accepted(question_id, text, seconds=20.0 * number))
        if question_id == "kafka" and answers is ANSWERS:
            events.append(
                FollowUpAsked(
                    at=at,
                    question_id="kafka",
                    text="How did you know that it fell behind?",
                    about="The lag per partition shows which consumer is slow",
                )
            )
            events.append(accepted("kafka", KAFKA_FOLLOW_UP, part="follow_up"))
    offline = Provenance(brain="offline", prompt_versions={"grade": "3"})
    events += [
        AnswerGraded(at=NOON, question_id=key, grade=grade, provenance=offline)
        for key, grade in grades.items()
        if key in answers
    ]
    events += [Degraded(at=NOON, degradation=degradation) for degradation in degraded]
    return [*events, InterviewEnded(at=NOON + timedelta(minutes=20), reason="finished")]


def accepted(
    question_id: str, text: str, part: str = "answer", seconds: float = 20.0
) -> AnswerAccepted:
    """An answer or follow-up answer that was sent."""
    which = "follow_up" if part == "follow_up" else "answer"
    return AnswerAccepted(
        at=NOON, question_id=question_id, part=which, text=text, seconds=seconds, skipped=not text
    )


def report_on(events: list[Event], session_id: str = "made-up") -> Report:
    """The report on these events with the small lexicon."""
    return build_report(session_id, fold(events), find_skills=find_skills)
