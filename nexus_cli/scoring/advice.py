"""What a stronger answer would also say: the person's own words plus the open points."""

from collections.abc import Iterable, Sequence

from nexus_cli.models.grade import PointCoverage

_QUOTES, _OPEN = 2, 4


def better_answer(points: Sequence[PointCoverage]) -> str | None:
    """Return advice from what was covered and what is open, or None when nothing is open.

    It quotes the answer and lists key points of the question; it adds no facts of its own.
    """
    open_points = [point for point in points if not point.covered]
    if not open_points:
        return None
    said = [point.evidence.quote for point in points if point.covered and point.evidence]
    quotes = list(dict.fromkeys(" ".join(quote.split()).rstrip(".") for quote in said))[:_QUOTES]
    own = "You said " + " and ".join(f'"{quote}"' for quote in quotes) + ". " if quotes else ""
    return f"{own}What would make it stronger: {listed(open_points[:_OPEN])}"


def listed(points: Iterable[PointCoverage]) -> str:
    """Return key points as the items of one sentence: some are clauses, some begin with a verb."""
    return "; ".join(point.point.strip().rstrip(".") for point in points) + "."
