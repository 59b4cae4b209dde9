"""What was said, with its quotes marked where they stand and the words that may be misheard."""

from textual.geometry import Region
from textual.widgets import Static

from nexus_cli.models.grade import Evidence
from nexus_cli.reports import wording
from nexus_cli.reports.doubts import CLOSE, OPEN
from nexus_cli.reports.highlighting import QuotePlaces, Stretch
from nexus_cli.text import safe
from nexus_cli.tui.showing import joined, shown

_MARKED = "bold underline"
_DOUBTFUL = "italic $text-warning"
_POINTED_AT = "bold reverse"


class SaidText(Static):
    """An answer or what a follow-up added."""

    def __init__(self, question_id: str, source: str, text: str, places: QuotePlaces) -> None:
        self.source = source
        self._stretches: list[Stretch] = []
        parts: list[tuple[str, str]] = []
        for piece in places.pieces(question_id, source, text) if text.strip() else ():
            for stretch in piece.stretches:
                self._stretches.append(stretch)
                parts.append(_styled(stretch, piece.marked))
        nothing = shown(wording.NO_ANSWER, "$foreground 72% italic")
        self._content = joined(*parts) if parts else nothing
        super().__init__(self._content, classes="said")

    def point_at(self, evidence: Evidence | None) -> None:
        """Show one passage above the others; None shows all alike."""
        content = self._content
        if evidence is not None:
            start, end = self._place(evidence.start), self._place(evidence.end)
            content = content.stylize(_POINTED_AT, start, end)
        self.update(content)

    def place_of(self, evidence: Evidence) -> Region:
        """Return the line on screen where a quote begins."""
        start = self._place(evidence.start)
        room = max(self.content_region.width, 1)
        above = len(self._content[: start + 1].wrap(room)) - 1
        return Region(self.region.x, self.region.y + above, self.region.width, 1)

    def _place(self, offset: int) -> int:
        """Return where an offset of the text is in what is shown.

        That has marks around doubtful words, and lacks what is not safe to show.
        """
        place = 0
        for stretch in self._stretches:
            if offset <= 0:
                break
            before, after = _around(stretch)
            place += len(before) + len(safe(stretch.text[:offset]))
            place += len(after) if offset >= len(stretch.text) else 0
            offset -= len(stretch.text)
        return place


def _styled(stretch: Stretch, marked: bool) -> tuple[str, str]:
    before, after = _around(stretch)
    styles = [_MARKED] if marked else []
    styles += [_DOUBTFUL] if stretch.doubtful else []
    return f"{before}{stretch.text}{after}", " ".join(styles)


def _around(stretch: Stretch) -> tuple[str, str]:
    return (OPEN, CLOSE) if stretch.doubtful else ("", "")
