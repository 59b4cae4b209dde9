"""A question with two answers, asked only when a yes would throw something away."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from nexus_cli.tui.showing import shown


class ConfirmScreen(ModalScreen[bool]):
    """Dismisses with True for yes; Escape is no."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n", "answer(False)", "No", id="confirm.no", tooltip="Stay here."),
        Binding("y", "answer(True)", "Yes", id="confirm.yes", tooltip="Go ahead."),
        Binding(
            "left,right,up,down",
            "app.focus_next",
            "Other answer",
            id="confirm.other",
            tooltip="Move to the other answer.",
            show=False,
        ),
    ]

    def __init__(self, question: str, yes: str, no: str) -> None:
        super().__init__()
        self._question = question
        self._yes = yes
        self._no = no

    def compose(self) -> ComposeResult:
        """Put the safe answer first, so that Enter keeps what there is."""
        with Vertical(id="confirm"):
            yield Static(shown(self._question))
            with Horizontal():
                yield Button(f"{self._no} (N)", id="no", variant="primary")
                yield Button(f"{self._yes} (Y)", id="yes")

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer with the button."""
        self.dismiss(event.button.id == "yes")

    def action_answer(self, yes: bool) -> None:
        """Answer with a key."""
        self.dismiss(yes)
