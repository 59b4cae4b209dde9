"""A choice of made-up candidates, for whoever has no file at hand."""

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from nexus_cli.errors import NexusError
from nexus_cli.models.signals import Stage
from nexus_cli.services import Preparation
from nexus_cli.text import one_line
from nexus_cli.tui.home.new_interview import hidden_words_sentence, stage_words
from nexus_cli.tui.home.preparing import prepare_watched
from nexus_cli.tui.home.samples import Sample, samples
from nexus_cli.tui.key_line import KeyLine
from nexus_cli.tui.page import Page
from nexus_cli.tui.showing import joined, shown


class SamplesScreen(Page):
    """Enter on a sample prepares its interview and opens it; you answer as that candidate."""

    CSS_PATH = "home.tcss"
    HELP_TITLE = "Samples"
    HELP_TEXT = (
        "Six made-up candidates, each with a CV and a job that does not quite fit. Choose one with "
        "the arrow keys and Enter; you answer in their place."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape",
            "home",
            "Home",
            id="samples.home",
            tooltip="Go back; a preparation is stopped.",
        ),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._samples: list[Sample] = []

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        with Vertical(id="form"):
            yield Static("Try a sample: you answer in their place", classes="heading")
            yield OptionList(id="samples", markup=False)
            yield Static(id="form-wrong", classes="wrong")
            yield Static(id="stage")
        yield KeyLine(show_command_palette=False)

    def on_mount(self) -> None:
        """Fill the list."""
        choices = self.query_one("#samples", OptionList)
        try:
            self._samples = samples()
        except NexusError as error:
            self._tell(str(error))
        choices.add_options(
            [
                Option(_lines(s, self.size.width - 8), id=str(index))
                for index, s in enumerate(self._samples)
            ]
        )
        choices.highlighted = 0 if self._samples else None
        choices.focus()

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        """Prepare the sample under the cursor."""
        sample = self._samples[event.option_index]
        self._prepare(Preparation(sample.cv, sample.job))

    def action_home(self) -> None:
        """Go back, stopping what is being prepared."""
        self.workers.cancel_node(self)
        self.go_home()

    @work(exclusive=True)
    async def _prepare(self, wanted: Preparation) -> None:
        self._tell("")
        try:
            prepared = await prepare_watched(self.services, wanted, self._show_stage)
        except NexusError as error:
            self._tell(str(error))
            return
        if prepared.event.hidden_words:
            self.nexus.tell(hidden_words_sentence(prepared.event.hidden_words))
        self.nexus.open_home()
        self.nexus.open_interview(prepared.session_id)

    def _tell(self, sentence: str) -> None:
        wrong = self.query_one("#form-wrong", Static)
        wrong.update(shown(sentence))
        wrong.set_class(bool(sentence), "-told")
        self.query_one("#stage", Static).update("")

    def _show_stage(self, stage: Stage, seconds: float) -> None:
        self.query_one("#stage", Static).update(shown(stage_words(stage, seconds)))


def _lines(sample: Sample, cells: int) -> Content:
    files = f"{sample.cv.name}, {sample.job.name}"
    return joined(one_line(sample.title, cells), "\n  ", (one_line(files, cells - 2), "dim"))
