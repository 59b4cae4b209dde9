"""The page a person is interviewed on. It shows what the session yields and sends what they do."""

import asyncio
from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult, SystemCommand
from textual.binding import BindingType
from textual.widgets import TextArea

from nexus_cli.errors import NexusError
from nexus_cli.models.commands import (
    ClarifyQuestion,
    Command,
    EndInterview,
    PauseInterview,
    RepeatQuestion,
    SkipQuestion,
    SubmitAnswer,
)
from nexus_cli.models.events import (
    AnswerAccepted,
    Event,
    EventBase,
    FollowUpAsked,
    QuestionAsked,
    RoleQuestionAnswered,
)
from nexus_cli.models.session import SessionState, fold, fold_in
from nexus_cli.models.signals import GradingProgress, NotSaved, Said, Signal, StageEntered, YourTurn
from nexus_cli.tui.confirm import ConfirmScreen
from nexus_cli.tui.interview import words
from nexus_cli.tui.interview.answer_editor import AnswerEditor, word_count
from nexus_cli.tui.interview.board import Board
from nexus_cli.tui.interview.conversation import Conversation, SessionItem, SessionStopped
from nexus_cli.tui.interview.draft import Draft
from nexus_cli.tui.interview.header import question_number
from nexus_cli.tui.interview.keys import KEYS
from nexus_cli.tui.interview.state_line import LEAVING, SENDING, Mark, State, waiting
from nexus_cli.tui.key_line import KeyLine
from nexus_cli.tui.page import Page


class InterviewScreen(Page):
    """One session from wherever it stands; holds no interview logic."""

    CSS_PATH = "interview.tcss"
    HELP_TITLE = words.HELP_TITLE
    HELP_TEXT = words.HELP_TEXT
    NARROW_KEYS = ("send", "later", "report", "help")
    BINDINGS: ClassVar[list[BindingType]] = KEYS

    def __init__(self, session_id: str) -> None:
        super().__init__()
        self.session_id = session_id
        self._state: SessionState | None = None
        self._conversation: Conversation | None = None
        self._draft = Draft(self, self._send)
        self._said: list[Said] = []
        self._place: tuple[str, str] | None = None
        """Question id and words of what the editor was last opened for."""
        self._floor = False
        """Whether the session waits for this person."""
        self._in_flight = ""
        """Text sent that the session has not yet taken or given back."""
        self._trouble = ""
        self._saved = False
        self._then: Callable[[], object] | None = None
        """What to do once the session has let go."""

    def compose(self) -> ComposeResult:
        """Lay out the board and the keys."""
        yield Board(self.services.telemetry.clock)
        yield KeyLine(show_command_palette=False)

    @property
    def _board(self) -> Board:
        return self.query_one(Board)

    @property
    def writing(self) -> bool:
        """Whether an answer may be under way, so that nothing may cover it."""
        return not self._over

    @property
    def _over(self) -> bool:
        return self._state is not None and self._state.ended is not None

    async def on_mount(self) -> None:
        """Show what the store knows, then listen to the session."""
        reading = self.services.thread.submit(self.services.store.events(self.session_id))
        try:
            events = await asyncio.wrap_future(reading)
        except NexusError as error:
            self._board.tell(State(Mark.TROUBLE, f"{error} Escape goes home."))
            return
        self._state = fold(events)
        await self._board.show(self._state, self._said)
        self._listen()

    async def on_unmount(self) -> None:
        """Let go of the session."""
        if self._conversation is not None:
            await self._conversation.close()

    def _listen(self) -> None:
        self._conversation = Conversation(self.services, self.session_id, self.post_message)

    def _send(self, command: Command) -> None:
        if self._conversation is not None:
            self._conversation.send(command)

    @on(SessionItem)
    async def hear(self, message: SessionItem) -> None:
        """Show one event or signal."""
        item = message.item
        if isinstance(item, EventBase) and self._state is not None:
            self._state = fold_in(self._state, item)
        self._note(item)
        if isinstance(item, EventBase | Said) and self._state is not None:
            await self._board.show(self._state, self._said)

    def _note(self, item: Event | Signal) -> None:
        match item:
            case QuestionAsked() | FollowUpAsked():
                self._said = [s for s in self._said if s.kind == "bridge"]
            case Said(kind="repeat") if self._place is None:
                pass  # a session taken up at a follow-up says it again; it is on the page already
            case Said():
                self._said = [s for s in self._said if s.kind != item.kind] + [item]
            case RoleQuestionAnswered(answer=answer):
                self._said.append(Said(text=answer, kind="role_answer"))
            case StageEntered():
                self._board.tell(waiting(item, self._saved))
            case AnswerAccepted():
                self._in_flight = ""
                self._saved = True
                self._said = []
            case NotSaved(text=text, sentence=sentence):
                self._in_flight = ""
                self._trouble = words.not_saved(sentence)
                self._board.put_back(text)
            case YourTurn():
                self._give_floor(item)
            case GradingProgress(scored=scored, answered=answered):
                self._board.tell(State(Mark.WAITING, words.grading(scored, answered)))

    def _give_floor(self, turn: YourTurn) -> None:
        """Open the editor; a draft from disk only when this is newly asked."""
        place = (turn.question_id, turn.text)
        newly = place != self._place
        if newly:
            self._draft.opened_with(turn.draft)
        self._board.open_editor(turn.draft if newly else None)
        self._place = place
        self._floor = True
        self._in_flight = ""
        state = State(Mark.YOURS, words.your_turn(turn.part), self._saved)
        self._board.tell(State(Mark.TROUBLE, self._trouble) if self._trouble else state)
        self.refresh_bindings()

    @on(SessionStopped)
    def stopped(self, message: SessionStopped) -> None:
        """Go where the person wanted to, show the way to the report, or say what went wrong."""
        self._floor = False
        if message.error is not None:
            self._broken(message.error)
        elif self._over:
            self._board.tell(State(Mark.DONE, words.FINISHED))
            self._board.editor.display = False
            self.set_focus(None)
            self.refresh_bindings()
        else:
            (self._then or self._exit_paused)()

    def _broken(self, error: NexusError) -> None:
        """Keep the text on screen; sending it opens the session again."""
        self._conversation = None
        self._board.put_back(self._in_flight)
        self._in_flight = ""
        self._trouble = words.broken(str(error), self._board.typed)
        self._board.open_editor()
        self._board.tell(State(Mark.TROUBLE, self._trouble))
        self.refresh_bindings()
        if self._then is not None:
            self._ask(words.LOSE_TEXT, "Leave", "Stay", self._then)
            self._then = None

    @on(TextArea.Changed)
    def typed(self) -> None:
        """Count the words, and keep them before long."""
        self._board.editor.show_count()
        self._draft.changed(self._unsent)

    def _unsent(self) -> str | None:
        """Return the text to keep as a draft, or None when the session would not take one now."""
        return self._board.editor.text if self._floor and not self._trouble else None

    @on(AnswerEditor.Sent)
    def send(self, message: AnswerEditor.Sent) -> None:
        """Send the answer; it leaves the editor, and comes back if it cannot be saved."""
        if self._conversation is None:
            self._trouble = ""
            self._listen()
        elif not message.text.strip():
            self.nexus.tell(words.NOTHING_TO_SEND)
        else:
            self._in_flight = message.text
            self._hand_over(SubmitAnswer(text=message.text), SENDING)

    def _hand_over(self, command: Command, state: State) -> None:
        """Give the floor away with `command`."""
        self._floor = self._saved = False
        self._trouble = ""
        self._draft.opened_with("")
        self._board.close_editor()
        self._board.tell(state)
        self._send(command)
        self.refresh_bindings()

    def action_repeat(self) -> None:
        """Have the question said again."""
        self._send(RepeatQuestion())

    def action_clarify(self) -> None:
        """Have the question explained."""
        self._send(ClarifyQuestion())

    def action_skip(self) -> None:
        """Leave the question unanswered; asks first when there is text."""

        def skip() -> None:
            self._hand_over(SkipQuestion(), State(Mark.WAITING, words.SKIPPING))

        if self._board.typed:
            self._ask(words.SKIP_TEXT, "Skip", "Keep writing", skip)
        else:
            skip()

    def end_interview(self) -> None:
        """Ask nothing more; asks first."""

        def end() -> None:
            self._hand_over(EndInterview(), State(Mark.WAITING, words.ENDING))

        self._ask(words.END, "End it", "Go on", end)

    def action_later(self) -> None:
        """Stop here, to come back to the same question."""
        self.depart(self._exit_paused)

    def action_home(self) -> None:
        """Go home; the draft is kept."""
        self.go_home()

    def action_report(self) -> None:
        """Open the report, once the interview is over."""
        self.nexus.open_report(self.session_id)

    def action_look(self, way: str) -> None:
        """Scroll through what was said."""
        self._board.look(up=way == "up")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Show each key only while it does something."""
        if action == "report":
            return self._over and not self._board.editor.display
        if action in ("repeat", "clarify", "skip"):
            return True if self._floor else (False if self._over else None)
        return not self._over if action == "later" else True

    def leave(self) -> None:
        """Quit; with unsent text, ask whether that is meant."""
        count = word_count(self._board.editor.text)
        if count and self._floor:
            question = words.unsent(count)
            self._ask(question, "Leave", "Stay", lambda: self.depart(self._exit_paused))
        else:
            self.depart(self._exit_paused)

    def depart(self, then: Callable[[], object]) -> None:
        """Keep the draft, pause the session, and do `then` when both are on disk."""
        unkept = self._conversation is None and self._board.typed
        if self._state is None or self._over:
            then()
        elif unkept:
            self._ask(words.LOSE_TEXT, "Leave", "Stay", then)
        elif self._conversation is None or (self._then is not None and not self._in_flight):
            then()  # nothing to wait for, or asked for twice with every answer on disk
        else:
            self._draft.keep(self._unsent())
            self._then = then
            self._floor = False
            self._board.tell(LEAVING)
            self._send(PauseInterview())

    def _exit_paused(self) -> None:
        if self._state is None or self._over:
            self.app.exit()
            return
        number, total = question_number(self._state), len(self._state.prepared.plan.questions)
        self.nexus.leave_with(words.paused(number, total, self.session_id))

    def _ask(self, question: str, yes: str, no: str, do: Callable[[], object]) -> None:
        def answered(agreed: bool | None) -> None:
            if agreed:
                do()

        self.app.push_screen(ConfirmScreen(question, yes, no), answered)

    def commands(self) -> Iterable[SystemCommand]:
        """Add the way to end early."""
        if self._floor:
            yield SystemCommand(
                "End the interview", "No more questions; go to the report", self.end_interview
            )
        yield from super().commands()
