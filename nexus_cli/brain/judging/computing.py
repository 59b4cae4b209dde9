"""The grade that one to three judgements make: medians, bounded by the offline scorer."""

from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from nexus_cli.brain.judging.judgement import Judgement, content_level
from nexus_cli.brain.judging.levels import CheckedDimension
from nexus_cli.brain.judging.points import overlap
from nexus_cli.brain.judging.remarks import remark
from nexus_cli.brain.judging.subject import Subject, is_content
from nexus_cli.models.grade import DimensionScore, Evidence, Grade, PointCoverage, Status
from nexus_cli.scoring.advice import better_answer
from nexus_cli.scoring.injection import FLAG

COVERED = 0.5
"""A point counts as covered above this: explained, or once explained and once mentioned."""
CUT = "The answer is very long; the model was shown its beginning only."
UNBOUNDED = "The question has no key points, so only the model's word stands behind the scores."
_MOST_QUOTES = 3
_UNCERTAIN = 1.0


def grade_of(judgements: Sequence[Judgement], subject: Subject) -> Grade:
    """Return the grade of one judgement or more.

    Every number is a median over the judgements, kept between `Subject.floor` and `Subject.bound`;
    the content dimension is computed from the points where the question has any.
    """
    points = _points(judgements, subject)
    scores = {
        dimension.name: _score(dimension.name, judgements, points, subject)
        for dimension in subject.rubric.dimensions
    }
    judged = any(score.score is not None for score in scores.values())
    return Grade(
        status=Status.SCORED if judged else Status.NEEDS_HUMAN,
        scores=scores,
        points=points,
        flags=tuple(dict.fromkeys(_flags(judgements, subject))),
        better_answer=better_answer(points),
        judgements=len(judgements),
    )


def levels_of(name: str, judgements: Sequence[Judgement]) -> list[float]:
    """Return the levels (0-5) that judgements give a dimension, before any bound, None left out."""
    levels = [
        one.content if is_content(name) and one.points else one.dimensions[name].level
        for one in judgements
    ]
    return [level for level in levels if level is not None]


def _points(judgements: Sequence[Judgement], subject: Subject) -> tuple[PointCoverage, ...]:
    listed = []
    for number, key in enumerate(subject.target.points):
        votes = [judgement.points[number] for judgement in judgements]
        value = median(vote.value for vote in votes)
        quote = max(votes, key=lambda vote: vote.value).quote if value else None
        listed.append(
            PointCoverage(point=key.point, coverage=value, covered=value > COVERED, evidence=quote)
        )
    return tuple(listed)


def _score(
    name: str,
    judgements: Sequence[Judgement],
    points: Sequence[PointCoverage],
    subject: Subject,
) -> DimensionScore:
    votes = [judgement.dimensions[name] for judgement in judgements]
    levels = levels_of(name, judgements)
    quotes: Iterable[Evidence | None] = (vote.quote for vote in votes)
    level = median(levels) if 2 * len(levels) >= len(votes) and levels else None
    opening = ""
    if is_content(name) and points:
        extra = median(judgement.extra for judgement in judgements)
        level = content_level([point.coverage for point in points], extra)
        quotes = (point.evidence for point in sorted(points, key=lambda point: -point.coverage))
        covered = sum(point.covered for point in points)
        opening = f"{covered} of {len(points)} key points are covered."
    is_trusted = 2 * sum(judgement.is_trusted for judgement in judgements) > len(judgements)
    is_faulted = 2 * sum(judgement.is_faulted for judgement in judgements) > len(judgements)
    bound = subject.bound(name, is_trusted=is_trusted)
    floor = min(bound, subject.floor(name, is_faulted=is_faulted))
    score = None if level is None else round(max(floor, min(level, bound)), 1)
    found = tuple(dict.fromkeys(quote for quote in quotes if quote))[:_MOST_QUOTES]
    if level is not None and level < floor and not found:  # then it is the offline scorer's word
        found = subject.offline_quotes(name)
    reasons = [
        opening,
        *_remarks(_nearest(votes, level), subject),
        _doubt(level, score, subject.offline_score(name)),
    ]
    return DimensionScore(
        score=score,
        evidence=found,
        reasoning=" ".join(reason for reason in reasons if reason),
        spread=round(max(levels) - min(levels), 1) if len(levels) > 1 else None,
    )


def _nearest(votes: Sequence[CheckedDimension], level: float | None) -> CheckedDimension:
    """Return the vote whose level is nearest to the one that stands, of equals the first."""

    def distance(vote: CheckedDimension) -> float:
        if vote.level is None or level is None:
            return 0.0 if vote.level is level else 5.0
        return abs(vote.level - level)

    return min(votes, key=distance)


def _remarks(vote: CheckedDimension, subject: Subject) -> Iterator[str]:
    for text in (vote.speaks_for, vote.speaks_against):
        yield remark(text, subject.said.spoken.text)


def _doubt(level: float | None, score: float | None, offline: float | None) -> str:
    if level is None or score is None or abs(level - score) <= _UNCERTAIN:
        return ""
    beside = "" if offline is None else f", the offline measure {offline:.1f}"
    return f"Uncertain: the model alone would say {level:.1f}{beside}."


def _flags(judgements: Sequence[Judgement], subject: Subject) -> Iterator[str]:
    yield from subject.offline.flags
    if any(judgement.addressed for judgement in judgements):
        yield FLAG
    if not subject.target.points:
        yield UNBOUNDED
    if subject.said.is_cut:
        yield CUT
    for dimension in subject.rubric.dimensions:
        if any(judgement.dimensions[dimension.name].is_unquoted for judgement in judgements):
            yield f"No words of the answer were named for {dimension.name}, so it got 1 at most."
    yield from _errors(judgements, subject)


def _errors(judgements: Sequence[Judgement], subject: Subject) -> Iterator[str]:
    """Yield what was said wrong, where at least half of the judgements quote the same place."""
    told: list[Evidence] = []
    for judgement in judgements:
        for error in judgement.errors:
            quoting = sum(
                any(overlap(error.quote, other.quote) for other in one.errors) for one in judgements
            )
            if 2 * quoting < len(judgements) or any(overlap(error.quote, q) for q in told):
                continue
            told.append(error.quote)
            quote = " ".join(error.quote.quote.split())
            why = remark(error.why, subject.said.spoken.text)
            yield f'The answer says something wrong: "{quote}" {why}'.strip()
