"""WebVTT, SRT and their kin: a line with two times, then what was said between them.

Read more freely than W3C WebVTT allows, as its exporters write it: hours of one digit (Teams),
commas or points, no blank line between cues, identifiers of any form, text after a blank line.
"""

import re
from dataclasses import dataclass, field

from nexus_cli.documents.transcripts.clock import TIME, seconds
from nexus_cli.documents.transcripts.talk import Talk

TIMING = re.compile(rf"^\s*[\[(]?({TIME})\s*(?:--?>|,)\s*({TIME})[\])]?(?=\s|$)(.*)$")
_SETTING = re.compile(
    r"^(?:\s*(?:align|position|line|size|vertical|region):\S+)+\s*$|^\s*[XY]\d:.*$"
)
_IDENTIFIER = re.compile(r"\d{1,7}|[0-9a-fA-F-]{8,}(?:/[\d-]+)?|[\w-]{4,}/\d[\d-]*")
_BLOCK = re.compile(r"(?:NOTE|STYLE|REGION|WEBVTT)(?:\s|$)|X-TIMESTAMP-MAP|(?:Kind|Language):")


@dataclass(slots=True)
class Cue:
    """One caption: its lines of text, as they stand."""

    line: int
    """Of its times, counted from 1."""
    start: float | None
    end: float | None
    lines: list[str] = field(default_factory=list)


def has_captions(text: str) -> bool:
    """Whether `text` is made of captions: it says so, or two of its lines hold two times."""
    if text.lstrip("\ufeff \n\t").startswith("WEBVTT"):
        return True
    if "->" not in text and "," not in text:
        return False
    found = sum(1 for line in text[:20_000].split("\n")[:300] if TIMING.match(line))
    return found >= 2 or (found == 1 and "-->" in text)


def read_cues(text: str, talk: Talk) -> list[Cue]:
    """Return the cues of `text`; lines that belong to none are noted in `talk`."""
    cues: list[Cue] = []
    after_blank, in_block = True, False
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        found = TIMING.match(line) if line[:1].isdigit() or line[:1] in "[(" else None
        if not line:
            after_blank, in_block = True, False
        elif found is not None:
            _drop_identifier(cues)
            cues.append(_cue(found, number))
            after_blank = in_block = False
        elif "-->" in line:
            talk.skip(number, "The times of this caption cannot be read.")
            _drop_identifier(cues)
            cues.append(Cue(number, None, None))
            after_blank = in_block = False
        elif in_block or (after_blank and _BLOCK.match(line)):
            in_block = True
        elif cues:
            # An identifier if times follow, and else more of the cue, also after a blank line.
            cues[-1].lines.append(line)
            after_blank = False
        else:
            _before_the_first(number, line, talk)
    if cues and cues[-1].lines[-1:] == [str(len(cues) + 1)]:
        cues[-1].lines.pop()  # the number of a cue that was cut off
    return cues


def _cue(found: re.Match[str], number: int) -> Cue:
    rest = found[3].strip()
    words = [] if not rest or _SETTING.match(rest) else [rest]
    return Cue(number, seconds(found[1]), seconds(found[2]), words)


def _drop_identifier(cues: list[Cue]) -> None:
    if cues and cues[-1].lines and _IDENTIFIER.fullmatch(cues[-1].lines[-1]):
        cues[-1].lines.pop()


def _before_the_first(number: int, line: str, talk: Talk) -> None:
    if not _IDENTIFIER.fullmatch(line):
        talk.skip(number, "It stands before the first caption.")
