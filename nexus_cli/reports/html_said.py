"""What was said, on the page: quoted passages marked, and words that may be misheard."""

from collections.abc import Iterator

from nexus_cli.reports import wording
from nexus_cli.reports.doubts import CLOSE, OPEN
from nexus_cli.reports.highlighting import Piece, QuotePlaces, Stretch
from nexus_cli.reports.markup import Markup, element, joined
from nexus_cli.reports.spoken_wording import MISHEARD_HERE


def said(question_id: str, source: str, text: str, places: QuotePlaces) -> Markup:
    """Return an answer or what a follow-up added; the anchor of each quote stands in its mark."""
    if not text.strip():
        return element("p", wording.NO_ANSWER, class_="quiet")
    pieces = places.pieces(question_id, source, text)
    return element("blockquote", *(_piece(piece) for piece in pieces), dir="auto")


def _piece(piece: Piece) -> Markup:
    parts = joined(*_stretches(piece))
    return element("mark", parts) if piece.marked else parts


def _stretches(piece: Piece) -> Iterator[Markup]:
    """Yield the words with the anchors before them; one inside doubtful words comes before all."""
    start = 0
    for stretch in piece.stretches:
        end = start + len(stretch.text)
        anchors = [(at - start, name) for at, name in piece.anchors if start <= at < end]
        if stretch.doubtful:
            yield joined(*(element("span", id=name) for _, name in anchors), _doubtful(stretch))
        else:
            yield _anchored(stretch.text, anchors)
        start = end


def _anchored(text: str, anchors: list[tuple[int, str]]) -> Markup:
    parts: list[str] = []
    end = 0
    for offset, name in anchors:
        parts += [text[end:offset], element("span", id=name)]
        end = offset
    return joined(*parts, text[end:])


def _doubtful(stretch: Stretch) -> Markup:
    """Return words with a label that is seen, and one in words for who hears the page."""
    return element(
        "u",
        element("span", OPEN, aria_hidden="true"),
        stretch.text,
        element("span", CLOSE, aria_hidden="true"),
        element("span", " (maybe misheard)", class_="heard"),
        title=MISHEARD_HERE,
    )
