"""Writing a report to a file of the person's choice."""

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from nexus_cli.models.report import Report
from nexus_cli.reports import ReportFormat, render
from nexus_cli.tui.showing import shown

_NAMES = {
    ReportFormat.MARKDOWN: "Markdown",
    ReportFormat.HTML: "HTML",
    ReportFormat.JSON: "JSON",
}


class ExportScreen(ModalScreen[Path]):
    """Asks where to; dismisses with the file that was written."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", id="export.cancel", tooltip="Write nothing."),
    ]

    def __init__(self, report: Report, wanted: ReportFormat) -> None:
        super().__init__()
        self._report = report
        self._wanted = wanted
        self._replace: Path | None = None
        """A file that is there already and that Enter, pressed again, replaces."""

    def compose(self) -> ComposeResult:
        """Lay out the path, with room for a sentence under it."""
        name = f"nexus-report-{self._report.session_id}.{self._wanted.value}"
        with Vertical(id="export"):
            yield Static(f"Write the report as {_NAMES[self._wanted]} to", markup=False)
            yield Input(value=name, id="path")
            yield Static("Enter writes, Escape goes back.", classes="muted", markup=False)
            yield Static(id="export-wrong", classes="wrong")

    @on(Input.Submitted)
    def write(self, event: Input.Submitted) -> None:
        """Write the file, once it is clear that nothing is overwritten unasked."""
        if not event.value.strip():
            self._tell("Give the name of a file.")
            return
        path = Path(event.value.strip()).expanduser()
        if path.exists() and path != self._replace:
            self._replace = path
            self._tell(f"{path} is there already. Change the name, or press Enter to replace it.")
            return
        try:
            path.write_text(render(self._report, self._wanted), "utf-8")
        except OSError as error:
            reason = error.strerror or "the system refused"
            self._tell(f"{path} could not be written: {reason}. Give another place.")
            return
        self.dismiss(path.absolute())

    def action_cancel(self) -> None:
        """Write nothing."""
        self.dismiss()

    def _tell(self, sentence: str) -> None:
        wrong = self.query_one("#export-wrong", Static)
        wrong.update(shown(sentence))
        wrong.add_class("-told")
