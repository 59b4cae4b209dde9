"""Everything on the interview page: what is asked, how things stand, and where an answer goes."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from nexus_cli.models.session import SessionState
from nexus_cli.models.signals import Said
from nexus_cli.telemetry import Clock
from nexus_cli.tui.interview.answer_editor import AnswerEditor
from nexus_cli.tui.interview.header import InterviewHeader, minutes
from nexus_cli.tui.interview.spoken.cuts import Cuts
from nexus_cli.tui.interview.spoken.heard import HeardText
from nexus_cli.tui.interview.spoken.listening import Listening
from nexus_cli.tui.interview.state_line import State, StateLine
from nexus_cli.tui.interview.transcript import Transcript
from nexus_cli.tui.interview.way import Way

_NOTHING = Content("")


class Board(Vertical):
    """Shows what it is given; decides nothing."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._spent = 0.0
        """Seconds spent on answers that were sent."""
        self._asked_at: float | None = None
        """Monotonic seconds when the text in hand was put; None while nobody is to answer."""
        self._waits_since = clock.seconds()

    def compose(self) -> ComposeResult:
        """Lay out the header, then the talk with the way beside it."""
        yield InterviewHeader()
        with Horizontal(id="page"):
            with Vertical(id="talk"):
                yield Transcript()
                with Horizontal(id="state"):
                    yield StateLine()
                    yield Static(id="elapsed", classes="muted")
                yield Static(id="hint")
                yield HeardText()
                yield AnswerEditor(id="answer")
            yield Way(id="way")

    def on_mount(self) -> None:
        """Wait for a session."""
        self.editor.disabled = True
        self.set_interval(1.0, self.tick)

    @property
    def editor(self) -> AnswerEditor:
        """Where the answer is typed."""
        return self.query_one(AnswerEditor)

    @property
    def typing(self) -> bool:
        """Whether an answer is typed, not spoken."""
        return not self.has_class("-ear")

    @property
    def typed(self) -> bool:
        """Whether there is text that was not sent."""
        return bool(self.editor.text.strip())

    @property
    def talk_cells(self) -> int:
        """Cells that a line of the talk has."""
        line = self.query_one("#state")
        return line.size.width - self.query_one("#elapsed").size.width

    async def show(self, state: SessionState, said: Sequence[Said], cuts: Cuts) -> None:
        """Show the interview as it stands, and what nexus said since the question was put."""
        self._spent = sum(answer.seconds for answer in state.answers.values())
        self.query_one(InterviewHeader).show(state)
        self.query_one(Way).show(state)
        await self.query_one(Transcript).show(state, said, cuts)
        self.tick()

    def tell(self, state: State, beside: Content = _NOTHING) -> None:
        """Say what is happening; `beside` follows the words."""
        line = self.query_one(StateLine)
        if state != line.state:
            self._waits_since = self._clock.seconds()
        line.set_beside(beside)
        line.tell(state, self._clock.seconds() - self._waits_since)

    def tick(self) -> None:
        """Bring the clocks and the length of a wait up to date."""
        now = self._clock.seconds()
        line = self.query_one(StateLine)
        line.tell(line.state, now - self._waits_since)
        in_hand = 0.0 if self._asked_at is None else now - self._asked_at
        self.query_one(InterviewHeader).show_clock(self._spent + in_hand)
        elapsed = "" if self._asked_at is None else minutes(in_hand)
        self.query_one("#elapsed", Static).update(elapsed)

    def show_heard(self, said: Content, hint: Content) -> None:
        """Show what was heard of an answer, and a line that helps."""
        self.query_one(HeardText).show(said)
        self.query_one("#hint", Static).update(hint)

    def show_pace(self, known: Listening) -> None:
        """Show beside the talk how it is spoken."""
        self.query_one(Way).show_voice(known)

    def open_ear(self, clock: bool) -> None:
        """Have the answer spoken; `clock` says whether it has begun."""
        self.add_class("-spoken", "-ear")
        self.editor.disabled = True
        if self.screen.focused is self.editor:
            self.screen.set_focus(None)
        if clock:
            self._start_clock()

    def open_keyboard(self) -> None:
        """Have the answer of a spoken interview typed."""
        self.add_class("-spoken")
        self.open_editor()
        self._start_clock()

    def open_editor(self, draft: str | None = None) -> None:
        """Let the person type; a draft goes in unless there is text, and starts the clock."""
        self.remove_class("-ear")
        if draft is not None:
            self._asked_at = self._clock.seconds()
            self.put_back(draft)
        self.editor.disabled = False
        self.screen.set_focus(self.editor)

    def close_editor(self) -> None:
        """Empty the editor and let nobody type."""
        self.stop_clock()
        self.editor.load_text("")
        self.editor.disabled = True

    def finish(self) -> None:
        """Leave only what was said and how things stand."""
        self.remove_class("-spoken", "-ear")
        self.editor.display = False
        self.screen.set_focus(None)

    def put_back(self, text: str) -> None:
        """Put `text` in the editor unless something is there."""
        if text and not self.typed:
            self.editor.put(text)

    def look(self, up: bool) -> None:
        """Scroll through what was said by a page."""
        transcript = self.query_one(Transcript)
        if up:
            transcript.scroll_page_up(animate=False)
        else:
            transcript.scroll_page_down(animate=False)

    def stop_clock(self) -> None:
        """Count no longer: nobody is to answer."""
        self._asked_at = None
        self.tick()

    def _start_clock(self) -> None:
        if self._asked_at is None:
            self._asked_at = self._clock.seconds()
        self.tick()
