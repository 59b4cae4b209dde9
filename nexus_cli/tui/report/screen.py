"""The page with a report."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from nexus_cli.errors import NexusError
from nexus_cli.models.report import Report
from nexus_cli.reports import ReportFormat, spoken_wording, wording
from nexus_cli.reports.highlighting import QuotePlaces
from nexus_cli.services.reporting import report_on
from nexus_cli.tui.key_line import KeyLine
from nexus_cli.tui.page import Page
from nexus_cli.tui.report.answer import AnswerBlock
from nexus_cli.tui.report.dimension import DimensionRow
from nexus_cli.tui.report.overview import heading, requirements, result, sentences
from nexus_cli.tui.report.quote import QuoteLink
from nexus_cli.tui.showing import shown


class ReportScreen(Page):
    """Result first; everything else opens from it."""

    CSS_PATH = "report.tcss"
    AUTO_FOCUS = "#report"
    HELP_TITLE = "The report"
    HELP_TEXT = (
        "Tab goes from number to number and question to question, Enter opens and closes. Enter "
        "on a quote shows it where it was said. A score is a starting point: read the quotes "
        "behind it."
    )
    NARROW_KEYS = ("unfold", "home", "help")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "home", "Home", id="report.home", tooltip="Back to your interviews."),
        Binding(
            "o", "unfold", "Open all", id="report.unfold", tooltip="Open or close every question."
        ),
        Binding(
            "m", "export('md')", "Markdown", id="report.markdown", tooltip="Write it as Markdown."
        ),
        Binding("h", "export('html')", "HTML", id="report.html", tooltip="Write it as a web page."),
        Binding("j", "export('json')", "JSON", id="report.json", tooltip="Write it for programs."),
    ]

    def __init__(self, session_id: str) -> None:
        super().__init__()
        self._session_id = session_id
        self._report: Report | None = None

    def compose(self) -> ComposeResult:
        """Lay out the wait, in words."""
        with VerticalScroll(id="report"):
            yield Static("◌ writing the report, then its result", id="wait", markup=False)
        yield KeyLine(show_command_palette=False)

    def on_mount(self) -> None:
        """Begin writing the report."""
        self._load()

    @work(exclusive=True)
    async def _load(self) -> None:
        writing = self.services.thread.submit(report_on(self.services, self._session_id))
        try:
            self._report = await asyncio.wrap_future(writing)
        except NexusError as error:
            self.query_one("#wait", Static).update(shown(f"! {error} Escape goes home."))
            return
        page = self.query_one("#report", VerticalScroll)
        await page.remove_children()
        await page.mount(*_sections(self._report))
        self.add_class("-loaded")

    @on(QuoteLink.Followed)
    def show_quote(self, message: QuoteLink.Followed) -> None:
        """Open the answer and bring the quote into view."""
        for block in self.query(AnswerBlock):
            if block.question_id == message.question_id:
                said = block.point_at(message.evidence)
                if said is not None:
                    self.call_after_refresh(self._bring_into_view, block, message)

    def _bring_into_view(self, block: AnswerBlock, message: QuoteLink.Followed) -> None:
        page = self.query_one("#report", VerticalScroll)
        said = block.point_at(message.evidence)
        if said is not None:
            line = said.place_of(message.evidence)
            top = line.y - page.region.y + page.scroll_offset.y
            block.query_one("CollapsibleTitle").focus(scroll_visible=False)
            page.scroll_to(y=max(0, top - page.size.height // 3), animate=False)

    def action_unfold(self) -> None:
        """Open every question, or close them when all are open."""
        blocks = list(self.query(AnswerBlock))
        close = all(not block.collapsed for block in blocks)
        for block in blocks:
            block.collapsed = close

    def action_home(self) -> None:
        """Go back."""
        self.go_home()

    def action_export(self, wanted: str) -> None:
        """Ask where to write the report."""
        from nexus_cli.tui.report.export import ExportScreen

        if self._report is not None:
            screen = ExportScreen(self._report, ReportFormat(wanted))
            self.app.push_screen(screen, self._exported)

    def _exported(self, path: Path | None) -> None:
        if path is not None:
            self.nexus.tell(f"The report is in {path}")


def _sections(report: Report) -> Iterator[Widget]:
    places = QuotePlaces(report)
    yield from result(report)
    yield heading(wording.DIMENSIONS)
    for name in report.dimensions:
        yield DimensionRow(report, name)
    yield from requirements(report, places)
    yield from sentences(wording.STRENGTHS, report.recommendation.strengths)
    yield from sentences(wording.DEVELOPMENT, report.recommendation.development)
    yield from sentences(spoken_wording.PACE, spoken_wording.pace_lines(report))
    yield heading(wording.QUESTIONS)
    if marks := spoken_wording.misheard_line(report):
        yield Static(shown(marks, "$foreground 72%"))
    for number, answer in enumerate(report.answers, 1):
        yield AnswerBlock(number, answer, places)
    yield from sentences(wording.ORIGIN, wording.origin_lines(report))
