"""The dated lines of a section: where a role or a course of study is pinned down."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nexus_cli.knowledge.dates import DateRange, FoundRange, find_ranges
from nexus_cli.knowledge.lines import Line
from nexus_cli.knowledge.positions import is_organisation, is_title

_WORKING = re.compile(
    r"\W*(?:currently working|to present|till now|present|now|current)\b\W*", re.IGNORECASE
)
_LOST_START = re.compile(r"^\W*[-‐-―−]\s*(?:present|now|current)\b", re.IGNORECASE)
_OTHER_DATE = re.compile(
    r"\b(?:updated|birth|born|dob|birthday|valid|expires)\b\W*$", re.IGNORECASE
)
_EMPTY_MARKS = re.compile(r"\(\s*[-–—,]*\s*\)|\[\s*\]")
_TITLE_LABEL = re.compile(r"(?:role|position|job title|title)\s*:", re.IGNORECASE)
_LONGEST_REST = 16


@dataclass(frozen=True)
class Anchor:
    """A line that carries dates; `rest` is the line without them, cells parted by tabs."""

    first: int
    last: int
    """Index of the last line used; two dates may stand one above the other."""
    range: DateRange
    rest: str


def find_anchors(lines: Sequence[Line], today: date) -> list[Anchor]:
    """Return the anchors among `lines` in order, as indexes into `lines`.

    A range counts near either end of a line or in a short one; a single date only before or after
    a job title. In a bullet, only when it opens or closes it and the bullet names a position.
    """
    anchors: list[Anchor] = []
    index = 0
    while index < len(lines):
        anchor = _stacked(lines, index, today) or _on_line(lines, index, today)
        if anchor:
            anchors.append(anchor)
        index = anchor.last + 1 if anchor else index + 1
    return _merged(anchors)


def _merged(anchors: list[Anchor]) -> list[Anchor]:
    """A year before the title and the full dates on the line below belong to one role."""
    kept: list[Anchor] = []
    for anchor in anchors:
        last = kept[-1] if kept else None
        if last and last.last + 1 == anchor.first and _names_again(last, anchor):
            kept[-1] = Anchor(last.first, anchor.last, anchor.range, last.rest)
        else:
            kept.append(anchor)
    return kept


def _names_again(last: Anchor, anchor: Anchor) -> bool:
    single, whole = last.range, anchor.range
    if single.start is None or single.start != single.end or whole.start is None:
        return False
    inside = whole.start <= single.start and (whole.end is None or single.start <= whole.end)
    return inside and is_title(last.rest) and not is_title(anchor.rest)


def _on_line(lines: Sequence[Line], index: int, today: date) -> Anchor | None:
    line = lines[index]
    lost = _LOST_START.match(line.raw)
    if lost:
        rest = line.raw[lost.end() :].strip()
        return Anchor(index, index, DateRange(None, None, True), rest)
    found = find_ranges(line.text, today)
    spans = [one for one in found if not one.single]
    chosen = next(iter(spans or found), None)
    if chosen is None or _OTHER_DATE.search(line.text[: chosen.start]):
        return None
    rest = _without(line.text, chosen)
    words = len(rest.split())
    at_edge = _at_edge(line.text, chosen)
    names = is_title(rest) or is_organisation(rest)
    if line.bullet and not (at_edge and names and words <= _LONGEST_REST):
        return None
    titled = is_title(rest) or (bool(rest) and _titled_below(lines, index))
    if chosen.single and not (at_edge and words <= _LONGEST_REST and titled):
        return None
    if not at_edge and words > _LONGEST_REST:
        return None
    if at_edge and not rest and chosen.single:
        return None
    return Anchor(index, index, chosen.range, rest)


def _titled_below(lines: Sequence[Line], index: int) -> bool:
    if index + 1 >= len(lines) or lines[index + 1].bullet:
        return False
    text = lines[index + 1].text
    return _TITLE_LABEL.match(text) is not None and is_title(text)


def _stacked(lines: Sequence[Line], index: int, today: date) -> Anchor | None:
    """The start opens one line and the end the next: `2012, May ACME` over `2014, June Nurse`."""
    if index + 1 >= len(lines) or lines[index].bullet or lines[index + 1].bullet:
        return None
    upper, lower = lines[index].text, lines[index + 1].text
    start = _opening_date(upper, today)
    if start is None or start.range.start is None:
        return None
    rest = upper[start.end :].strip(" -–—")
    working = _WORKING.fullmatch(lower)
    if working:
        return Anchor(index, index + 1, DateRange(start.range.start, None, True), rest)
    end = _opening_date(lower, today)
    if end is None or end.range.end is None or end.range.end < start.range.start:
        return None
    if not rest and not lower[end.end :].strip():
        return Anchor(index, index + 1, DateRange(start.range.start, end.range.end), "")
    rest = f"{rest}\t{lower[end.end :].strip(' -–—')}"
    return Anchor(index, index + 1, DateRange(start.range.start, end.range.end), rest)


def _opening_date(text: str, today: date) -> FoundRange | None:
    found = find_ranges(text, today)
    if len(found) != 1 or not found[0].single or text[: found[0].start].strip(" \t"):
        return None
    return found[0]


def _without(text: str, found: FoundRange) -> str:
    before = text[: found.start].rstrip(" ,|-–—(")
    after = text[found.end :].lstrip(" ,.|-–—:)")
    if after[:1].islower() and is_title(before):
        after = ""  # the rest of a sentence from the column beside it
    cut = f"{before}\t{after}" if before and after else before or after
    return _EMPTY_MARKS.sub(" ", cut).strip(" ,|-–—:/\t")


def _at_edge(text: str, found: FoundRange) -> bool:
    before, after = text[: found.start].strip(" \t([|-–—•"), text[found.end :]
    bare = re.sub(r"\([^)]*(?:month|year|yr|mo)s?\)|\d+ (?:years?|months?)", "", after)
    return not before or len(bare.strip(" \t)].|,;")) <= 2 or text[found.end :].startswith("\t")
