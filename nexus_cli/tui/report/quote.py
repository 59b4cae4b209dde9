"""A quote that can be followed to where it was said, and the text it leads to."""

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.widgets import Static

from nexus_cli.models.grade import Evidence
from nexus_cli.reports import wording
from nexus_cli.reports.highlighting import QuotePlaces
from nexus_cli.reports.phrasing import quoted
from nexus_cli.text import safe
from nexus_cli.tui.showing import joined, shown

_MARKED = "bold underline"
_POINTED_AT = "bold reverse"


class QuoteLink(Static, can_focus=True):
    """One quote on a line; Enter or a click shows it in its answer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "follow",
            "Show in answer",
            id="quote.follow",
            tooltip="Show the quote where it was said.",
        ),
    ]

    @dataclass
    class Followed(Message):
        """Somebody wants to see a quote in its place."""

        question_id: str
        evidence: Evidence

    def __init__(self, question_id: str, evidence: Evidence, before: str, after: str) -> None:
        super().__init__(joined(before, quoted(evidence.quote), (after, "$foreground 72%")))
        self._question_id = question_id
        self._evidence = evidence

    def on_click(self) -> None:
        """Follow the quote."""
        self.action_follow()

    def action_follow(self) -> None:
        """Follow the quote."""
        self.post_message(self.Followed(self._question_id, self._evidence))


class SaidText(Static):
    """An answer or what a follow-up added, every quoted passage marked where it stands."""

    def __init__(self, question_id: str, source: str, text: str, places: QuotePlaces) -> None:
        self.source = source
        self._text = text
        self._content = _marked(question_id, source, text, places)
        super().__init__(self._content, classes="said")

    def point_at(self, evidence: Evidence | None) -> None:
        """Show one passage above the others; None shows all alike."""
        content = self._content
        if evidence is not None:
            start, end = self._span(evidence)
            content = content.stylize(_POINTED_AT, start, end)
        self.update(content)

    def place_of(self, evidence: Evidence) -> Region:
        """Return the line on screen where a quote begins."""
        start, _ = self._span(evidence)
        room = max(self.content_region.width, 1)
        above = len(self._content[: start + 1].wrap(room)) - 1
        return Region(self.region.x, self.region.y + above, self.region.width, 1)

    def _span(self, evidence: Evidence) -> tuple[int, int]:
        """Return a quote's offsets in the text as shown, which lacks what is not safe to show."""
        start = len(safe(self._text[: evidence.start]))
        return start, start + len(safe(self._text[evidence.start : evidence.end]))


def _marked(question_id: str, source: str, text: str, places: QuotePlaces) -> Content:
    if not text.strip():
        return shown(wording.NO_ANSWER, "$foreground 72% italic")
    pieces = places.pieces(question_id, source, text)
    return joined(*((piece.text, _MARKED if piece.marked else "") for piece in pieces))
