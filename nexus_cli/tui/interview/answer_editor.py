"""Where an answer is typed: Enter is a new line, a full stop alone on a line sends."""

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea

_ROOM_FOR_HINT = 50
"""Cells inside the editor from which the way to send is written under it."""


def word_count(text: str) -> int:
    """Return how many words `text` has, parted by white space."""
    return len(text.split())


class AnswerEditor(TextArea):
    """A text area that knows when it was sent."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+s,ctrl+enter,ctrl+j",
            "send",
            "Send",
            id="answer.send",
            tooltip="Send your answer. Ctrl+Enter does the same where the terminal passes it on.",
        ),
    ]

    @dataclass
    class Sent(Message):
        """The person is done with this text."""

        text: str

    def __init__(self, id: str) -> None:  # noqa: A002  # named as Textual's is
        super().__init__(
            id=id,
            soft_wrap=True,
            highlight_cursor_line=False,
            tab_behavior="focus",
            placeholder="Type your answer here. Take your time.",
        )

    def put(self, text: str) -> None:
        """Fill the editor and set the cursor behind the text."""
        self.load_text(text)
        self.move_cursor(self.document.end)

    def add(self, text: str, position: int) -> None:
        """Add `text` at `position`, a count of characters, parted by spaces; the cursor stays."""
        before, behind = self.text[:position], self.text[position:]
        if before and not before[-1].isspace() and not text[:1].isspace():
            text = f" {text}"
        if behind and not behind[0].isspace() and not text[-1:].isspace():
            text = f"{text} "
        *above, line = before.split("\n")
        self.insert(text, (len(above), len(line)))

    def on_mount(self) -> None:
        """Show the count from the start; keep the cursor still where motion is not wanted."""
        self.cursor_blink = self.app.animation_level == "full"
        self.show_count()

    def show_count(self) -> None:
        """Show how many words there are, and how to send them."""
        words = word_count(self.text)
        unit = "word" if words == 1 else "words"
        how = " · Ctrl+S or a lone full stop sends" if self.size.width >= _ROOM_FOR_HINT else ""
        self.border_subtitle = f"{words} {unit}{how}"

    def on_resize(self) -> None:
        """Leave the hint out where it would be cut."""
        self.show_count()

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter" and self._stop_stands_alone():
            event.stop()
            event.prevent_default()
            self.action_send()
            return
        await super()._on_key(event)

    def action_send(self) -> None:
        """Hand the text over, without the full stop that ended it."""
        text = self.text
        if self._stop_stands_alone():
            text = text.rstrip().removesuffix(".").rstrip("\n")
        self.post_message(self.Sent(text))

    def _stop_stands_alone(self) -> bool:
        """Whether the cursor is behind a full stop that has the last line to itself."""
        lines = self.text.rstrip("\n").split("\n")
        return lines[-1].strip() == "." and self.cursor_location[0] >= len(lines) - 1
