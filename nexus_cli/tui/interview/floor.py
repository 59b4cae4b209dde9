"""Whose turn it is, and what becomes of the text that a person types."""

from collections.abc import Callable

from nexus_cli.models.commands import Command
from nexus_cli.models.signals import YourTurn
from nexus_cli.tui.interview.board import Board
from nexus_cli.tui.interview.draft import Draft
from nexus_cli.tui.interview.state_line import State


class Floor:
    """The text in the editor is never dropped: it is sent, kept as a draft, or still there."""

    def __init__(self, board: Board, send: Callable[[Command], None]) -> None:
        self.held = False
        """Whether the session waits for this person."""
        self.in_flight = ""
        """Text sent that the session has not yet taken or given back."""
        self.trouble = ""
        self.saved = False
        """Whether the last answer reached the disk just before."""
        self.place: tuple[str, str] | None = None
        """Question id and words of what the person was last asked."""
        self._board = board
        self._send = send
        self._draft = Draft(board, send)
        self._offered = ""
        """The part of the text in the editor that the session knows of."""

    @property
    def typed_on(self) -> bool:
        """Whether the editor holds text that the session does not have."""
        typed = self._board.editor.text.strip()
        return bool(typed) and typed != self._offered.strip()

    def give(self, turn: YourTurn) -> bool:
        """Note that the person may answer; return whether this is newly asked."""
        place = (turn.question_id, turn.text)
        newly = place != self.place
        if newly:
            self._draft.opened_with(turn.draft)
            self._offered = turn.draft if self._board.typing else ""
        self.place = place
        self.held = True
        self.in_flight = ""
        return newly

    def take_offer(self, text: str) -> None:
        """Put what was said so far in the editor, with all that was typed there meanwhile."""
        editor, offered = self._board.editor, self._offered
        if self.in_flight or text == offered:
            return
        if editor.text.strip() in ("", offered.strip()):
            editor.put(text)
        elif text.startswith(offered):
            behind = len(offered) if editor.text.startswith(offered) else len(editor.text)
            editor.add(text[len(offered) :], behind)
        elif not offered.startswith(text):
            editor.add(text, len(editor.text))
        self._offered = text
        self._draft.opened_with(text)

    def take_back(self, text: str) -> None:
        """Put an answer that could not be kept in the editor, unless something is there."""
        self.in_flight = ""
        self._board.put_back(text)
        if self._board.editor.text == text:
            self._offered = text

    def forget_offer(self) -> None:
        """Empty the editor of what the session has, now that the answer is spoken on."""
        self._board.editor.load_text("")
        self._offered = ""

    def hand_over(self, command: Command, state: State) -> None:
        """Give the floor away with `command`."""
        self.held = self.saved = False
        self.trouble = self._offered = ""
        self._draft.opened_with("")
        self._board.close_editor()
        self._board.tell(state)
        self._send(command)

    def text_changed(self) -> None:
        """Keep what is typed before long."""
        self._draft.changed(self._unsent)

    def keep_draft(self) -> None:
        """Keep what is typed now."""
        self._draft.keep(self._unsent())

    def leave_keyboard(self) -> None:
        """Keep what is typed: whoever speaks goes on from it."""
        self.keep_draft()
        self._offered = self._board.editor.text

    def _unsent(self) -> str | None:
        """Return the text to keep as a draft, or None when the session would not take one now."""
        takes = self.held and not self.trouble and self._board.typing
        return self._board.editor.text if takes else None
