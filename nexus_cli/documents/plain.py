"""Plain text and Markdown, which are read as they stand."""

import re

from nexus_cli.documents.reading import Hidden, Reading

# A rendered page shows neither; `[//]: # (words)` is the known way to write a comment in Markdown.
_COMMENTS = re.compile(
    r"<!--(?P<html>.*?)(?:-->|\Z)"
    r"|^[ ]{0,3}\[(?://|comment)\]:[ \t]*(?:#|<>)[ \t]*[(\"'](?P<link>.*?)[)\"'][ \t]*$",
    re.S | re.M | re.I,
)


def read_text(text: str, name: str) -> Reading:
    """Return `text` as it stands; form feeds part pages and become blank lines."""
    return Reading(text.replace("\f", "\n\n"))


def read_markdown(text: str, name: str) -> Reading:
    """Return Markdown source without its comments, which a rendered page does not show."""
    hidden = [
        Hidden(words.strip(), "NOT_DISPLAYED")
        for match in _COMMENTS.finditer(text)
        if (words := match["html"] or match["link"] or "").strip()
    ]
    return Reading(_COMMENTS.sub("", text), hidden)
