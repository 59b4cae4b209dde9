"""The right column: the way so far, how it is spoken, and who is thinking."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from nexus_cli.models.question import Question
from nexus_cli.models.session import SessionState
from nexus_cli.text import one_line, width
from nexus_cli.tui.interview.spoken.listening import Listening
from nexus_cli.tui.showing import joined

_CELLS = 28
"""Room for one line of the column."""


class Way(Vertical):
    """One line a question: ✓ answered, ↳ followed up, ● in hand, – left out, · to come."""

    notes: tuple[str, ...] = ()
    """Sentences about who hears and who speaks."""

    def compose(self) -> ComposeResult:
        """Lay out the column."""
        yield Static("The way so far", classes="heading")
        yield Static(id="way-questions")
        yield Static(id="way-voice")
        yield Static(id="way-brain")

    def show(self, state: SessionState) -> None:
        """Show where the interview stands."""
        questions = state.prepared.plan.questions
        lines = [way_line(n, q, state) for n, q in enumerate(questions, 1)]
        self.query_one("#way-questions", Static).update(Content("\n").join(lines))
        self.query_one("#way-brain", Static).update(brain_words(state, self.notes))

    def show_voice(self, known: Listening) -> None:
        """Show the pace of the answer in hand, its longest pause, and how long nexus waits."""
        self.query_one("#way-voice", Static).update(voice_words(known))


def way_line(number: int, question: Question, state: SessionState) -> Content:
    """Return a question's line, its marks at the right edge."""
    mark, style = _mark(question.id, state)
    label = one_line(f"{number} {question.target}", _CELLS - 4)
    gap = " " * (_CELLS - 3 - width(label))
    return joined((label, style), gap, (mark, style))


def voice_words(known: Listening) -> Content:
    """Return pace and pauses; a dash before there is anything to measure."""
    pace = f"{known.words_per_minute:.0f} words a minute" if known.words_per_minute else "–"
    pause = f"longest {known.longest_pause_seconds:.1f} s" if known.longest_pause_seconds else "–"
    rows = (("Pace", pace), ("Pauses", pause), ("Patience", known.patience.value))
    lines = [joined((f"{name:<10}", "$foreground 72%"), figure) for name, figure in rows]
    return Content("\n").join(lines)


def brain_words(state: SessionState, notes: tuple[str, ...] = ()) -> Content:
    """Return which brain asks, who writes the voice down, and what stood in for what."""
    made_by = state.prepared.provenance
    model = f", {made_by.model}" if made_by.model else ""
    ears = [a.spoken.engine for a in state.answers.values() if a.spoken is not None]
    heard = [f"heard by {engine}" for engine in ears[-1:]]
    degraded = [f"! {d.used} for {d.wanted}: {d.reason}" for d in state.degraded[-1:]]
    lines = [*notes, *heard, f"{made_by.brain} brain{model}", *degraded]
    return joined(("\n".join(lines), "$foreground 72%"))


def _mark(question_id: str, state: SessionState) -> tuple[str, str]:
    answer = state.answers.get(question_id)
    if answer is None:
        return "·", "$foreground 72%"
    followed = " ↳" if answer.follow_ups else ""
    if question_id == state.current and state.ended is None:
        return f"●{followed}", "bold"
    if answer.blank:
        return f"–{followed}", "$foreground 72%"
    return f"✓{followed}", ""
