"""Where the time of the last turn went, laid over the page."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.screen import ModalScreen
from textual.widgets import Static

from nexus_cli.telemetry.waterfall import WAITED_FOR, Waterfall
from nexus_cli.telemetry.waterfall_text import LEGEND, head, lines
from nexus_cli.tui.key_line import KeyLine
from nexus_cli.tui.showing import shown

TITLE = "Where the time went"
NONE = "There has been no turn yet: nothing was answered since nexus was started."


class WaterfallScreen(ModalScreen[None]):
    """The turn as it was when the screen was opened."""

    DEFAULT_CSS = """
    WaterfallScreen {
        align: center middle;
        background: $background 60%;

        & #waterfall {
            width: 100;
            max-width: 100%;
            height: auto;
            max-height: 100%;
            margin-bottom: 1;
            padding: 1 2;
            scrollbar-size-vertical: 1;
            scrollbar-gutter: stable;
            border: round $primary;
            background: $surface;
        }

        & #waterfall-bars {
            margin: 1 0;
            text-wrap: nowrap;
        }

        &.-short #waterfall {
            padding: 0 1;
        }

        &.-short #waterfall-bars {
            margin: 0;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape,f2,enter",
            "dismiss",
            "Close",
            id="waterfall.close",
            key_display="Esc",
            tooltip="Go back to the screen beneath.",
        ),
    ]

    def __init__(self, made: Waterfall | None) -> None:
        super().__init__()
        self._made = made

    def compose(self) -> ComposeResult:
        """Lay out the turn and its bars, or that there was none."""
        with VerticalScroll(id="waterfall"):
            yield Static(TITLE, classes="heading")
            if self._made is None:
                yield Static(shown(NONE))
            else:
                yield Static(shown(head(self._made)))
                yield Static(id="waterfall-bars")
                yield Static(shown(LEGEND), classes="muted")
        yield KeyLine(show_command_palette=False)

    def on_mount(self) -> None:
        """Draw the bars once it is known how much room there is."""
        self.call_after_refresh(self._draw)

    def on_resize(self, event: Resize) -> None:
        """Draw them again for another width."""
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        if self._made is None:
            return
        bars = self.query_one("#waterfall-bars", Static)
        heading, *rows = lines(self._made, bars.size.width)
        drawn = [shown(heading, "$text-muted"), *map(_line, rows)]
        bars.update(Content("\n").join(drawn))


def _line(text: str) -> Content:
    """Return a row with what was waited for in the accent colour: it is of another shape too."""
    content = shown(text)
    first, last = text.find(WAITED_FOR), text.rfind(WAITED_FOR)
    return content if first < 0 else content.stylize("$text-accent", first, last + 1)
