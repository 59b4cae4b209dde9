"""The spoken floor on the page: follows what the session says, and says what the keys mean."""

from collections.abc import Callable
from dataclasses import replace

from textual.timer import Timer

from nexus_cli.models.commands import (
    ChangePatience,
    Command,
    FinishAnswer,
    HoldThought,
    SwitchKeyboard,
)
from nexus_cli.models.events import AnswerAccepted, Event
from nexus_cli.models.patience import Patience
from nexus_cli.models.signals import (
    AnswerHeard,
    CountdownBegan,
    FloorMoved,
    LeftToRead,
    LevelMeasured,
    Signal,
    SilenceLasted,
    StageEntered,
    TypingOffered,
    YourTurn,
)
from nexus_cli.models.spoken import AT_KEYBOARD, OWN_FLOOR, SpokenPhase
from nexus_cli.tui.interview.board import Board
from nexus_cli.tui.interview.floor import Floor
from nexus_cli.tui.interview.spoken import drawing
from nexus_cli.tui.interview.spoken.listening import Listening, after, next_answer
from nexus_cli.tui.interview.state_line import Mark, State

PAINT_SECONDS = 0.1
"""Levels and silences that come faster than this are drawn together."""


class SpokenFloor:
    """Off until the session moves a floor: a typed interview never does."""

    def __init__(self, board: Board, floor: Floor, send: Callable[[Command], None]) -> None:
        self.known = Listening()
        self.on = False
        self._board = board
        self._floor = floor
        self._send = send
        self._due: Timer | None = None
        self._silent = False
        """Whether the page itself says how things stand."""
        self._covered = False
        self._held_for_cover = False

    @property
    def by_ear(self) -> bool:
        """Whether an answer is spoken, not typed, just now."""
        return self.on and not self._board.typing

    @property
    def answering(self) -> bool:
        """Whether the person is heard just now."""
        return self.by_ear and self.known.phase in OWN_FLOOR

    @property
    def can_speak_again(self) -> bool:
        """Whether the keyboard could be left for the microphone."""
        return self.on and self._board.typing and self.known.has_microphone

    @property
    def unspent(self) -> str:
        """What was said and not handed over."""
        return self.known.text if self.answering else ""

    def begin(self) -> None:
        """Forget what an earlier run of the session was at; what was said stays on the page."""
        self.on = self._silent = False
        self.known = replace(Listening(), pieces=self.known.pieces)

    def fall_silent(self) -> None:
        """Say nothing more: the session is let go."""
        self._silent = True

    def hear(self, item: Event | Signal) -> None:
        """Follow one item of the session; those about something else change nothing here."""
        before, self.known = self.known, after(self.known, item)
        match item:
            case FloorMoved():
                self._moved(before.phase)
            case TypingOffered(text=text):
                self._to_keyboard()
                self._floor.take_offer(text)
            case AnswerAccepted():
                self.known = next_answer(self.known, "")
                self._board.stop_clock()
            case YourTurn() | StageEntered() | AnswerHeard() | CountdownBegan() | LeftToRead():
                pass
            case LevelMeasured() | SilenceLasted():
                self._show_soon()
                return
            case _:
                return
        self.show()

    def asked(self, draft: str) -> None:
        """Begin an answer, of which `draft` was said before an interruption."""
        self.known = next_answer(self.known, draft)

    def show(self) -> None:
        """Draw what is known, unless the page has something else to say."""
        if not self.on or self._silent:
            return
        cells, motion = self._board.talk_cells, self._board.app.animation_level != "none"
        known, trouble = self.known, self._floor.trouble
        state = drawing.state_of(known, self._floor.saved, cells, motion)
        if trouble and known.phase is SpokenPhase.TYPED:
            state = State(Mark.TROUBLE, trouble)
        self._board.tell(state, drawing.meter(known, motion))
        said = drawing.marked(known.pieces, goes_on=known.phase in OWN_FLOOR)
        self._board.show_heard(said, drawing.hint(known, cells, motion))
        self._board.show_pace(known)

    def done(self) -> None:
        """Finish the answer, or stop the voice."""
        self._send(FinishAnswer())

    def think(self) -> None:
        """Stop the wait, or let it run again: a terminal does not tell when a key is let go."""
        self._hold(not self.known.holding)

    def switch(self) -> None:
        """Type instead of speaking, or speak again."""
        self._send(SwitchKeyboard())

    def change_patience(self) -> None:
        """Wait longer; after the longest comes the shortest."""
        values = list(Patience)
        following = values[(values.index(self.known.patience) + 1) % len(values)]
        self.known = replace(self.known, patience=following)
        self._send(ChangePatience(patience=following))
        self.show()

    def cover(self, covered: bool) -> None:
        """Hold the wait while something lies over the page, so that no answer ends unseen."""
        self._covered = covered
        if covered:
            self._hold_for_cover()
        elif self._held_for_cover:
            self._held_for_cover = False
            self._hold(False)

    def _hold_for_cover(self) -> None:
        if self.answering and not self.known.holding:
            self._held_for_cover = True
            self._hold(True)

    def _hold(self, down: bool) -> None:
        self.known = replace(self.known, holding=down)
        self._send(HoldThought(down=down))
        self.show()

    def _moved(self, before: SpokenPhase) -> None:
        """Go over to the keyboard or the ear; text that was typed keeps the keyboard."""
        phase, first = self.known.phase, not self.on
        self.on = True
        if phase in AT_KEYBOARD:
            self._to_keyboard()
        elif phase in OWN_FLOOR:
            self._floor.held = True
            if self._board.typing and self._floor.typed_on:
                if before not in OWN_FLOOR:
                    self.switch()  # the microphone is back, and the person is typing
            else:
                self._to_ear()
        elif phase in (SpokenPhase.COMMITTED, SpokenPhase.THINKING):
            self._floor.held = False
        if first and self.known.has_microphone and not self._floor.typed_on:
            self._to_ear()
        if phase is SpokenPhase.USER_SPEAKING:
            self._floor.saved = False
        if self._covered:
            self._hold_for_cover()

    def _to_ear(self) -> None:
        if self._board.typing:
            self._floor.forget_offer()
        self._floor.trouble = ""
        self._board.open_ear(clock=self.known.phase in OWN_FLOOR)

    def _to_keyboard(self) -> None:
        if not self._floor.in_flight:
            self._floor.held = True
            self._board.open_keyboard()

    def _show_soon(self) -> None:
        if self._due is None:
            self._due = self._board.set_timer(PAINT_SECONDS, self._show_due)

    def _show_due(self) -> None:
        self._due = None
        self.show()
