"""The roles of a CV, told in the lines that name them and the dates as they are written."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from nexus_cli.bench.groq.acting.told import line_of, plain_words
from nexus_cli.brain.reading.forms import CvRole
from nexus_cli.knowledge.dates import find_ranges
from nexus_cli.models.candidate import Role

Lines = Mapping[str, str]

_TO = re.compile(r"\s+(?:to|until|till|[-–—])\s+|\s*[–—]\s*|(?<=\d{4})-(?=\d{4})")
_SINCE = re.compile(r"^(?:since|from|starting|beginning|as of)\s+", re.IGNORECASE)
_HEADER = 3
"""Lines from a role's title in which its employer and its dates stand."""


def told_roles(roles: tuple[Role, ...], lines: Lines, today: date) -> Iterator[CvRole]:
    """Yield the roles whose title or employer a line names, in the reader's order."""
    used: set[str] = set()
    ids = list(lines)
    for role in roles:
        rest = {line: text for line, text in lines.items() if line not in used}
        head = _header(role, rest)
        if not head:
            continue
        used.add(head)
        place = ids.index(head)
        near = {line: lines[line] for line in ids[max(0, place - 1) : place + _HEADER]}
        start, end, dated = _dates(role, near, today)
        named = [head, dated] if dated and dated != head else [head]
        after = {line: lines[line] for line in ids[place:]}
        done = [line for told in role.highlights if (line := line_of(told, after))]
        yield CvRole(
            lines=named,
            title=role.title,
            employer=role.employer,
            start=start,
            end=end,
            achievements=done,
        )


def _header(role: Role, lines: Lines) -> str:
    """Return the line that names the title, first where the employer stands beside it."""
    ids, texts = list(lines), list(lines.values())
    for place, line in enumerate(ids):
        near = " ".join(texts[max(0, place - 1) : place + _HEADER])
        if plain_words(role.title) in plain_words(lines[line]) and plain_words(
            role.employer
        ) in plain_words(near):
            return line
    return line_of(role.title or role.employer, lines)


def _dates(role: Role, near: Lines, today: date) -> tuple[str, str, str]:
    """Return start and end as written, and the line they stand in; empty when there are none."""
    for line, text in near.items():
        for found in find_ranges(text, today):
            if str(found.range.start or found.range.end) == (role.start or role.end):
                written = _SINCE.sub("", text[found.start : found.end].strip())
                parts = _TO.split(written, maxsplit=1)
                return parts[0], parts[-1] if len(parts) > 1 else "", line
    return "", "", ""
