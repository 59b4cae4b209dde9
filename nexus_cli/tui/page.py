"""What every screen of nexus has: its own help, its keys, and a way to leave without loss."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import SystemCommand
from textual.messages import Prune
from textual.screen import Screen

if TYPE_CHECKING:
    from nexus_cli.services import Services
    from nexus_cli.tui.app import NexusApp


class Page(Screen[None]):
    """A full screen, as opposed to a question or help laid over one."""

    HELP_TITLE: ClassVar[str] = ""
    HELP_TEXT: ClassVar[str] = ""
    """What a person can do here, in a few sentences."""
    NARROW_KEYS: ClassVar[tuple[str, ...]] = ()
    """Ids of the bindings that the key line shows when there is room for three."""

    @on(Prune)
    def stop_working(self) -> None:
        """Stop what fills the page before the widgets go that it would fill."""
        self.workers.cancel_node(self)

    @property
    def help_text(self) -> str:
        """What a person can do here as things stand."""
        return self.HELP_TEXT

    @property
    def writing(self) -> bool:
        """Whether a person may be in the middle of a text that nothing should cover."""
        return False

    @property
    def nexus(self) -> "NexusApp":
        """The app this page belongs to."""
        return cast("NexusApp", self.app)

    @property
    def services(self) -> "Services":
        """What the page asks for its data."""
        return self.nexus.services

    def depart(self, then: Callable[[], object]) -> None:
        """Do `then`, which closes this page, once nothing on it can be lost."""
        then()

    def leave(self) -> None:
        """Quit the app."""
        self.depart(self.app.exit)

    def go_home(self) -> None:
        """Go back to the list of interviews."""
        self.depart(self.nexus.open_home)

    def go_to_new_interview(self) -> None:
        """Go to the form for a new interview."""
        self.depart(self.nexus.open_new_interview)

    def commands(self) -> Iterable[SystemCommand]:
        """Return what the command palette offers for this page."""
        yield SystemCommand("Home", "Your interviews", self.go_home)
        yield SystemCommand("New interview", "From a CV and a job", self.go_to_new_interview)
