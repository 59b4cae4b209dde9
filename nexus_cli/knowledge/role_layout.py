"""Which lines around its dates head a role: above them, below them, or before the highlights."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from nexus_cli.knowledge.anchors import Anchor
from nexus_cli.knowledge.header_pieces import strip_duration
from nexus_cli.knowledge.lexicon import find_skills
from nexus_cli.knowledge.lines import Line
from nexus_cli.knowledge.places import is_place
from nexus_cli.knowledge.positions import is_organisation, is_title
from nexus_cli.knowledge.role_header import RoleHeader, leading_title, place_employer, read_header

_SENTENCE = re.compile(r"[.;:!?,]$")
_ABBREVIATION = re.compile(r"\b(?:inc|ltd|co|corp|llc|dept|jr|sr|s\.?a|b\.?v)\.$", re.IGNORECASE)
_LABEL = re.compile(r"[A-Z][\w /&'-]{2,40}:(?:\s|$)")
_ROLE_LABEL = re.compile(r"(?:role|position|job title|title|company|employer)\s*:", re.IGNORECASE)
_LONGEST_HEADER = 14
_REACH = 3


class Layout(StrEnum):
    """Where a section puts the words that belong to its dates."""

    ABOVE = "above"
    BELOW = "below"
    BEFORE_HIGHLIGHTS = "before highlights"


@dataclass(frozen=True)
class HeadedRole:
    """A header with the lines it was read from, as indexes into the section."""

    anchor: Anchor
    header: RoleHeader
    used: frozenset[int]

    @property
    def first(self) -> int:
        return min((*self.used, self.anchor.first))


def head_roles(lines: Sequence[Line], anchors: Sequence[Anchor]) -> list[HeadedRole]:
    """Return each anchor with its title and employer; either may be empty.

    The first dates of a section show its layout: something over them, and it is above; bullets
    over them, and title and employer stand before the highlights; nothing, and it is below.
    """
    layout = _layout(lines, anchors)
    headed: list[HeadedRole] = []
    for number, anchor in enumerate(anchors):
        low = anchors[number - 1].last + 1 if number else 0
        high = anchors[number + 1].first if number + 1 < len(anchors) else len(lines)
        head = _head(lines, anchor, low, high, layout)
        if headed and not head.header.employer and head.first - headed[-1].anchor.last <= 1:
            # A second title right under the first is a promotion at the same employer.
            shared = RoleHeader(head.header.title, headed[-1].header.employer)
            head = HeadedRole(anchor, shared, head.used)
        headed.append(head)
    return headed


def is_header_line(line: Line) -> bool:
    """Whether a line could hold a title or an employer, rather than prose or a place."""
    text = line.text
    if line.bullet or not text or len(text.split()) > _LONGEST_HEADER:
        return False
    label = _LABEL.match(text)
    if label:
        return _ROLE_LABEL.match(text) is not None
    if not (text[0].isupper() or text[0].isdigit() or text[0] in '"“@') or not re.search(
        r"[^\W\d]", text
    ):
        return is_title(text) and text[0].islower() and len(text.split()) <= 4
    if text.endswith(",") and len(text.split()) <= 4:
        return True
    return not _SENTENCE.search(text) or _ABBREVIATION.search(text) is not None


def _layout(lines: Sequence[Line], anchors: Sequence[Anchor]) -> Layout | None:
    if not anchors or read_header(anchors[0].rest).complete:
        return None
    over = [line for line in lines[: anchors[0].first] if not line.blank]
    if any(line.bullet for line in over):
        return Layout.BEFORE_HIGHLIGHTS
    return Layout.ABOVE if any(map(is_header_line, over)) else Layout.BELOW


def _head(
    lines: Sequence[Line], anchor: Anchor, low: int, high: int, layout: Layout | None
) -> HeadedRole:
    own = read_header(anchor.rest)
    if own.complete:
        return HeadedRole(anchor, own, frozenset())
    above = _run(lines, range(anchor.first - 1, low - 1, -1))
    below = _run(lines, range(anchor.last + 1, high))
    bare = not own.title and not own.employer
    if (
        layout is Layout.BEFORE_HIGHLIGHTS
        and bare
        and any(line.bullet for line in lines[low : anchor.first])
    ):
        above, below = _block_start(lines, low, anchor.first), []
    first, second = (above, below) if _above_first(lines, anchor, layout, above) else (below, above)
    header, used = own, frozenset[int]()
    for candidates in (first, second):
        header, used = _fill(lines, header, used, candidates)
        if header.complete or (bare and (header.title or header.employer)):
            break
    if not header.employer:
        header = RoleHeader(header.title, place_employer(anchor.rest))
    if not header.title and anchor.first > low:
        header = RoleHeader(leading_title(lines[anchor.first - 1].text), header.employer)
    return HeadedRole(anchor, header, used)


def _above_first(
    lines: Sequence[Line], anchor: Anchor, layout: Layout | None, above: list[int]
) -> bool:
    if layout is not None:
        return layout is not Layout.BELOW
    if not above:
        return False
    over = above[-1] - 1
    return over < 0 or lines[over].blank


def _run(lines: Sequence[Line], indexes: Iterable[int]) -> list[int]:
    """The nearest lines that could head a role; places and one blank line are stepped over."""
    found: list[int] = []
    blanks = 0
    for index in indexes:
        line = lines[index]
        if line.blank:
            blanks += 1
            if blanks > 1 or found:
                break
        elif is_place(line.text) or not strip_duration(line.text) or _is_skill_list(line.text):
            continue
        elif is_header_line(line) and len(found) < _REACH:
            found.append(index)
        else:
            break
    return found


def _is_skill_list(text: str) -> bool:
    pieces = [piece.strip() for piece in text.split(",") if piece.strip()]
    return bool(pieces) and all(
        (found := find_skills(piece)) and found[0][2] - found[0][1] == len(piece)
        for piece in pieces
    )


def _block_start(lines: Sequence[Line], low: int, high: int) -> list[int]:
    found = [
        index
        for index in range(low, high)
        if is_header_line(lines[index]) and strip_duration(lines[index].text)
    ]
    return found[:1]


def _fill(
    lines: Sequence[Line], header: RoleHeader, used: frozenset[int], candidates: list[int]
) -> tuple[RoleHeader, frozenset[int]]:
    """Take what is missing from the nearest candidate lines, and no more than that."""
    for index in candidates[:_REACH]:
        if header.complete:
            break
        text = lines[index].text
        other = read_header(text)
        if not header.title and other.complete and not is_organisation(header.employer):
            header = other
        elif not header.title and other.title:
            header = RoleHeader(other.title, header.employer or other.employer)
        elif not header.employer and other.employer and not other.title and _may_employ(text):
            header = RoleHeader(header.title, other.employer)
        elif not header.employer and other.title and is_organisation(text):
            header = RoleHeader(header.title, other.employer or text)
        else:
            break
        used |= {index}
    return header, used


def _may_employ(text: str) -> bool:
    return is_organisation(text) or len(text.split()) <= 7 or "\t" in text
