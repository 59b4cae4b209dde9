"""Mending an answer: its words as they were heard, and an editor to put them right."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from nexus_cli.tui.confirm import ConfirmScreen
from nexus_cli.tui.interview.spoken import words
from nexus_cli.tui.interview.spoken.drawing import marked
from nexus_cli.tui.interview.spoken.last_answer import LastAnswer
from nexus_cli.tui.key_line import KeyLine
from nexus_cli.tui.showing import shown


class CorrectionScreen(ModalScreen[str | None]):
    """Dismisses with the mended text, or with None when the answer is to stay as it was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+s,ctrl+enter,ctrl+j",
            "keep",
            "Keep",
            id="correction.keep",
            tooltip="Keep the answer as it reads now; it is scored anew.",
            priority=True,
        ),
        Binding(
            "escape",
            "leave",
            "Leave as it was",
            id="correction.leave",
            tooltip="Go back; asks when you changed something.",
        ),
    ]

    def __init__(self, answer: LastAnswer) -> None:
        super().__init__()
        self._answer = answer

    def compose(self) -> ComposeResult:
        """Lay out the question, the words in doubt, and the editor."""
        with Vertical(id="correction"):
            yield Static("Your last answer", classes="heading")
            yield Static(shown(self._answer.question), classes="muted", id="correction-question")
            if self._answer.pieces:
                yield Static(marked(self._answer.pieces, goes_on=False), id="correction-doubts")
            yield TextArea(self._answer.text, soft_wrap=True, tab_behavior="focus", id="mended")
        yield KeyLine(show_command_palette=False)

    def on_mount(self) -> None:
        """Begin behind the last word."""
        editor = self.query_one(TextArea)
        editor.cursor_blink = self.app.animation_level == "full"
        editor.move_cursor(editor.document.end)
        editor.focus()

    def action_keep(self) -> None:
        """Hand the text over, unless nothing of the answer is left."""
        text = self.query_one(TextArea).text.strip()
        if not text:
            self.app.notify(words.BLANK_CORRECTION, markup=False)
        else:
            self.dismiss(text if self._changed else None)

    def action_leave(self) -> None:
        """Go back; what was changed is dropped only after a yes."""

        def answered(agreed: bool | None) -> None:
            if agreed:
                self.dismiss(None)

        if self._changed:
            question = ConfirmScreen(words.DROP_CORRECTION, "Drop it", "Go on mending")
            self.app.push_screen(question, answered)
        else:
            self.dismiss(None)

    @property
    def _changed(self) -> bool:
        return self.query_one(TextArea).text.strip() != self._answer.text.strip()
