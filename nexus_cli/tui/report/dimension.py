"""One dimension as a bar; it opens to every quote that its number rests on."""

from collections.abc import Iterator

from textual import events
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Collapsible, Static

from nexus_cli.models.report import Report
from nexus_cli.reports import wording
from nexus_cli.reports.doubts import misheard_words
from nexus_cli.reports.highlighting import best_quote
from nexus_cli.reports.phrasing import figure, quoted
from nexus_cli.reports.text_lines import bar
from nexus_cli.text import one_line, width
from nexus_cli.tui.report.quote import QuoteLink
from nexus_cli.tui.showing import joined, shown


class DimensionRow(Collapsible):
    """Name, bar, number, and the best quote where there is room."""

    def __init__(self, report: Report, name: str) -> None:
        super().__init__(
            *_quotes(report, name),
            title=Content(name),  # type: ignore[arg-type]  # Content, so never markup
            collapsed=True,
            collapsed_symbol="▸",
            expanded_symbol="▾",
        )
        self._report = report
        self._dimension = name

    def on_resize(self, event: events.Resize) -> None:
        """Draw the bar to the room there is."""
        line = dimension_line(self._report, self._dimension, event.size.width - 5)
        self.title = line  # type: ignore[assignment]  # Content, so never markup


def dimension_line(report: Report, name: str, cells: int) -> Content:
    """Return a dimension in one line of at most `cells` cells."""
    column = max(width(one_line(other, 16)) for other in report.dimensions)
    label = one_line(name, 16)
    mean = report.dimensions[name]
    size = max(6, min(20, cells - column - 12))
    gap = " " * (column - width(label) + 2)
    number = f"  {figure(mean)}"
    room = cells - column - size - 14
    place = best_quote(report.answers, name)
    misheard = ", maybe misheard" if place and misheard_words(place[1], place[2]) else ""
    quote = ""
    if place is not None and room >= 30 + len(misheard):
        where = f"  question {place[0]}{misheard}"
        quote = f"   {one_line(quoted(place[2].quote), room - len(where))}{where}"
    return joined(
        label,
        gap,
        (bar(mean, 5.0, size), "$primary"),
        (number, "bold"),
        (quote, "$foreground 72%"),
    )


def _quotes(report: Report, name: str) -> Iterator[Widget]:
    found = False
    for number, answer in enumerate(report.answers, 1):
        score = answer.scores.get(name)
        for evidence in score.evidence if score else ():
            found = True
            after = f"  question {number}, {figure(score.score if score else None)}"
            misheard = misheard_words(answer, evidence)
            yield QuoteLink(answer.question_id, evidence, "", after, misheard)
    if not found:
        yield Static(shown(wording.NO_QUOTE, "$foreground 72%"))
