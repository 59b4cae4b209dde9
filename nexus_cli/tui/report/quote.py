"""A quote that can be followed to where it was said."""

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Static

from nexus_cli.models.grade import Evidence
from nexus_cli.reports.phrasing import quoted
from nexus_cli.tui.showing import joined


class QuoteLink(Static, can_focus=True):
    """One quote on a line; Enter or a click shows it in its answer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "follow",
            "Show in answer",
            id="quote.follow",
            tooltip="Show the quote where it was said.",
        ),
    ]

    @dataclass
    class Followed(Message):
        """Somebody wants to see a quote in its place."""

        question_id: str
        evidence: Evidence

    def __init__(
        self, question_id: str, evidence: Evidence, before: str, after: str, misheard: str = ""
    ) -> None:
        """`misheard` says in words what of the quote may not have been said."""
        quote = quoted(evidence.quote)
        super().__init__(joined(before, quote, (f"{misheard}{after}", "$foreground 72%")))
        self._question_id = question_id
        self._evidence = evidence

    def on_click(self) -> None:
        """Follow the quote."""
        self.action_follow()

    def action_follow(self) -> None:
        """Follow the quote."""
        self.post_message(self.Followed(self._question_id, self._evidence))
