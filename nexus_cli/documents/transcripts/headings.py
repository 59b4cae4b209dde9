"""The lines of a text that begin a turn, in the forms that transcription tools write."""

import re
from dataclasses import dataclass

from nexus_cli.documents.transcripts.clock import TIME, seconds
from nexus_cli.documents.transcripts.labels import label_of

_AT = rf"[\[(]?(?P<at>{TIME})(?:\s*(?:->|-->|-|–|to)\s*{TIME})?(?:\s?[APap]\.?[Mm]\.?)?[\])]?"
_NAME = r"(?P<name>\[[^\[\]\t]{1,60}\]|[^\s:\[\]\t(][^:\[\]\t]{0,60}?)"
_FORMS = tuple(
    re.compile(form)
    for form in (
        # [00:01:02] Name: text · 00:01:02 Name: text · (1:02) Name: · 0:09 - Name: text
        rf"^{_AT}\s*[-–—|:]?\s*{_NAME}\s*:(?:\s+(?P<words>\S.*)|\s*)$",
        # Name (00:05): text · Name [00:01:02] text · Name (00:05)
        rf"^{_NAME}\s*[\[(](?P<at>{TIME})[\])]\s*:?(?:\s+(?P<words>\S.*)|\s*)$",
        # Name 00:05: text · Name  00:05 · Name | 0:12 · [Name] 10:02:11 · Name, 0:12
        rf"^{_NAME}\s*(?:[-–—|@,·]\s*|\s)(?P<at>{TIME})\s*(?::\s+(?P<words>\S.*)|:?\s*)$",
        # 0:09 - Name · 00:12 Name, with the words on the lines below
        rf"^{_AT}\s*(?:[-–—|]\s*|\t|\s){_NAME}$",
        # 00:12<tab>Name<tab>text
        rf"^{_AT}\s*\t\s*{_NAME}\s*\t\s*(?P<words>\S.*)$",
    )
)
_COLON = re.compile(rf"^{_NAME}\s*:(?:\s*(?P<words>\S.*)|\s*)$")
_CELLS = re.compile(r"^(?P<name>[^\s\t][^\t]{0,60}?):?\s*\t\s*(?P<words>\S.*)$")
_ALONE = re.compile(rf"^{_AT}:?$")
_LIST_MARK = re.compile(r"^(?:[>#]{1,6}\s*|[-*+•]\s+)+")
_HAS_TIME = re.compile(r"\d:\d")


@dataclass(slots=True)
class Heading:
    """The beginning of a turn."""

    name: str
    words: str
    at: float | None
    """Seconds; None where the line has no time."""


def heading_in(line: str, *, may_be_cells: bool = False) -> Heading | None:
    """Return the name, time and first words of `line`, or None when it begins no turn."""
    line = _plain(line)
    head = line[:140]
    if _HAS_TIME.search(head):
        for form in _FORMS:
            found = form.match(line)
            if found and (name := label_of(found["name"])):
                words = found.groupdict().get("words") or ""
                return Heading(name, words.lstrip("* "), seconds(found["at"]))
    if ":" not in head and not (may_be_cells and "\t" in head):
        return None
    found = _COLON.match(line) or (_CELLS.match(line) if may_be_cells else None)
    if found and (name := label_of(found["name"])):
        return Heading(name, (found["words"] or "").lstrip("* "), None)
    return None


def time_alone(line: str) -> float | None:
    """Return the seconds that `line` holds and nothing else, or None."""
    found = _ALONE.match(line.strip())
    return seconds(found["at"]) if found else None


def _plain(line: str) -> str:
    """Return `line` without the marks of Markdown that stand before and around its name."""
    line = _LIST_MARK.sub("", line.strip(), count=1)
    mark = next((mark for mark in ("**", "__", "*", "_", "`") if line.startswith(mark)), "")
    return line.replace(mark, "", 2).strip() if mark else line
