"""The offline grade of one answer, and the quick measure that decides on follow-ups."""

from dataclasses import dataclass

from nexus_cli.models.grade import Grade, PointCoverage, Status
from nexus_cli.models.question import KeyPoint, Question
from nexus_cli.models.rubric import Rubric
from nexus_cli.scoring.advice import better_answer
from nexus_cli.scoring.assessment import Assessment, assess
from nexus_cli.scoring.clauses import clause_of
from nexus_cli.scoring.coverage import COVERED
from nexus_cli.scoring.dimensions import Subject, score_dimension
from nexus_cli.scoring.points import Target, points_of, target_of
from nexus_cli.scoring.rules import Rule
from nexus_cli.scoring.sources import Spoken

_UNFLAGGED = (Rule.DONT_KNOW, Rule.OFF_TOPIC)
_NOT_SAID = (Rule.DONT_KNOW, Rule.ECHO, Rule.OFF_TOPIC, Rule.NEGATED)
_NO_CREDIT_CAP = 1.0


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far a text covers a question's key points."""

    points: tuple[PointCoverage, ...]
    overall: float
    """0-1: the calibrated score over 5, after every rule."""
    open_point: KeyPoint | None
    """The first key point, in the question's order, that is not covered."""


@dataclass(frozen=True, slots=True)
class TextScore:
    """A bare score of one text."""

    raw: float
    """0-1, for ranking answers to one question."""
    shown: float
    """0-5, calibrated and capped by the rules."""


def grade_answer(question: Question, answer: str, follow_up: str, rubric: Rubric) -> Grade:
    """Return the grade of an answer and its follow-up, judged as one text.

    Blank text is `unanswered`. A question with neither key points nor a model answer, or a rubric
    without a dimension that coverage can speak to, is `needs_human`. Deterministic, no I/O.
    """
    spoken = Spoken(answer, follow_up)
    if spoken.blank:
        return Grade(status=Status.UNANSWERED)
    target = _target(question)
    if not target.keys:
        return Grade(status=Status.NEEDS_HUMAN)
    known = (question.model_answer, question.paraphrase)
    found = assess(target, spoken.text, *known, category=question.category)
    points = _points(found, spoken)
    subject = Subject(spoken, question.category, found, points)
    scores = {d.name: score_dimension(d.name, subject) for d in rubric.dimensions}
    judged = any(score.score is not None for score in scores.values())
    return Grade(
        status=Status.SCORED if judged else Status.NEEDS_HUMAN,
        scores=scores,
        points=points,
        flags=tuple(f.sentence for f in found.findings if f.rule not in _UNFLAGGED),
        better_answer=better_answer(points),
    )


def measure_coverage(question: Question, text: str) -> Coverage:
    """Return how far `text` covers the key points of `question`, in milliseconds."""
    target = _target(question)
    known = (question.model_answer, question.paraphrase)
    found = assess(target, text, *known, category=question.category)
    points = _points(found, Spoken(text, ""))
    pairs = zip(target.points, points, strict=True)
    open_point = next((key for key, point in pairs if not point.covered), None)
    return Coverage(points, round(found.score / 5, 3), open_point)


def score_text(
    question_text: str, key_points: tuple[KeyPoint, ...], reference: str, answer: str
) -> TextScore:
    """Return the raw and the shown score of `answer`; without key points the reference is cut up.

    Nothing to compare with gives zeros.
    """
    target = target_of(question_text, key_points or points_of(reference))
    found = assess(target, answer, *([reference] if reference else []))
    return TextScore(found.measured.raw, found.score)


def _target(question: Question) -> Target:
    return target_of(question.text, question.key_points or points_of(question.model_answer))


def _points(found: Assessment, spoken: Spoken) -> tuple[PointCoverage, ...]:
    """Return each point with the clause that says it; a capped text covers none."""
    void = any(f.rule in _NOT_SAID and f.cap <= _NO_CREDIT_CAP for f in found.findings)
    listed = []
    for key, match in zip(found.target.points, found.measured.matches, strict=True):
        span = clause_of(found.target, found.passage, match)
        covered = match.coverage >= COVERED and not void and not found.found(Rule.NEGATED)
        listed.append(
            PointCoverage(
                point=key.point,
                coverage=round(match.coverage, 3),
                covered=covered,
                evidence=spoken.evidence(*span) if span and not void else None,
            )
        )
    return tuple(listed)
