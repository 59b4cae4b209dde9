"""Several gradings of one answer as one grade that says how far they agree."""

from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from nexus_cli.models.grade import DimensionScore, Grade, PointCoverage, Status
from nexus_cli.scoring.advice import better_answer

UNSTABLE = 1.0
"""Spread (0-5) above which gradings of one answer contradict each other."""
_COVERED = 0.5


def merged(grades: Sequence[Grade]) -> Grade:
    """Return the median of at least one grading of the same answer, dimension by dimension.

    Evidence and reasoning are those of the grading nearest to the median. The status is that of
    most gradings; scored wins a tie, so that one failure among two leaves a score. Gradings that
    failed are told in a flag and leave the medians. `judgements` adds up. Raises ValueError
    without a grade.
    """
    if not grades:
        raise ValueError("there is no grade to merge")
    if len(grades) == 1:
        return grades[0]
    status = _status([grade.status for grade in grades])
    counted = [grade for grade in grades if grade.status is status]
    failed = sum(grade.status is Status.NEEDS_HUMAN for grade in grades)
    scores = {name: _dimension(name, counted) for name in _names(counted)}
    points = _points(counted)
    flags = [
        *(flag for grade in counted for flag in grade.flags),
        *_unstable(scores, counted),
        *([f"{failed} of {len(grades)} gradings failed."] if failed else []),
    ]
    return Grade(
        status=status,
        scores=scores,
        points=points,
        flags=tuple(dict.fromkeys(flags)),
        better_answer=better_answer(points) if points else counted[0].better_answer,
        judgements=sum(grade.judgements for grade in grades),
    )


def _status(found: Sequence[Status]) -> Status:
    order = (Status.SCORED, Status.UNANSWERED, Status.NEEDS_HUMAN)
    return max(order, key=lambda status: (found.count(status), -order.index(status)))


def _names(grades: Iterable[Grade]) -> list[str]:
    return list(dict.fromkeys(name for grade in grades for name in grade.scores))


def _known(name: str, grades: Sequence[Grade]) -> list[tuple[float, DimensionScore]]:
    found = [grade.scores[name] for grade in grades if name in grade.scores]
    return [(score.score, score) for score in found if score.score is not None]


def _dimension(name: str, grades: Sequence[Grade]) -> DimensionScore:
    """Return the median of a dimension; null when most gradings could not judge it."""
    known = _known(name, grades)
    if not known or 2 * len(known) < len(grades):
        found = (grade.scores.get(name, DimensionScore()) for grade in grades)
        return next((score for score in found if score.score is None), DimensionScore())
    values = [value for value, _ in known]
    middle = median(values)
    _, nearest = min(known, key=lambda pair: abs(pair[0] - middle))
    spread = round(max(values) - min(values), 1)
    return nearest.model_copy(update={"score": round(middle, 1), "spread": spread})


def _points(grades: Sequence[Grade]) -> tuple[PointCoverage, ...]:
    """Return the median coverage of each key point with the evidence of the grading nearest."""
    listed = []
    for votes in zip(*(grade.points for grade in grades), strict=False):
        middle = median(vote.coverage for vote in votes)
        nearest = min(votes, key=lambda vote: abs(vote.coverage - middle))
        covered = sum(vote.covered for vote in votes) > _COVERED * len(votes)
        listed.append(nearest.model_copy(update={"coverage": middle, "covered": covered}))
    return tuple(listed)


def _unstable(scores: dict[str, DimensionScore], grades: Sequence[Grade]) -> Iterator[str]:
    for name, score in scores.items():
        if score.spread is None or score.spread <= UNSTABLE:
            continue
        values = [value for value, _ in _known(name, grades)]
        yield (
            f"Unstable: {name} ranged from {min(values):.1f} to {max(values):.1f} "
            f"over {len(values)} gradings."
        )
