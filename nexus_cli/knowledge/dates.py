"""Date ranges as people write them in CVs, read into typed ranges."""

import re
from dataclasses import dataclass
from datetime import date

from nexus_cli.knowledge.moments import Moment, Point, find_points

_OPEN_END = re.compile(
    r"(?:till?|until|to|up\s+to)?\s*(?:the\s+)?"
    r"(?:present(?:\s+(?:day|time))?|current(?:ly)?(?:\s+working)?|now(?:adays)?|ongoing|today"
    r"|date|this\s+day|still(?:\s+there)?)(?![\w'])",
    re.IGNORECASE,
)
# A dash may be lost on the way out of a PDF, so two dates that only blanks part are a range too.
_SEPARATOR = re.compile(
    r"(?:\s|[.,:])*"
    r"(?:[-‐-―−~→>/]+|to|till?|until|through|thru|and|up\s+to)?"
    r"\s*",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\b(?:since|from|starting|as\s+of|beginning)\s*:?\s*$", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till|up\s+to)\s*$", re.IGNORECASE)
_LEFT_OPEN = re.compile(
    r"[ \t]*(?:[-‐-―−/]+[ \t]*(?=$|\n|\))|(?:and\s+)?onwards?\b)", re.IGNORECASE
)
_LONGEST_GAP = 12


@dataclass(frozen=True)
class DateRange:
    """A stretch of time; `end` is None while it is `current` or when the text gives none."""

    start: Moment | None
    end: Moment | None
    current: bool = False


@dataclass(frozen=True)
class FoundRange:
    """A range with its place in the text, as offsets into it."""

    range: DateRange
    start: int
    end: int
    single: bool = False
    """One date alone, such as `2019`, rather than a start and an end."""


def find_ranges(text: str, today: date) -> list[FoundRange]:
    """Return every date range in `text` in reading order; `today` dates years such as '21.

    A season or a quarter is its first to its last month. A single date is a range that starts and
    ends with it, marked `single`. Words such as `present` only count after a date.
    """
    points = find_points(text, today)
    found: list[FoundRange] = []
    index = 0
    while index < len(points):
        one = points[index]
        following = points[index + 1] if index + 1 < len(points) else None
        if following and _is_span(text, one, following):
            opens = _before(_SINCE, text, one.start)
            whole = DateRange(one.first, following.last, Moment.of(today) < following.last)
            start = opens.start() if opens else one.start
            found.append(FoundRange(whole, start, following.end))
            index += 2
            continue
        found.append(_alone(text, one))
        index += 1
    return found


def read_range(text: str, today: date) -> DateRange | None:
    """Return the first date range in `text`, a true range before a single date; None if none."""
    found = find_ranges(text, today)
    spans = [one for one in found if not one.single] or found
    return spans[0].range if spans else None


def _is_span(text: str, one: Point, following: Point) -> bool:
    gap = text[one.end : following.start]
    return (
        len(gap) <= _LONGEST_GAP
        and _SEPARATOR.fullmatch(gap) is not None
        and following.last >= one.first
        and "\n\n" not in gap
    )


def _alone(text: str, one: Point) -> FoundRange:
    """A date without a second one: open-ended, closed on the left, or a single date."""
    gap = _SEPARATOR.match(text, one.end)
    until_now = _OPEN_END.match(text, gap.end() if gap else one.end)
    since = _before(_SINCE, text, one.start)
    start = since.start() if since else one.start
    if until_now:
        return FoundRange(DateRange(one.first, None, True), start, until_now.end())
    open_dash = _LEFT_OPEN.match(text, one.end)
    if open_dash:
        return FoundRange(DateRange(one.first, None, True), start, open_dash.end())
    if since and not since.group().lower().startswith(("from", "starting", "beginning")):
        return FoundRange(DateRange(one.first, None, True), start, one.end)
    until = _before(_UNTIL, text, one.start)
    if until:
        return FoundRange(DateRange(None, one.last), until.start(), one.end)
    single = one.first == one.last
    return FoundRange(DateRange(one.first, one.last), start, one.end, single)


def _before(word: re.Pattern[str], text: str, start: int) -> re.Match[str] | None:
    return word.search(text, max(0, start - _LONGEST_GAP), start)
