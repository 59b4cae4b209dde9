"""The pieces of a header line: what may be a title, what an employer, what is neither."""

import re

from nexus_cli.knowledge.lexicon import find_skills, load_lexicon
from nexus_cli.knowledge.places import is_place, without_town
from nexus_cli.knowledge.positions import is_organisation, is_student, is_title, title_end
from nexus_cli.knowledge.words import words

CELL = re.compile(
    r"\t+|\s+\|\s*|\s*\|\s+|\s+[-‐-―−•·/]+\s+|\s*[—;]\s*|\s{2,}"
    r"|(?<=[a-z]{3})(?<!Inc)(?<!Ltd)(?<!Corp)(?<!Dept)\.\s+(?=[A-Z])(?!(?:Co|Ltd|Inc|LLC)\b)"
)
BRACKETS = re.compile(r"\([^()]*\)?")
DURATION = re.compile(
    r"\(?\b\d+(?:[.,]\d+)?\+?\s*(?:years?|yrs?|y|months?|mos?|mths?)\b\.?"
    r"(?:\s*(?:and|,)?\s*\d+\s*(?:months?|mos?|m)\b\.?)?\)?",
    re.IGNORECASE,
)
_AT = re.compile(
    r"\s+(?:@|at|for|with)\s+(?=[A-Z0-9\"“])|\s*@\s*"
    r"|(?:\s|^)in\s+(?!Test|Training|Residence|Charge|Chief|Data|Department|Residency)(?=[A-Z])"
)
_LABEL = re.compile(
    r"^(?:role|position|title|job title|employer|company|project)\s*:\s*", re.IGNORECASE
)
_NOISE = re.compile(
    r"^(?:full[- ]?time|part[- ]?time|contract|permanent|temporary|freelance basis|education|remote"
    r"|currently working|present|internship program|self|hybrid|on-?site|\W*|\d+%?)$",
    re.IGNORECASE,
)
_MONTHS_ONLY = re.compile(
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?(?:\s+\d+)?",
    re.IGNORECASE,
)
_SUFFIX = re.compile(
    r"(?:[IV]{1,3}\b|[1-5]\b|of\b|for\b|in\b|&|and\b|,|\(|[-–/]|team\b|intern\b|to\b)",
    re.IGNORECASE,
)
_SMALL_WORDS = words("of the and for de la & in at on du des und van von der a an to by")
_OPEN_KINDS = frozenset({"language", "framework", "method", "soft"})
_LONGEST_NAME = 8
_LONGEST_TITLE = 12


def strip_duration(text: str) -> str:
    """Return `text` without a length of time such as `(1 year 8 months)`."""
    return DURATION.sub(" ", text).strip(" ,;|()\t")


def header_pieces(text: str) -> list[str]:
    """Return the pieces of a header line that may name a title or an employer, in order."""
    pieces: list[str] = []
    for cell in CELL.split(BRACKETS.sub("\t", text)):
        cell = _without_full_stop(_LABEL.sub("", cell.strip(" ,:;•·|-–—/\t)")))
        if not cell or _NOISE.match(cell) or is_place(cell):
            continue
        halves = _AT.split(cell)
        for half in halves if is_title(halves[0]) or not halves[0].strip() else [cell]:
            if not is_place(half):
                pieces.extend(_comma_pieces(half))
    return pieces


def _without_full_stop(cell: str) -> str:
    return (
        cell
        if re.search(r"\b(?:inc|ltd|co|corp|jr|sr|[a-z])\.$", cell, re.IGNORECASE)
        else cell.rstrip(".")
    )


def _comma_pieces(cell: str) -> list[str]:
    parts = [part.strip() for part in cell.split(",") if part.strip()]
    merged: list[str] = []
    for part in parts:
        if merged and re.match(r"(?:inc|ltd|llc|llp|gmbh|co|corp|plc)\b(?!-)", part, re.IGNORECASE):
            merged[-1] += f", {part}"
        else:
            merged.append(part)
    return _without_places(merged)


def _without_places(parts: list[str]) -> list[str]:
    """Drop `Town, Country` from the end; a town is what stands before a country."""
    kept = list(parts)
    if len(kept) > 1 and is_place(kept[-1]):
        kept.pop()
        others = [part for part in kept[:-1] if not is_place(part)]
        named = any(not is_title(part) or split_inside(part)[1] for part in others)
        town = not is_title(kept[-1]) and not is_organisation(kept[-1])
        if others and town and (is_place(kept[-1]) or named):
            kept.pop()
        else:
            kept[-1] = without_town(kept[-1])
    return [part for part in kept if not is_place(part) and not _NOISE.match(part)]


def employer_among(pieces: list[str]) -> str:
    """Return the piece that names an organisation, else the first that reads like a name."""
    candidates = [piece for piece in pieces if _may_be_name(piece)]
    named = [piece for piece in candidates if is_organisation(piece)]
    return tidy((named or candidates or [""])[0])


def may_be_title(piece: str) -> bool:
    """Whether `piece` is short, has a title word and is no student."""
    return is_title(piece) and len(piece.split()) <= _LONGEST_TITLE and not _only_student(piece)


def _may_be_name(piece: str) -> bool:
    """Names are short and capitalised; a skill alone is a column that ran in, not an employer."""
    words = piece.split()
    if not any(char.isalpha() for char in piece) or len(words) > _LONGEST_NAME:
        return False
    if _MONTHS_ONLY.fullmatch(piece) or (piece[0].islower() and not is_organisation(piece)):
        return False
    low = [word for word in words if word[0].islower() and word not in _SMALL_WORDS]
    return len(low) <= 1 and not _is_skill(piece)


def _is_skill(piece: str) -> bool:
    found = find_skills(piece)
    if not found or found[0][2] - found[0][1] < len(piece.strip()):
        return False
    return load_lexicon().skills[found[0][0]].kind in _OPEN_KINDS


def split_inside(title: str) -> tuple[str, str]:
    """Split `Java Developer ACME LTD` after its last title word when an organisation follows."""
    end = title_end(title)
    rest = title[end:].strip(" ,:-–|")
    if rest and is_organisation(rest) and not _SUFFIX.match(rest):
        return title[:end], rest
    return title, ""


def _only_student(piece: str) -> bool:
    return is_student(piece) and not is_title(re.sub(r"(?i)student", "", piece))


def tidy(text: str) -> str:
    """Return `text` on one line, without the marks around it."""
    text = " ".join(text.split()).strip(' ,:;|-–—•·"“”')
    if text.count("(") != text.count(")"):
        text = text.strip("()").strip()
    return text
