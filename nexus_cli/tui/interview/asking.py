"""What a person can ask for with a key, by voice or at the keyboard."""

from collections.abc import Callable, Iterable

from textual.app import SystemCommand

from nexus_cli.models.commands import (
    ClarifyQuestion,
    Command,
    CorrectAnswer,
    EndInterview,
    RepeatQuestion,
    SkipQuestion,
)
from nexus_cli.models.session import SessionState
from nexus_cli.telemetry.waterfall import latest_turn
from nexus_cli.tui.interview import words
from nexus_cli.tui.interview.board import Board
from nexus_cli.tui.interview.floor import Floor
from nexus_cli.tui.interview.spoken import words as spoken_words
from nexus_cli.tui.interview.spoken.correction import CorrectionScreen
from nexus_cli.tui.interview.spoken.floor import SpokenFloor
from nexus_cli.tui.interview.spoken.last_answer import last_answer
from nexus_cli.tui.interview.state_line import Mark, State
from nexus_cli.tui.page import Page


class AskingPage(Page):
    """The actions behind the keys; the page itself knows how to send and to ask back."""

    session_id: str
    state: SessionState | None
    board: Board
    floor: Floor
    spoken: SpokenFloor

    def send_command(self, command: Command) -> None:
        """Tell the session what the person did."""
        raise NotImplementedError

    def hand_over(self, command: Command, state: State) -> None:
        """Give the floor away with `command`."""
        raise NotImplementedError

    def ask(self, question: str, yes: str, no: str, do: Callable[[], object]) -> None:
        """Do something that loses text only after a yes."""
        raise NotImplementedError

    def action_repeat(self) -> None:
        """Have the question said again."""
        self.send_command(RepeatQuestion())

    def action_clarify(self) -> None:
        """Have the question explained."""
        self.send_command(ClarifyQuestion())

    def action_skip(self) -> None:
        """Leave the question unanswered; asks first when there is an answer to it."""
        place = self.floor.place

        def skip() -> None:
            if self.floor.held and self.floor.place == place:  # the question may have moved on
                self.hand_over(SkipQuestion(), State(Mark.WAITING, words.SKIPPING))

        if self.board.typing and self.board.typed:
            self.ask(words.SKIP_TEXT, "Skip", "Keep writing", skip)
        elif self.spoken.unspent:
            self.ask(spoken_words.SKIP_SAID, "Skip", "Go on speaking", skip)
        else:
            skip()

    def action_later(self) -> None:
        """Stop here, to come back to the same question."""
        raise NotImplementedError

    def action_spoken(self, what: str) -> None:
        """Do what the letter keys share with the typed interview."""
        shared = {
            "repeat": self.action_repeat,
            "clarify": self.action_clarify,
            "skip": self.action_skip,
            "later": self.action_later,
        }
        shared[what]()

    def action_done(self) -> None:
        """Finish the answer, or stop the voice."""
        self.spoken.done()

    def action_think(self) -> None:
        """Stop the wait, or let it run again."""
        self.spoken.think()

    def action_type(self) -> None:
        """Type on from what was said so far."""
        self.spoken.switch()

    def action_speak(self) -> None:
        """Speak on from what was typed."""
        self.floor.leave_keyboard()
        self.spoken.switch()

    def action_patience(self) -> None:
        """Wait longer, or less long, for more words."""
        self.spoken.change_patience()
        self.nexus.tell(spoken_words.patience(self.spoken.known.patience))

    def action_correct(self) -> None:
        """Mend the last answer that was accepted."""
        last = last_answer(self.state) if self.state is not None else None
        if last is None:
            self.nexus.tell(spoken_words.NOTHING_TO_CORRECT)
            return

        def mended(text: str | None) -> None:
            if text is not None:
                self.send_command(
                    CorrectAnswer(question_id=last.question_id, part=last.part, text=text)
                )

        self.app.push_screen(CorrectionScreen(last), mended)

    def end_interview(self) -> None:
        """Ask nothing more; asks first."""

        def end() -> None:
            self.hand_over(EndInterview(), State(Mark.WAITING, words.ENDING))

        self.ask(words.END, "End it", "Go on", end)

    def action_home(self) -> None:
        """Go home; what was said or typed is kept."""
        self.go_home()

    def action_report(self) -> None:
        """Open the report, once the interview is over."""
        self.nexus.open_report(self.session_id)

    def action_waterfall(self) -> None:
        """Show where the time of the last turn went."""
        from nexus_cli.tui.waterfall import WaterfallScreen  # few ever look

        spans = tuple(self.services.telemetry.spans)
        self.app.push_screen(WaterfallScreen(latest_turn(spans)))

    def action_look(self, way: str) -> None:
        """Scroll through what was said."""
        self.board.look(up=way == "up")

    def asking_commands(self) -> Iterable[SystemCommand]:
        """Return what the palette offers while the session waits for this person."""
        yield SystemCommand(
            "Where the time went", "The last turn, stage by stage", self.action_waterfall
        )
        if self.floor.held:
            yield SystemCommand(
                "End the interview", "No more questions; go to the report", self.end_interview
            )
        if not self.spoken.on:
            return
        if self.state is not None and last_answer(self.state) is not None:
            yield SystemCommand(
                "Edit the last answer", "Mend words that were heard wrong", self.action_correct
            )
        yield SystemCommand(
            "Patience", "How long nexus waits: low, normal, high", self.action_patience
        )
        if self.spoken.by_ear:
            yield SystemCommand("Type", "Type on from what you said", self.action_type)
        elif self.spoken.can_speak_again:
            yield SystemCommand("Speak", "Speak your answer again", self.action_speak)
