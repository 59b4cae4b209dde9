"""What is happening, in words and a shape; never a bare spinner."""

from dataclasses import dataclass
from enum import StrEnum

from textual.content import Content
from textual.widgets import Static

from nexus_cli.models.signals import StageEntered
from nexus_cli.tui.showing import joined


class Mark(StrEnum):
    """The shape before the words: states can be told apart without colour."""

    YOURS = "●"
    SPEAKING = "○"
    COUNTING = "▶"
    HELD = "‖"
    WAITING = "◌"
    TROUBLE = "!"
    DONE = "■"


_STYLES = {
    Mark.YOURS: "bold $text-success",
    Mark.SPEAKING: "bold $text-primary",
    Mark.COUNTING: "bold $text-warning",
    Mark.HELD: "bold $text-success",
    Mark.WAITING: "$foreground 72%",
    Mark.TROUBLE: "bold $text-error",
    Mark.DONE: "bold $text-primary",
}


@dataclass(frozen=True)
class State:
    """One state of the page."""

    mark: Mark
    words: str
    saved: bool = False
    """Whether an answer reached the disk just before."""


OPENING = State(Mark.WAITING, "opening the interview")
LEAVING = State(Mark.WAITING, "keeping what you typed, then leaving")
SENDING = State(Mark.WAITING, "sending your answer")


def waiting(stage: StageEntered, saved: bool) -> State:
    """Return a wait in words, with what comes after it."""
    return State(Mark.WAITING, f"{stage.stage}, then {stage.next_up}", saved)


class StateLine(Static):
    """Shows one state; a wait over a second says how long it has lasted."""

    state = OPENING
    _beside = Content("")

    def on_mount(self) -> None:
        """Show the opening state."""
        self.tell(self.state)

    def tell(self, state: State, seconds: float = 0.0) -> None:
        """Show `state`, which has lasted `seconds`."""
        self.state = state
        gap = "   " if self._beside else ""
        self.update(joined(_words(state, seconds), gap, self._beside))

    def set_beside(self, beside: Content) -> None:
        """Have `beside` follow the words from the next state on."""
        self._beside = beside


def _words(state: State, seconds: float) -> Content:
    lasted = f" ({int(seconds)} s)" if state.mark is Mark.WAITING and seconds >= 1 else ""
    saved = Content.styled("✓ saved  ", "$text-success") if state.saved else ""
    style = _STYLES[state.mark]
    return joined(saved, (f"{state.mark} ", style), (state.words + lasted, style))
