"""The top line: which interview, how far, how long."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from nexus_cli.models.session import SessionState
from nexus_cli.tui.showing import joined, shown

_BAR_CELLS = 21


class InterviewHeader(Horizontal):
    """Empty until the session was read."""

    def compose(self) -> ComposeResult:
        """Lay out the four pieces."""
        yield Static(Content.styled("nexus", "bold $text-primary"), id="brand")
        yield Static(id="role")
        yield Static(id="progress")
        yield Static(id="clock")

    def show(self, state: SessionState) -> None:
        """Show whose interview this is, for which job, and which question is in hand."""
        prepared = state.prepared
        at = f" at {prepared.job.company}" if prepared.job.company else ""
        name = prepared.candidate.name
        title = f"{prepared.job.title or 'Interview'}{at}" + (f", {name}" if name else "")
        self.query_one("#role", Static).update(shown(title))
        number, total = question_number(state), len(prepared.plan.questions)
        wide = self.app.size.width >= 100
        bar = (progress_bar(_done(state), total, _BAR_CELLS), "  ") if wide else ()
        self.query_one("#progress", Static).update(
            joined((f"question {number} of {total}  ", "$foreground 72%"), *bar)
        )

    def show_clock(self, seconds: float) -> None:
        """Show the time spent on answers."""
        self.query_one("#clock", Static).update(Content.styled(minutes(seconds), "$foreground 72%"))


def minutes(seconds: float) -> str:
    """Return a length of time as `1:05`."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def question_number(state: SessionState) -> int:
    """Return the number, from 1, of the question in hand; 1 before the first was asked."""
    ids = [question.id for question in state.prepared.plan.questions]
    return ids.index(state.current) + 1 if state.current in ids else 1


def progress_bar(done: int, total: int, cells: int) -> Content:
    """Return a bar of `cells` cells, filled by `done` of `total`."""
    filled = round(cells * done / total) if total else 0
    return joined(("━" * filled, "$primary"), ("─" * (cells - filled), "$foreground 72%"))


def _done(state: SessionState) -> int:
    answered = [a for a in state.answers.values() if a.answer is not None]
    return len(answered) - (state.current in {a.question_id for a in answered} and not state.ended)
