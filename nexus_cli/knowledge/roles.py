"""The positions a CV lists, found by their dates, newest first."""

import re
from collections.abc import Sequence
from datetime import date

from nexus_cli.knowledge.anchors import Anchor, find_anchors
from nexus_cli.knowledge.dates import DateRange
from nexus_cli.knowledge.header_pieces import strip_duration
from nexus_cli.knowledge.headings import SectionKind
from nexus_cli.knowledge.lines import Line
from nexus_cli.knowledge.places import is_place
from nexus_cli.knowledge.positions import is_title
from nexus_cli.knowledge.role_header import RoleHeader, read_header
from nexus_cli.knowledge.role_layout import HeadedRole, head_roles, is_header_line
from nexus_cli.knowledge.sections import Section, split_sections
from nexus_cli.models.candidate import Role

_NEVER = frozenset(
    {
        SectionKind.PROJECTS,
        SectionKind.CERTIFICATES,
        SectionKind.PUBLICATIONS,
        SectionKind.AWARDS,
        SectionKind.VOLUNTEERING,
    }
)
_STUDY = re.compile(
    r"\b(?:university|college|bachelor|master'?s?(?! mariner)|b\.?sc|m\.?sc|b\.?a|m\.?a|ph\.?d"
    r"|diploma|degree"
    r"|faculty|school|gpa|certificate|courses?|academy|studied|graduated|education)\b",
    re.IGNORECASE,
)
_DEGREES = frozenset({"specialist", "master", "associate", "engineer"})
_SCHOLAR = re.compile(r"teach|lectur|profess|research|tutor|assistant|instructor", re.IGNORECASE)
_FOOTER = re.compile(r"(?:.{0,60}\b)?(?:page\s+)?\d{1,2}\s*(?:/|of)\s*\d{1,2}\s*$", re.IGNORECASE)
_LABEL_ONLY = re.compile(
    r"^(?:(?:key |main |core )?(?:responsibilities|duties|achievements|results|tasks|highlights)"
    r"(?: and \w+)?|description|role|tech stack)\s*:?$",
    re.IGNORECASE,
)


def read_roles(text: str, today: date) -> tuple[Role, ...]:
    """Return the roles in a CV's text, newest first; `today` dates two-digit years.

    Dated lines of an experience section are roles. Elsewhere they must name a job title and
    nothing of study, because columns that a file lost put roles under other headings. An
    experience section without a single date gives its roles without dates.
    """
    sections = split_sections(text)
    roles: list[Role] = []
    for section in sections:
        if section.kind is SectionKind.EXPERIENCE:
            roles.extend(_dated(section, today) or _undated(section))
    dated = any(role.start or role.end for role in roles)
    for section in sections:
        skipped = section.kind is SectionKind.EDUCATION and dated
        if (
            section.kind is not SectionKind.EXPERIENCE
            and section.kind not in _NEVER
            and not skipped
        ):
            roles.extend(_dated(section, today, strict=True))
    if not roles:
        projects = (one for one in sections if one.kind is SectionKind.PROJECTS)
        roles.extend(role for one in projects for role in _dated(one, today, strict=True))
    return tuple(sorted(roles, key=_newest, reverse=True))


def _dated(section: Section, today: date, strict: bool = False) -> list[Role]:
    anchors = find_anchors(section.lines, today)
    headed = head_roles(section.lines, anchors)
    ends = [*(head.first for head in headed[1:]), len(section.lines)][: len(headed)]
    return [
        _role(head, section.lines[head.first : end], section.lines)
        for head, end in zip(headed, ends, strict=True)
        if _counts(head, section.lines, strict)
    ]


def _counts(head: HeadedRole, lines: Sequence[Line], strict: bool) -> bool:
    if not head.header.title and not head.header.employer:
        return False
    around = [head.anchor.rest, *(lines[index].text for index in head.used)]
    named = head.anchor.rest if is_title(head.anchor.rest) else " ".join(around)
    studied = _STUDY.search(named) is not None
    title = head.header.title
    if not strict:
        return not studied or (is_title(title) and title.lower() not in _DEGREES)
    return is_title(title) and (not studied or _SCHOLAR.search(title) is not None)


def _role(head: HeadedRole, body: Sequence[Line], lines: Sequence[Line]) -> Role:
    dates = range(head.anchor.first, head.anchor.last + 1)
    taken = {lines[index].number for index in (*head.used, *dates)}
    start, end, current = _written(head.anchor.range)
    return Role(
        title=head.header.title,
        employer=head.header.employer,
        start=start,
        end=end,
        current=current,
        highlights=_highlights([line for line in body if line.number not in taken]),
    )


def _written(range_: DateRange) -> tuple[str | None, str | None, bool]:
    start = str(range_.start) if range_.start else None
    end = str(range_.end) if range_.end and not range_.current else None
    return start, end, range_.current


def _highlights(body: Sequence[Line]) -> tuple[str, ...]:
    """The body's items: a line that a bullet or a capital does not open goes on with the last."""
    bulleted = any(line.bullet for line in body)
    items: list[str] = []
    fresh = True
    for line in body:
        if line.blank:
            fresh = True
        elif not _is_furniture(line.text):
            opens = line.bullet or fresh or not items
            if not bulleted or ":" in line.text[:30]:
                opens = opens or not line.text[0].islower()
            if opens:
                items.append(line.text)
            else:
                items[-1] += f" {line.text}"
            fresh = False
    return tuple(items)


def _is_furniture(text: str) -> bool:
    return bool(
        _FOOTER.fullmatch(text)
        or _LABEL_ONLY.match(text)
        or is_place(text)
        or not re.search(r"[^\W\d_]", strip_duration(text))
    )


def _undated(section: Section) -> list[Role]:
    """Roles of a section that names no dates: each line with a job title, and its employer."""
    lines = section.lines
    marks = [
        Anchor(index, index, DateRange(None, None), line.text)
        for index, line in enumerate(lines)
        if is_header_line(line) and is_title(line.text) and _stands_alone(line)
    ]
    headed = [head for head in head_roles(lines, marks) if head.header.complete]
    ends = [*(head.first for head in headed[1:]), len(lines)][: len(headed)]
    return [
        _role(head, lines[head.first : end], lines) for head, end in zip(headed, ends, strict=True)
    ]


def _stands_alone(line: Line) -> bool:
    header: RoleHeader = read_header(line.text)
    words = header.title.split()
    low = [word for word in words if word[0].islower()]
    return (
        len(line.text.split()) <= 10 and 0 < len(words) <= 6 and (len(low) <= 1 or len(words) < 3)
    )


def _newest(role: Role) -> tuple[bool, str, str]:
    return role.current, _sortable(role.end or role.start), _sortable(role.start)


def _sortable(written: str | None) -> str:
    """A bare year sorts as its middle."""
    if written is None:
        return ""
    return written if "-" in written else f"{written}-06"
