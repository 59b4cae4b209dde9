"""Single dates in messy text: months, years, seasons and quarters."""

import re
from dataclasses import dataclass
from datetime import date
from functools import total_ordering

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_VERBS = frozenset({"may", "mar", "march"})
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:r(?:uary)?)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?:19[4-9]\d|20[0-4]\d)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_EDGE = r"(?!\d|[.,/:]\d)"
_POINT = re.compile(
    rf"""
    (?<![\d/$€£#])(?:
      (?P<iso_year>{_YEAR})[-/.](?P<iso_month>1[0-2]|0?[1-9])(?:[-/.]{_DAY})?(?!\d)
    | (?P<short_start>{_YEAR})\s?[-–—/]\s?'?(?P<short_end>\d\d)(?![\d/.]|[-–—]\d)
    | (?P<day_a>{_DAY})[./-](?P<day_b>{_DAY})[./-](?P<day_year>{_YEAR}){_EDGE}
    | (?P<num_month>1[0-2]|0?[1-9])\s?[/.-]\s?(?P<num_year>{_YEAR})(?!\d)
    | (?P<yy_month>1[0-2]|0[1-9])/(?P<yy>\d\d)(?![\d/])
    )
    | (?<!\d)(?P<lead_year>{_YEAR})[\s,.]{{1,3}}(?P<lead_month>{_MONTH})\b
      (?!\.?,?\s*(?:{_YEAR}|'\d\d))
    | (?<![^\W\d_])(?:{_DAY}(?:st|nd|rd|th)?\s+(?:of\s+)?)?
      (?P<month>{_MONTH})(?![^\W\d_])\.?,?(?:\s+{_DAY}(?:st|nd|rd|th)?,(?=\s*{_YEAR}))?
      [\s,\-–'’/]*(?:of\s+)?(?:(?P<month_year>{_YEAR})|(?P<month_yy>\d\d))(?![\d%])
    | (?<![^\W\d_])(?P<season>spring|summer|autumn|fall|winter)
      (?:\s+of)?[\s,'’]+(?P<season_year>{_YEAR})(?!\d)
    | (?<![^\W\d_])Q(?P<quarter>[1-4])[\s,/'’-]*(?P<quarter_year>{_YEAR})(?!\d)
    | (?<!\d)(?P<year_quarter>{_YEAR})[\s-]*Q(?P<late_quarter>[1-4])(?!\d)
    | (?<![^\W\d_])(?P<bare_month>{_MONTH})(?![^\W\d_])\.?
      (?=\s*(?:[-‐-―−/]|to|till?|until)\s*(?:{_MONTH})\b)
    | (?<![\w$€£#.,+])(?P<year>{_YEAR})(?![\d%+]|s\b|[.,]\d|-\d{{3}}-)
    """,
    re.IGNORECASE | re.VERBOSE,
)


@total_ordering
@dataclass(frozen=True)
class Moment:
    """A month, or a whole year when `month` is None; a year sorts as its middle."""

    year: int
    month: int | None = None

    @classmethod
    def of(cls, day: date) -> "Moment":
        """The month that `day` falls in."""
        return cls(day.year, day.month)

    def __str__(self) -> str:
        return f"{self.year:04}" if self.month is None else f"{self.year:04}-{self.month:02}"

    def __lt__(self, other: "Moment") -> bool:
        if self.month is None or other.month is None:
            return self.year < other.year
        return (self.year, self.month) < (other.year, other.month)


@dataclass(frozen=True)
class Point:
    """One written date: its first and last moment, and its offsets in the text."""

    first: Moment
    last: Moment
    start: int
    end: int


def find_points(text: str, today: date) -> list[Point]:
    """Return the dates written in `text`, in order; two-digit years end next year at the latest.

    A month without a year takes the year of the date after it (`Jun - Aug 2019`).
    Days are dropped. Of `a/b/year`, the month is b unless b is over 12.
    """
    points: list[Point] = []
    waiting: re.Match[str] | None = None
    for match in _POINT.finditer(text):
        if match["bare_month"]:
            waiting = match
            continue
        read = _read(match, today)
        if read is None:
            waiting = None
            continue
        first, last = read
        if waiting and match.start() - waiting.end() <= 6:
            month = _month_number(waiting["bare_month"])
            year = first.year - (month > (first.month or 12))
            opening = Moment(year, month)
            points.append(Point(opening, opening, waiting.start(), waiting.end()))
        waiting = None
        points.append(Point(first, last, match.start(), match.end()))
    return points


def _read(match: re.Match[str], today: date) -> tuple[Moment, Moment] | None:
    if match["season"]:
        start = _SEASONS[match["season"].lower()]
        return _stretch(int(match["season_year"]), start)
    if match["quarter"] or match["late_quarter"]:
        quarter = int(match["quarter"] or match["late_quarter"])
        return _stretch(int(match["quarter_year"] or match["year_quarter"]), quarter * 3 - 2)
    if match["short_start"]:
        return _short_range(match)
    one = _month_of(match, today)
    return (one, one) if one else None


def _month_of(match: re.Match[str], today: date) -> Moment | None:
    if match["iso_year"]:
        return Moment(int(match["iso_year"]), int(match["iso_month"]))
    if match["day_year"]:
        first, second = int(match["day_a"]), int(match["day_b"])
        month = first if second > 12 else second
        return Moment(int(match["day_year"]), month) if month <= 12 else None
    if match["num_month"]:
        return Moment(int(match["num_year"]), int(match["num_month"]))
    if match["yy_month"]:
        return Moment(_century(int(match["yy"]), today), int(match["yy_month"]))
    if match["lead_month"]:
        return Moment(int(match["lead_year"]), _month_number(match["lead_month"]))
    if match["month"]:
        year = match["month_year"]
        if not year and match["month"].islower() and match["month"] in _VERBS:
            return None
        number = int(year) if year else _century(int(match["month_yy"]), today)
        return Moment(number, _month_number(match["month"]))
    return Moment(int(match["year"]))


def _short_range(match: re.Match[str]) -> tuple[Moment, Moment] | None:
    start = int(match["short_start"])
    end = start - start % 100 + int(match["short_end"])
    return (Moment(start), Moment(end)) if end > start else (Moment(start), Moment(start))


def _stretch(year: int, month: int) -> tuple[Moment, Moment]:
    last = month + 2
    return Moment(year, month), Moment(year + last // 13, (last - 1) % 12 + 1)


def _month_number(word: str) -> int:
    return _MONTHS.index(word[:3].lower()) + 1


def _century(two_digits: int, today: date) -> int:
    newest = (today.year + 1) % 100
    century = today.year - today.year % 100
    return century + two_digits if two_digits <= newest else century - 100 + two_digits
