"""What was heard of the answer so far."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static


class HeardText(VerticalScroll, can_focus=False):
    """Keeps the last words in view."""

    def compose(self) -> ComposeResult:
        """Lay out the text."""
        yield Static(id="heard-words")

    def show(self, said: Content) -> None:
        """Show what was said so far."""
        self.query_one("#heard-words", Static).update(said)
        self.call_after_refresh(self.scroll_end, animate=False)
