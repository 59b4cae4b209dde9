"""Unsent text, kept on disk a few seconds after it was typed."""

from collections.abc import Callable

from textual.timer import Timer
from textual.widget import Widget

from nexus_cli.models.commands import KeepDraft

_SECONDS = 3.0
"""Text typed is at most this much older than the draft on disk."""


class Draft:
    """Knows which text the session was last told to keep."""

    def __init__(self, page: Widget, send: Callable[[KeepDraft], None]) -> None:
        self._page = page
        self._send = send
        self._kept = ""
        self._due: Timer | None = None

    def opened_with(self, text: str) -> None:
        """Note that `text` is what the disk holds."""
        self._kept = text

    def changed(self, current: Callable[[], str | None]) -> None:
        """Keep what `current` returns a little later; None then means that nothing is to keep."""
        if self._due is None:
            self._due = self._page.set_timer(_SECONDS, lambda: self._fire(current))

    def keep(self, text: str | None) -> None:
        """Keep `text` now, unless it is kept already."""
        if text is not None and text != self._kept:
            self._kept = text
            self._send(KeepDraft(text=text))

    def _fire(self, current: Callable[[], str | None]) -> None:
        self._due = None
        self.keep(current())
