"""The ways off the interview page: each waits until what there is to lose is on disk."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from nexus_cli.models.commands import PauseInterview
from nexus_cli.tui.interview import words
from nexus_cli.tui.interview.answer_editor import word_count
from nexus_cli.tui.interview.header import question_number
from nexus_cli.tui.interview.spoken.words import unspent
from nexus_cli.tui.interview.state_line import LEAVING

if TYPE_CHECKING:
    from nexus_cli.tui.interview.screen import InterviewScreen


class Leaving:
    """Pauses the session of a page and goes on once the session has let go."""

    def __init__(self, page: "InterviewScreen") -> None:
        self._page = page
        self._then: Callable[[], object] | None = None

    def depart(self, then: Callable[[], object]) -> None:
        """Keep the draft, pause the session, and do `then` when both are on disk."""
        page = self._page
        unkept = page.conversation is None and page.board.typed
        asked_twice = self._then is not None and not page.floor.in_flight
        if page.state is None or page.over:
            then()
        elif unkept:
            page.ask(words.LOSE_TEXT, "Leave", "Stay", then)
        elif page.conversation is None or asked_twice:
            then()  # nothing to wait for, or every answer is on disk
        else:
            page.floor.keep_draft()
            self._then = then
            page.floor.held = False
            page.spoken.fall_silent()
            page.board.tell(LEAVING)
            page.send_command(PauseInterview())

    def ask_then_leave(self) -> None:
        """Leave nexus; with words that were not handed over, ask whether that is meant."""
        page = self._page
        typed, said = word_count(page.board.editor.text), word_count(page.spoken.unspent)
        question = words.unsent(typed) if typed else unspent(said)
        if (typed or said) and page.floor.held:
            page.ask(question, "Leave", "Stay", lambda: self.depart(self.exit_paused))
        else:
            self.depart(self.exit_paused)

    def let_go(self) -> None:
        """Go where the person wanted to, now that the session is paused."""
        (self._then or self.exit_paused)()

    def let_go_broken(self) -> None:
        """Ask whether to go all the same, when the session could not be paused."""
        if self._then is not None:
            self._page.ask(words.LOSE_TEXT, "Leave", "Stay", self._then)
            self._then = None

    @property
    def under_way(self) -> bool:
        """Whether the page is only waiting for the session to let go."""
        return self._then is not None

    def exit_paused(self) -> None:
        """Leave nexus with the line that says how to come back."""
        page = self._page
        if page.state is None or page.over:
            page.app.exit()
            return
        number, total = question_number(page.state), len(page.state.prepared.plan.questions)
        page.nexus.leave_with(words.paused(number, total, page.session_id))
