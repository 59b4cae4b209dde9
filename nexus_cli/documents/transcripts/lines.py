"""Text with names: `Name: text`, Otter's and Teams' headings, Rev's times, Meet's blocks."""

import re
from collections import Counter

from nexus_cli.documents.transcripts.headings import Heading, heading_in, time_alone
from nexus_cli.documents.transcripts.labels import (
    ROLES,
    is_a_speaker,
    is_surely_a_speaker,
    label_of,
    looks_like_a_name,
)
from nexus_cli.documents.transcripts.talk import Piece, Talk

_FOOTER = re.compile(
    r"\s*(?:transcribed (?:by|with) .{0,80}|transcription (?:by|ended).{0,80}"
    r"|this (?:editable )?transcript was .{0,120}|.{0,60} (?:started|stopped) transcription"
    r"|meeting ended (?:at|after) .{0,60}|-{3,}|={3,}|\*{3,}|_{3,}"
    r"|(?:page )?\d{1,4}(?: of \d{1,4})?"
    r"|\[?end of (?:transcript|recording|interview)\]?\.?)\s*",
    re.I,
)
_CANDIDATE = re.compile(r"(?:candidate|applicant|interviewee)(?: name)?", re.I)
_LONGEST_NAME = 60


def read_lines(text: str) -> Talk:
    """Return the talk in lines of text; lines that belong to nobody are noted.

    A name counts as a speaker when it stands where most turns of the file have it: with a time if
    most have a time, else before a colon, if it looks like a name or comes back.
    """
    talk = Talk()
    lines = text.split("\n")
    cells = sum(1 for line in lines[:400] if "\t" in line) > 2
    found = {
        number: heading
        for number, line in enumerate(lines, 1)
        if (heading := heading_in(line, may_be_cells=cells)) is not None
    }
    found |= _names_over_times(lines, found)
    chosen = _chosen(found, sum(1 for line in lines if line.strip()))
    _take_roles(found, chosen, talk)
    _collect(lines, chosen, talk)
    return talk


def _names_over_times(lines: list[str], found: dict[int, Heading]) -> dict[int, Heading]:
    """Return headings of two lines: a name over a time, as Tactiq and others write it."""
    names: dict[int, Heading] = {}
    for number, line in enumerate(lines[1:], 2):
        if line[:1].isdigit() or line[:1] in "[(":
            at = time_alone(line)
            above = label_of(lines[number - 2]) if len(lines[number - 2]) <= _LONGEST_NAME else ""
            if at is not None and number - 1 not in found and looks_like_a_name(above):
                names[number - 1] = Heading(above, "", at)
    times = Counter(heading.name for heading in names.values())
    return {number: heading for number, heading in names.items() if times[heading.name] > 1}


def _chosen(found: dict[int, Heading], filled: int) -> dict[int, Heading]:
    timed = {number: heading for number, heading in found.items() if heading.at is not None}
    counts = Counter(heading.name.casefold() for heading in found.values())
    share = len(found) / max(filled, 1)
    plain = {
        number: heading
        for number, heading in found.items()
        if heading.at is None and is_a_speaker(heading.name, counts[heading.name.casefold()], share)
    }
    named = {heading.name.casefold() for heading in timed.values() if looks_like_one(heading.name)}
    timed = {n: heading for n, heading in timed.items() if heading.name.casefold() in named}
    if len(timed) >= 2 and 2 * len(timed) >= len(plain):
        plain = {n: h for n, h in plain.items() if h.name.casefold() in named}
    elif len(timed) < 2 and plain:
        known = {heading.name.casefold() for heading in plain.values()}
        timed = {n: heading for n, heading in timed.items() if heading.name.casefold() in known}
    return dict(sorted((timed | plain).items()))


def looks_like_one(label: str) -> bool:
    """Whether `label` may be a speaker's at all."""
    return is_surely_a_speaker(label) or looks_like_a_name(label)


def _take_roles(found: dict[int, Heading], chosen: dict[int, Heading], talk: Talk) -> None:
    """Turn lines such as `Candidate: Mara Voss`, where Mara Voss speaks below, into what they say.

    They are no turns.
    """
    names = {heading.name.casefold() for heading in chosen.values()}
    for number, heading in found.items():
        named = label_of(heading.words) if len(heading.words) <= _LONGEST_NAME else ""
        if heading.name.split()[0].casefold() not in ROLES or not named:
            continue
        given = named.casefold().split()
        if any(name not in ROLES and name.split()[:1] == given[:1] for name in names):
            chosen.pop(number, None)
            if _CANDIDATE.fullmatch(heading.name):
                talk.candidate = named


def _collect(lines: list[str], chosen: dict[int, Heading], talk: Talk) -> None:
    piece: Piece | None = None
    pending: float | None = None
    before: list[int] = []
    for number, line in enumerate(lines, 1):
        heading = chosen.get(number)
        if heading is not None:
            at = heading.at if heading.at is not None else pending
            piece, pending = Piece(heading.name, heading.words, number, at), None
            talk.pieces.append(piece)
        elif not line.strip() or _FOOTER.fullmatch(line):
            continue
        elif (at := _time_of(line)) is not None:
            pending = at
        elif piece is not None:
            piece.text = f"{piece.text} {line.strip()}" if piece.text else line.strip()
        elif any(map(str.isalnum, line)):
            before.append(number)
    if before and chosen:
        upto = f" So does what follows, up to line {before[-1]}." if len(before) > 1 else ""
        talk.skip(before[0], f"It stands before anybody is named as speaking.{upto}")


def _time_of(line: str) -> float | None:
    return time_alone(line) if line[:1].isdigit() or line[:1] in "[( *" else None
