"""The last line: as many keys as fit, the most useful first, never one cut in half."""

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

from nexus_cli.text import width
from nexus_cli.tui.page import Page

_PADDING = 3
"""Cells a key takes beside its own text and its label."""
_ROOM_FOR_ALL = 60
"""Columns under which only a page's `NARROW_KEYS` are shown."""

_ROOM_FOR_FULL_NAMES = 100
"""Columns from which keys are written `Ctrl+S` instead of `^s`."""


class KeyLine(Footer):
    """A footer that leaves keys out rather than run over the edge."""

    def compose(self) -> ComposeResult:
        """Yield the keys that fit; help is the last to go."""
        self.set_reactive(Footer._bindings_ready, True)  # drawn with its page, not a frame later
        keys = [key for key in super().compose() if isinstance(key, FooterKey)]
        keys = [key for key in keys if self._wanted(key)]
        while len(keys) > 1 and sum(map(_cells, keys)) > self.app.size.width:
            keys.remove(next(key for key in reversed(keys) if not key.action.endswith("help")))
        yield from keys

    def on_resize(self, event: events.Resize) -> None:
        """Choose again when there is more or less room."""
        self.call_after_refresh(self.recompose)

    def _wanted(self, key: FooterKey) -> bool:
        page = self.screen
        if self.app.size.width >= _ROOM_FOR_ALL or not isinstance(page, Page):
            return True
        return not page.NARROW_KEYS or key.action.removeprefix("app.") in page.NARROW_KEYS


def _cells(key: FooterKey) -> int:
    return width(key.key_display) + width(key.description) + _PADDING


def key_name(binding: Binding, columns: int) -> str | None:
    """Return `Esc`, or `Ctrl+S` where there is room; None where Textual's own name will do."""
    if binding.key_display:
        return binding.key_display
    if binding.key == "escape":
        return "Esc"
    if binding.key.startswith("ctrl+") and columns >= _ROOM_FOR_FULL_NAMES:
        return f"Ctrl+{binding.key.removeprefix('ctrl+').upper()}"
    return None
