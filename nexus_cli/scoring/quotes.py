"""Verbatim quotes: found in the text, or refused."""

from typing import Literal

from nexus_cli.models.grade import Evidence
from nexus_cli.scoring.normalise import fold

Source = Literal["answer", "follow_up"]
_TRIM = " \t\n\r\"'“”‘’.…"


def find_quote(text: str, quote: str, source: Source = "answer") -> Evidence | None:
    """Return `quote` as evidence with its offsets in `text`, or None when it is not there.

    Letter case, kinds of quotation mark, compatibility forms, white space and marks around the
    quote may differ; the evidence always holds the text's own characters. The first place counts.
    """
    found = text.find(quote)
    if quote.strip() and found >= 0:
        return evidence(text, found, found + len(quote), source)
    haystack, needle = fold(text), " ".join(fold(quote).text.split()).strip(_TRIM)
    if not needle:
        return None
    squeezed, places = _squeeze(haystack.text)
    at = squeezed.find(needle)
    while at >= 0 and not _is_whole(squeezed, at, at + len(needle)):
        at = squeezed.find(needle, at + 1)
    if at < 0:
        return None
    last = places[at + len(needle) - 1]
    start, _ = haystack.span(places[at], places[at] + 1)
    return evidence(text, start, haystack.span(last, last + 1)[1], source)


def evidence(text: str, start: int, end: int, source: Source) -> Evidence | None:
    """Return `text[start:end]` as evidence without white space around it; None when blank."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start >= end:
        return None
    return Evidence(source=source, quote=text[start:end], start=start, end=end)


def _squeeze(text: str) -> tuple[str, list[int]]:
    """Return `text` with runs of white space as one space, and where each character stood."""
    kept: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        if char.isspace():
            if kept and kept[-1] == " ":
                continue
            char = " "
        kept.append(char)
        places.append(place)
    return "".join(kept), places


def _is_whole(text: str, start: int, end: int) -> bool:
    """Tell whether the span begins and ends at a word's border: `act` is not said by `exactly`."""
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    after = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    return not before and not after
