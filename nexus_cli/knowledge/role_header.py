"""The title and the employer in the one or two lines that head a role."""

import re
from dataclasses import dataclass

from nexus_cli.knowledge.header_pieces import (
    BRACKETS,
    CELL,
    DURATION,
    employer_among,
    header_pieces,
    may_be_title,
    split_inside,
    tidy,
)
from nexus_cli.knowledge.places import is_place
from nexus_cli.knowledge.positions import is_organisation, is_title

_RANK_ALONE = re.compile(
    r"(?:(?:senior|associate|assistant|deputy|managing|executive)\s+)?(?:director|head|vp|svp|evp"
    r"|vice president|manager|lead|chief|president|coordinator|officer|dean|principal|professor"
    r"|partner)",
    re.IGNORECASE,
)
_DEPARTMENT = re.compile(
    r".*\b(?:operations|sales|marketing|engineering|product|finance|people|talent|hr"
    r"|human resources|technology|it|design|data|analytics|research|strategy|security"
    r"|infrastructure|platform|growth|partnerships|communications|legal|compliance|procurement"
    r"|logistics|quality|support|success|policy|programs?|programmes?|education|nursing"
    r"|development|planning|services|science)",
    re.IGNORECASE,
)
_OWN_MASTER = frozenset({"freelance", "freelancer", "contractor"})


@dataclass(frozen=True)
class RoleHeader:
    """What a header line says; either may be empty."""

    title: str = ""
    employer: str = ""

    @property
    def complete(self) -> bool:
        return bool(self.title and self.employer)


def read_header(text: str) -> RoleHeader:
    """Return title and employer from a header line without its dates, in whatever order they stand.

    Places, brackets, durations and words such as `full-time` are dropped. A title is known by its
    last word (`engineer`, `nurse`); the employer is a piece that names an organisation, or else
    the first other piece that reads like a name.
    """
    pieces = header_pieces(DURATION.sub("\t", text))
    titles = [piece for piece in pieces if may_be_title(piece)]
    if not titles:
        return RoleHeader(employer=employer_among(pieces))
    if len(titles) > 1 and titles[0].lower() in _OWN_MASTER:
        return RoleHeader(tidy(titles[1]), tidy(titles[0]))
    title, employer = split_inside(titles[0])
    others = [piece for piece in pieces if piece not in titles]
    joined = None if employer else _with_department(title, pieces)
    if joined:
        title, used = joined
        others = [piece for piece in others if piece != used]
    employer = employer or employer_among(others)
    if not employer and len(titles) > 1 and is_organisation(titles[1]):
        employer = titles[1]
    return RoleHeader(tidy(title), tidy(employer))


def leading_title(text: str) -> str:
    """Return the title that opens a line which another column runs into; empty when none does."""
    words = text.split()
    for count in range(min(len(words), 5), 0, -1):
        if is_title(words[count - 1]):
            return tidy(" ".join(words[:count]))
    return ""


def place_employer(text: str) -> str:
    """Return `ACME` from a cell `ACME, Country` that stands before the title; empty when none does.

    Alone such a cell reads like a town, so this is for lines that give no other employer.
    """
    cells = [cell.strip(" ,") for cell in CELL.split(BRACKETS.sub(" ", text)) if cell.strip(" ,")]
    if len(cells) < 2 or not may_be_title(cells[1]) or not is_place(cells[0]):
        return ""
    name = cells[0].split(",")[0].strip()
    return "" if is_place(name) else name


def _with_department(title: str, pieces: list[str]) -> tuple[str, str] | None:
    """`Director, Store Operations, Acme`: a bare rank takes the piece after it along."""
    at = pieces.index(title)
    following = pieces[at + 1] if at + 1 < len(pieces) else ""
    if not _RANK_ALONE.fullmatch(title) or not following or is_title(following):
        return None
    others = [piece for piece in pieces if piece not in (title, following)]
    if not _DEPARTMENT.fullmatch(following) and (is_organisation(following) or not others):
        return None
    return f"{title}, {following}", following
