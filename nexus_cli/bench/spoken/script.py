"""The interview that is measured: made-up questions, and which shipped speech answers each.

Good answers cover the key point of their question well before their last words, so that they sound
complete and the next question follows. Thin ones cover nothing and say that this was all: what
ends them is the same short wait, and a follow-up is due.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from nexus_cli.bench.groq.acting.speaking import is_follow_up
from nexus_cli.bench.groq.acting.told import read_prompt
from nexus_cli.bench.spoken.naive_asking import asked_plainly
from nexus_cli.models.candidate import Candidate
from nexus_cli.models.events import Part, SessionPrepared
from nexus_cli.models.gaps import GapAnalysis
from nexus_cli.models.job import Job
from nexus_cli.models.question import Category, KeyPoint, Plan, Question
from nexus_cli.models.result import Provenance
from nexus_cli.scoring import default_rubric


class Reply(StrEnum):
    """What nexus says when an answer is over."""

    NEXT_QUESTION = "next_question"
    FOLLOW_UP = "follow_up"


@dataclass(frozen=True)
class Answer:
    """What is said to one question or follow-up, and how it ends."""

    question: int
    part: Part
    speech: str
    """Name of the shipped speech."""
    reply: Reply
    done_key: bool = False
    """Whether the done key ends it; else silence does."""


def _question(name: str, text: str, point: str, follow_up: str) -> Question:
    return Question(
        id=name,
        text=text,
        category=Category.TECHNICAL,
        target="Work",
        key_points=(KeyPoint(point=point),),
        follow_up_hint=follow_up,
        model_answer=f"{point}.",
    )


QUESTIONS = (
    _question(
        "built",
        "What did you build last?",
        "Built a booking service for a ferry company",
        "Who was it for?",
    ),
    _question(
        "tested",
        "How did you test it?",
        "Ran each release against a copy of last summer's bookings",
        "What did you try first, before anybody used it?",
    ),
    _question(
        "changed",
        "What would you change today?",
        "Move the payments into a service of their own",
        "Which of them would you do first, and why?",
    ),
    _question(
        "broke",
        "What went wrong one night?",
        "A migration locked the seat table for an hour",
        "What did you do then?",
    ),
    _question(
        "learnt",
        "What did you learn from it?",
        "Plan a way back before every migration",
        "What else?",
    ),
)
ANSWERS = (
    Answer(0, "answer", "booking-service", Reply.NEXT_QUESTION),
    Answer(1, "answer", "thin-testing", Reply.FOLLOW_UP),
    Answer(1, "follow_up", "copy-of-bookings", Reply.NEXT_QUESTION),
    Answer(2, "answer", "thin-changes", Reply.FOLLOW_UP),
    Answer(2, "follow_up", "payments-apart", Reply.NEXT_QUESTION),
    Answer(3, "answer", "locked-table", Reply.NEXT_QUESTION, done_key=True),
)
"""In order; the last question is asked and not answered."""
INTERRUPTED = _question(
    "interrupted",
    "Before we begin, could you tell me in your own words what the ferry company wanted of you?",
    "Built a booking service for a ferry company",
    "Who was it for?",
)
"""Long enough to be interrupted."""
INTERRUPTION = "booking-service"


def prepared(*questions: Question) -> SessionPrepared:
    """Return a session with these questions, ready to begin."""
    return SessionPrepared(
        at=datetime.now(UTC),
        candidate=Candidate(name="Tamsin Vale"),
        job=Job(title="Software engineer"),
        gaps=GapAnalysis(match_score=50),
        plan=Plan(questions=questions, seed=1),
        rubric=default_rubric(),
        provenance=Provenance(brain="benchmark"),
        follow_ups=1,
    )


def interviewer(body: dict[str, Any]) -> str:
    """Answer a chat request: a follow-up in the words above, so that no two are the same.

    The naive pipeline is obliged, and all else is answered honestly.
    """
    told = read_prompt(body)
    if not told.form and is_follow_up(told):
        asked = told.fence("question").text
        for question in QUESTIONS:
            if question.text in asked:
                return question.follow_up_hint
    return asked_plainly(body)


def asks(text: str) -> bool:
    """Whether `text`, or the clause that it is, asks something of this interview."""
    asked = [INTERRUPTED.text, *(q.text for q in QUESTIONS), *(q.follow_up_hint for q in QUESTIONS)]
    plain = text.strip().rstrip(".,;:?!").casefold()
    return any(plain in one.casefold() for one in asked)
