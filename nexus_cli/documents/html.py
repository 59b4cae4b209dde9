"""HTML through Beautiful Soup: the lines a browser shows, without what styles hide.

Runs in the fenced-off worker; see `fence`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

from nexus_cli.documents.colours import WHITE
from nexus_cli.documents.css import StyleSheet
from nexus_cli.documents.html_looks import Looks, looks_inside
from nexus_cli.documents.reading import Hidden, Reading, Trick

_NEVER_SHOWN = {
    "script", "style", "head", "template", "noscript", "datalist", "object", "audio", "video",
    "canvas", "svg", "math", "select", "iframe",
}  # fmt: skip
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "dd", "details", "dialog", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html", "legend",
    "li", "main", "nav", "ol", "option", "p", "pre", "section", "summary", "table", "tbody",
    "tfoot", "thead", "tr", "ul", "h1", "h2", "h3", "h4", "h5", "h6",
}  # fmt: skip
_SPACED = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "section", "article"}
_SPACE = re.compile(r"[ \t\r\n\f]+")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the walk stands: how text looks here, and how a parent hid it for good."""

    looks: Looks
    gone: Trick | None = None
    preformatted: bool = False


class _Page:
    """Collects the visible text and the hidden pieces of one page."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.hidden: list[Hidden] = []
        self._last: Trick | None = None

    def add(self, text: str, trick: Trick | None) -> None:
        if not trick:
            self.parts.append(text)
            self._last = None if text.strip() else self._last
        elif text.strip():
            if trick == self._last:
                text = f"{self.hidden.pop().text} {text}"
            self.hidden.append(Hidden(text, trick))
            self._last = trick

    def text(self) -> str:
        lines = (_tidy(line) for line in "".join(self.parts).split("\n"))
        return "\n".join(lines)


def read_html(data: bytes, name: str) -> Reading:
    """Return the visible text of an HTML page, given in UTF-8, and its hidden text."""
    soup = BeautifulSoup(data, "lxml", from_encoding="utf-8")
    sheet = StyleSheet("\n".join(style.get_text() for style in soup.find_all("style")))
    linked = soup.find("link", rel="stylesheet") is not None
    page = _Page()
    for tag, start, place in _walk(soup, sheet, linked):
        if isinstance(tag, Tag):
            page.add(_mark(tag.name, start=start), None)
        else:
            text = str(tag) if place.preformatted else _SPACE.sub(" ", str(tag))
            page.add(text, place.gone or place.looks.trick)
    return Reading(page.text(), page.hidden)


def _walk(
    soup: BeautifulSoup, sheet: StyleSheet, linked: bool
) -> Iterator[tuple[Tag | NavigableString, bool, _Place]]:
    """Return tags at their start and end, and strings, in document order.

    Without recursion: a page may nest deeper than the interpreter allows.
    """
    top = _Place(Looks(paper=WHITE))
    stack: list[tuple[Tag | NavigableString, bool, _Place]] = [(soup, True, top)]
    while stack:
        node, start, place = stack.pop()
        if isinstance(node, NavigableString):
            if not isinstance(node, PreformattedString):  # comments, declarations
                yield node, True, place
            continue
        if node.name in _NEVER_SHOWN and node.name != "head":
            continue
        yield node, start, place
        if not start:
            continue
        inner = _inside(node, place, sheet, linked)
        stack.append((node, False, place))
        stack += [
            (child, True, inner)
            for child in reversed(node.contents)
            if isinstance(child, Tag | NavigableString)
        ]


def _inside(tag: Tag, place: _Place, sheet: StyleSheet, linked: bool) -> _Place:
    if tag.name == "[document]":
        return place
    looks, gone = looks_inside(tag, place.looks, sheet.style_of(tag), linked)
    preformatted = place.preformatted or tag.name in ("pre", "textarea")
    return replace(place, looks=looks, gone=place.gone or gone, preformatted=preformatted)


def _mark(name: str, *, start: bool) -> str:
    if name == "br":
        return "\n" if start else ""
    if name in ("td", "th"):
        return "" if start else "\t"
    if name == "li" and start:
        return "\n• "
    if name in _SPACED:
        return "\n\n" if start else "\n"
    return "\n" if name in _BLOCKS else ""


def _tidy(line: str) -> str:
    line = re.sub(r" *\t *", "\t", line).strip()
    return re.sub(r" {2,}", " ", line)
