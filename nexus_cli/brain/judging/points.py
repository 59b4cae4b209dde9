"""What a model says of each key point, weighed by where its quotes are from."""

from collections.abc import Sequence
from dataclasses import dataclass

from nexus_cli.brain.judging.kinship import is_kin
from nexus_cli.brain.judging.subject import Subject
from nexus_cli.brain.judging.verifying import Verifier
from nexus_cli.models.grade import Evidence

EXPLAINED, MENTIONED = 1.0, 0.5
STATUS = {"explained": EXPLAINED, "mentioned": MENTIONED, "absent": 0.0, "contradicted": 0.0}

_POINTS_A_QUOTE, _MANY = 1.5, 3


@dataclass(frozen=True, slots=True)
class CheckedPoint:
    """What one judgement grants one key point."""

    value: float
    """1 explained, 0.5 mentioned, 0 absent; above 0 only with a quote."""
    quote: Evidence | None = None


def astray(points: Sequence[CheckedPoint], subject: Subject) -> bool:
    """Tell whether the quotes are chosen without regard to what they are quoted for.

    It shows on the points that the offline scorer finds as well, when half of their quotes or more
    are from places that have little of them. So quotes whoever obeys an answer.
    """
    located = [
        subject.is_astray(number, point.quote)
        for number, point in enumerate(points)
        if point.quote and subject.is_found_offline(number)
    ]
    return bool(located) and 2 * sum(located) >= len(located)


def repetitive(points: Sequence[CheckedPoint]) -> bool:
    """Tell whether the same words are quoted again and again: three points for every two quotes."""
    quotes = [point.quote for point in points if point.quote]
    own: list[Evidence] = []
    for quote in quotes:
        if not any(overlap(quote, other) for other in own):
            own.append(quote)
    return len(quotes) > _POINTS_A_QUOTE * len(own) and len(quotes) >= _MANY


def weighed(
    points: Sequence[CheckedPoint], subject: Subject, verifier: Verifier, *, is_astray: bool
) -> tuple[CheckedPoint, ...]:
    """Return the points with less for those that only the model finds and its quote speaks against.

    Such a point is mentioned at most when no word of its quote has to do with it, or when the quote
    shares words with another point's; absent when both are so, or the quotes are astray altogether.
    A point that the offline scorer finds too stays, with its place where the model's is astray.
    """
    kept: list[CheckedPoint] = []
    for number, point in enumerate(points):
        if point.quote is None:
            kept.append(point)
        elif subject.is_found_offline(number):
            known = subject.offline.points[number].evidence
            is_better = known and subject.is_astray(number, point.quote) and verifier.counts(known)
            kept.append(CheckedPoint(point.value, known if is_better else point.quote))
        else:
            others = [p.quote for p in (*points[:number], *points[number + 1 :]) if p.quote]
            doubts = int(any(overlap(point.quote, other) for other in others))
            doubts += not is_kin(subject.target, number, point.quote, subject.said)
            most = 0.0 if is_astray else (EXPLAINED, MENTIONED, 0.0)[doubts]
            kept.append(CheckedPoint(min(point.value, most), point.quote if most else None))
    return tuple(kept)


def overlap(one: Evidence, other: Evidence) -> bool:
    """Tell whether two quotes share words of the same text."""
    return one.source == other.source and one.start < other.end and other.start < one.end
