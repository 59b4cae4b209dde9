"""The page nexus opens with: interviews so far, unfinished first."""

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from nexus_cli.errors import NexusError
from nexus_cli.tui.home.rows import in_order, row
from nexus_cli.tui.home.trend import trend_line
from nexus_cli.tui.key_line import KeyLine
from nexus_cli.tui.page import Page
from nexus_cli.tui.showing import joined, shown

if TYPE_CHECKING:
    from nexus_cli.services.history import SessionSummary
    from nexus_cli.store import Store

_READING = "Reading your interviews"
_EMPTY = "No interviews yet. Press N for one with your own CV, or S to try it with a sample."


class HomeScreen(Page):
    """Enter takes up an unfinished interview, and opens the report of a finished one."""

    HELP_TITLE = "Your interviews"
    HELP_TEXT = (
        "What is unfinished stands first: Enter goes on where you stopped. Enter on a finished "
        "interview opens its report. N prepares a new one from a CV and a job, S tries nexus with "
        "a made-up candidate. Everything is kept on this machine."
    )
    NARROW_KEYS = ("new", "samples", "help")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "n", "new", "New interview", id="home.new", tooltip="Prepare one from a CV and a job."
        ),
        Binding(
            "s", "samples", "Samples", id="home.samples", tooltip="Try nexus with a made-up CV."
        ),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._summaries: list[SessionSummary] = []

    def compose(self) -> ComposeResult:
        """Lay out the name, the list with its trend, and the keys."""
        brand = joined(
            ("nexus", "bold $text-primary"), ("   interviews you can check", "$foreground 72%")
        )
        yield Static(brand, id="home-brand")
        yield Static("Interviews", classes="heading", id="home-title")
        yield Static(shown(_READING), id="home-reading", classes="muted")
        yield Static(shown(_EMPTY), id="home-empty")
        yield OptionList(id="interviews", markup=False)
        yield Static(id="home-trend")
        yield KeyLine(show_command_palette=False)

    def on_screen_resume(self) -> None:
        """Look again at what is stored whenever this page comes into view."""
        self.call_after_refresh(self._load)

    def on_resize(self, event: events.Resize) -> None:
        """Cut lines to the new width."""
        self._fill()

    @work(exclusive=True)
    async def _load(self) -> None:
        services = await self.nexus.opened()
        try:
            found = await asyncio.wrap_future(services.thread.submit(_stored(services.store)))
        except NexusError as error:
            self.query_one("#home-empty", Static).update(shown(str(error)))
            self.add_class("-empty")
            return
        self._summaries = in_order(found)
        self._fill()
        self.query_one("#home-trend", Static).update(_trend(self._summaries))
        self.set_class(bool(self._summaries), "-filled")
        self.set_class(not self._summaries, "-empty")
        if self._summaries:
            self.query_one("#interviews", OptionList).focus()

    def _fill(self) -> None:
        interviews = self.query_one("#interviews", OptionList)
        highlighted = interviews.highlighted
        interviews.clear_options()
        cells = self.size.width - 8
        interviews.add_options([Option(row(s, cells), id=s.session_id) for s in self._summaries])
        if self._summaries:
            interviews.highlighted = min(highlighted or 0, len(self._summaries) - 1)

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        """Open the interview under the cursor the way it stands."""
        summary = self._summaries[event.option_index]
        if summary.status == "damaged":
            self.nexus.tell(f"Session {summary.session_id} was changed on disk and is not opened.")
        elif summary.status == "finished":
            self.nexus.open_report(summary.session_id)
        else:
            self.nexus.open_interview(summary.session_id)

    def action_new(self) -> None:
        """Open the form for a new interview."""
        self.nexus.open_new_interview()

    def action_samples(self) -> None:
        """Open the list of made-up candidates."""
        from nexus_cli.tui.home.sample_list import SamplesScreen

        self.app.push_screen(SamplesScreen())


async def _stored(store: "Store") -> list["SessionSummary"]:
    from nexus_cli.services.history import summaries  # slow to load, so not on the page's thread

    return await summaries(store)


def _trend(found: list["SessionSummary"]) -> Content:
    line = trend_line(found)
    return joined(("Trend  ", "$foreground 72%"), line) if line else Content("")
