"""Help: what can be done on the screen beneath, and with which keys."""

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from nexus_cli.text import width
from nexus_cli.tui.key_line import KeyLine
from nexus_cli.tui.showing import joined, shown

Key = tuple[str, str]
"""How a key is shown, and what it does."""


class HelpScreen(ModalScreen[None]):
    """A page's own words and keys, laid over it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape,f1,question_mark,enter",
            "dismiss",
            "Close",
            id="help.close",
            key_display="Esc",
            tooltip="Go back to the screen beneath.",
        ),
    ]

    def __init__(self, title: str, text: str, keys: Iterable[Key]) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._keys = list(keys)

    def compose(self) -> ComposeResult:
        """Lay out the words, then the keys."""
        with VerticalScroll(id="help"):
            yield Static(shown(self._title), classes="heading")
            yield Static(shown(self._text), id="help-text")
            room = max((width(key) for key, _ in self._keys), default=0)
            for key, does in self._keys:
                with Horizontal(classes="help-key"):
                    gap = " " * (room - width(key) + 2)
                    yield Static(joined((key, "bold $text-accent"), gap), classes="key")
                    yield Static(shown(does))
        yield KeyLine(show_command_palette=False)


def keys_of(page: Screen[None], shown_as: Callable[[Binding], str]) -> list[Key]:
    """Return the keys that work on `page`: those of its key line first, each action once."""
    # By id, so that an action with several keys is listed under the first of them.
    by_id = {b.binding.id: b.binding for b in reversed(page.active_bindings.values())}
    listed = [by_id[name] for name in reversed(by_id) if name]
    listed.sort(key=lambda binding: not binding.show)
    return [(shown_as(binding), binding.tooltip) for binding in listed]
