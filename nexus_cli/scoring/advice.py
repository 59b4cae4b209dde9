"""What a stronger answer would also say: the person's own words plus the open points."""

from collections.abc import Sequence

from nexus_cli.models.grade import PointCoverage
from nexus_cli.scoring.wordlists import words

_QUOTES, _OPEN = 2, 4


def better_answer(points: Sequence[PointCoverage]) -> str | None:
    """Return advice from what was covered and what is open, or None when nothing is open.

    It quotes the answer and names key points of the question; it adds no facts of its own.
    """
    open_points = [point for point in points if not point.covered]
    if not open_points:
        return None
    said = [point.evidence.quote for point in points if point.covered and point.evidence]
    quotes = list(dict.fromkeys(" ".join(quote.split()).rstrip(".") for quote in said))[:_QUOTES]
    missing = "; ".join(as_clause(point.point) for point in open_points[:_OPEN])
    if not quotes:
        return f"A stronger answer says: {missing}."
    own = " and ".join(f'"{quote}"' for quote in quotes)
    return f"You said {own}. A stronger answer also says: {missing}."


def as_clause(point: str) -> str:
    """Return a key point as part of a sentence: no full stop, a capital only for a name."""
    point = point.strip().rstrip(".")
    first, _, rest = point.partition(" ")
    ordinary = first[:1].isupper() and first[1:].islower() and first.lower() in _STARTERS
    return f"{first.lower()} {rest}" if ordinary and rest else point


_STARTERS = words(
    "a an the it its this that these those they there you your one each every all any some most "
    "if when while after before because with without for from in on at by to only no not then "
    "first what who how"
)
