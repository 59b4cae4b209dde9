"""The page a person is interviewed on. It shows what the session yields and sends what they do."""

import asyncio
from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult, SystemCommand
from textual.binding import BindingType
from textual.widgets import TextArea

from nexus_cli.errors import NexusError
from nexus_cli.models.commands import Command, SubmitAnswer
from nexus_cli.models.events import EventBase
from nexus_cli.models.session import SessionState, fold, fold_in
from nexus_cli.models.signals import LeftToRead, QuestionCut, Said
from nexus_cli.telemetry import Clock
from nexus_cli.tui.confirm import ConfirmScreen
from nexus_cli.tui.interview import words
from nexus_cli.tui.interview.answer_editor import AnswerEditor
from nexus_cli.tui.interview.asking import AskingPage
from nexus_cli.tui.interview.board import Board
from nexus_cli.tui.interview.conversation import (
    Conversation,
    SessionItem,
    SessionStopped,
    TalkOpened,
)
from nexus_cli.tui.interview.floor import Floor
from nexus_cli.tui.interview.keys import KEYS, shown_now
from nexus_cli.tui.interview.leaving import Leaving
from nexus_cli.tui.interview.noting import Noting
from nexus_cli.tui.interview.spoken import words as spoken_words
from nexus_cli.tui.interview.spoken.floor import SpokenFloor
from nexus_cli.tui.interview.state_line import SENDING, Mark, State
from nexus_cli.tui.interview.way import Way
from nexus_cli.tui.key_line import KeyLine
from nexus_cli.tui.voice import Voice


class InterviewScreen(AskingPage):
    """One session from wherever it stands; holds no interview logic."""

    CSS_PATH = "interview.tcss"
    HELP_TITLE = words.HELP_TITLE
    NARROW_KEYS = ("send", "later", "done", "think", "report", "help")
    BINDINGS: ClassVar[list[BindingType]] = KEYS

    def __init__(self, session_id: str, clock: Clock, voice: Voice | None = None) -> None:
        super().__init__()
        self.session_id = session_id
        self.state: SessionState | None = None
        self.conversation: Conversation | None = None
        self.board = Board(clock)
        self.floor = Floor(self.board, self.send_command)
        self.spoken = SpokenFloor(self.board, self.floor, self.send_command)
        self._voice = voice
        self._noting = Noting(self)
        self._leaving = Leaving(self)

    def compose(self) -> ComposeResult:
        """Lay out the board and the keys."""
        yield self.board
        yield KeyLine(show_command_palette=False)

    @property
    def help_text(self) -> str:
        """What can be done here, by voice or by keyboard."""
        return spoken_words.HELP_TEXT if self.spoken.on else words.HELP_TEXT

    @property
    def writing(self) -> bool:
        """Whether an answer may be under way, so that nothing may cover it."""
        return not self.over

    @property
    def over(self) -> bool:
        """Whether no further question will be asked."""
        return self.state is not None and self.state.ended is not None

    async def on_mount(self) -> None:
        """Show what the store knows, then listen to the session."""
        reading = self.services.thread.submit(self.services.store.events(self.session_id))
        try:
            events = await asyncio.wrap_future(reading)
        except NexusError as error:
            self.board.tell(State(Mark.TROUBLE, f"{error} Escape goes home."))
            return
        self.state = fold(events)
        await self.board.show(self.state, self._noting.said, self._noting.cuts)
        self._listen()

    async def on_unmount(self) -> None:
        """Let go of the session."""
        if self.conversation is not None:
            await self.conversation.close()

    def on_screen_suspend(self) -> None:
        """Hold the wait while help or a question lies over the page."""
        if not self._leaving.under_way and not self.over:
            self.spoken.cover(True)

    def on_screen_resume(self) -> None:
        """Let the wait run again."""
        self.spoken.cover(False)

    def _listen(self) -> None:
        self.spoken.begin()
        if self._voice is not None and not self.over:
            self.board.tell(State(Mark.WAITING, spoken_words.OPENING))
        self.conversation = Conversation(
            self.services, self.session_id, self.post_message, self._voice
        )

    def send_command(self, command: Command) -> None:
        """Tell the session what the person did."""
        if self.conversation is not None:
            self.conversation.send(command)

    @on(TalkOpened)
    def opened(self, message: TalkOpened) -> None:
        """Say once who hears and who speaks; it stays in the right column."""
        self.query_one(Way).notes = message.notes
        for note in message.notes:
            self.nexus.tell(note)

    @on(SessionItem)
    async def hear(self, message: SessionItem) -> None:
        """Show one event or signal."""
        item, keys = message.item, self._keys_depend_on
        if isinstance(item, EventBase) and self.state is not None:
            self.state = fold_in(self.state, item)
        self._noting.note(item)
        if isinstance(item, EventBase | Said | LeftToRead | QuestionCut) and self.state is not None:
            await self.board.show(self.state, self._noting.said, self._noting.cuts)
        if keys != self._keys_depend_on:
            self.refresh_bindings()

    @property
    def _keys_depend_on(self) -> tuple[object, ...]:
        spoken = self.spoken
        return (self.floor.held, self.over, spoken.by_ear, spoken.answering, spoken.known.phase)

    @on(SessionStopped)
    def stopped(self, message: SessionStopped) -> None:
        """Go where the person wanted to, show the way to the report, or say what went wrong."""
        self.floor.held = False
        self.spoken.fall_silent()
        if message.error is not None:
            self._broken(message.error)
        elif self.over:
            self.board.tell(State(Mark.DONE, words.FINISHED))
            self.board.finish()
            self.refresh_bindings()
        else:
            self._leaving.let_go()

    def _broken(self, error: NexusError) -> None:
        """Keep the text on screen; sending it opens the session again."""
        self.conversation = None
        self.board.put_back(self.floor.in_flight)
        self.floor.in_flight = ""
        self.floor.trouble = words.broken(str(error), self.board.typed)
        self.board.open_editor()
        self.board.tell(State(Mark.TROUBLE, self.floor.trouble))
        self.refresh_bindings()
        self._leaving.let_go_broken()

    @on(TextArea.Changed)
    def typed(self) -> None:
        """Count the words, and keep them before long."""
        self.board.editor.show_count()
        self.floor.text_changed()

    @on(AnswerEditor.Sent)
    def send(self, message: AnswerEditor.Sent) -> None:
        """Send the answer; it leaves the editor, and comes back if it cannot be saved."""
        if self.conversation is None:
            self.floor.trouble = ""
            self._listen()
        elif not message.text.strip():
            self.nexus.tell(words.NOTHING_TO_SEND)
        elif self.spoken.on and not self.floor.held:
            self.nexus.tell(spoken_words.ONE_MOMENT)
        else:
            self.floor.in_flight = message.text
            self.hand_over(SubmitAnswer(text=message.text), SENDING)

    def hand_over(self, command: Command, state: State) -> None:
        """Give the floor away with `command`."""
        self.floor.hand_over(command, state)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Show each key only while it does something."""
        return shown_now(action, self)

    def leave(self) -> None:
        """Quit; with words that were not handed over, ask whether that is meant."""
        self._leaving.ask_then_leave()

    def depart(self, then: Callable[[], object]) -> None:
        """Keep the draft, pause the session, and do `then` when both are on disk."""
        self._leaving.depart(then)

    def action_later(self) -> None:
        """Stop here, to come back to the same question."""
        self.depart(self._leaving.exit_paused)

    def ask(self, question: str, yes: str, no: str, do: Callable[[], object]) -> None:
        """Do something that loses text only after a yes."""

        def answered(agreed: bool | None) -> None:
            if agreed:
                do()

        self.app.push_screen(ConfirmScreen(question, yes, no), answered)

    def commands(self) -> Iterable[SystemCommand]:
        """Add the way to end early, and what has no key while somebody types."""
        yield from self.asking_commands()
        yield from super().commands()
