"""What was asked and said: the question in hand fills the view, earlier ones lie above it."""

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from nexus_cli.models.question import Question
from nexus_cli.models.session import AnswerState, SessionState
from nexus_cli.models.signals import Said
from nexus_cli.tui.interview.spoken.cuts import Cuts
from nexus_cli.tui.showing import joined, shown

_INTRODUCTIONS = {"repeat": "Once more: ", "clarify": "What is meant: ", "read": "Please read: "}


class Exchange(Vertical):
    """An earlier question with its answer."""

    def __init__(self, number: int, question: Question, answer: AnswerState, cuts: Cuts) -> None:
        super().__init__()
        self._cuts = cuts
        self._number = number
        self._question = question
        self._answer = answer

    def compose(self) -> ComposeResult:
        """Lay out the question, the answer, and each follow-up with its answer."""
        yield Static(
            joined(
                (f"{self._number}  ", "$foreground 72%"),
                self._cuts.marked(self._question.text, "$foreground 72%"),
            )
        )
        yield given(self._answer.answer)
        for follow_up in self._answer.follow_ups:
            asked = self._cuts.marked(follow_up.text, "$foreground 72%")
            yield Static(joined(("↳  ", "$foreground 72%"), asked))
            yield given(follow_up.answer)

    async def stand_corrected(self, answer: AnswerState) -> None:
        """Show `answer` instead, if it reads differently."""
        before, self._answer = self._answer, answer
        if (before.answer, before.follow_ups) != (answer.answer, answer.follow_ups):
            await self.recompose()


def given(answer: str | None) -> Static:
    """Return what was said, set off by a line at its left."""
    said = (answer or "").strip()
    return Static(
        shown(said) if said else shown("no answer", "$foreground 72% italic"), classes="given"
    )


class Transcript(VerticalScroll, can_focus=False):
    """Scrolls back with Page Up; a new question always comes into view."""

    def compose(self) -> ComposeResult:
        """Lay out what is earlier above what is in hand."""
        yield Vertical(id="earlier")
        yield Vertical(id="in-hand")

    async def show(self, state: SessionState, said: Sequence[Said], cuts: Cuts) -> None:
        """Show `state`, with what nexus said since the question was put, and how far."""
        earlier = self.query_one("#earlier", Vertical)
        numbered = list(_before(state))
        for exchange, (_, question) in zip(earlier.query(Exchange), numbered, strict=False):
            await exchange.stand_corrected(state.answers[question.id])
        for number, question in numbered[len(earlier.children) :]:
            await earlier.mount(Exchange(number, question, state.answers[question.id], cuts))
        in_hand = self.query_one("#in-hand", Vertical)
        await in_hand.remove_children()
        await in_hand.mount(*_in_hand(state, said, cuts, len(numbered)))
        self.call_after_refresh(self.scroll_end, animate=False)


def _before(state: SessionState) -> Iterator[tuple[int, Question]]:
    for number, question in enumerate(state.prepared.plan.questions, 1):
        if question.id in state.answers and (question.id != state.current or state.ended):
            yield number, question


def _in_hand(
    state: SessionState, said: Sequence[Said], cuts: Cuts, earlier: int
) -> Iterator[Widget]:
    if earlier:
        noun = "answer" if earlier == 1 else "answers"
        yield Static(shown(f"▲ {earlier} earlier {noun}: Page Up"), classes="earlier-note muted")
    planned = {question.id: question for question in state.prepared.plan.questions}
    question = planned.get(state.current or "")
    for remark in said:
        if remark.kind == "bridge":
            yield Static(cuts.marked(remark.text), classes="said")
    if question is not None and state.ended is None:
        answer = state.answers[question.id]
        open_follow_up = bool(answer.follow_ups) and answer.follow_ups[-1].answer is None
        yield Static(cuts.marked(question.text), classes="question" + " -past" * open_follow_up)
        if answer.answer is not None:
            yield given(answer.answer)
        for follow_up in answer.follow_ups:
            past = follow_up.answer is not None
            yield Static(
                joined("↳ ", cuts.marked(follow_up.text)), classes="question" + " -past" * past
            )
            if past:
                yield given(follow_up.answer)
    for remark in (s for s in said if s.kind != "bridge"):
        words = joined((_INTRODUCTIONS.get(remark.kind, ""), "bold"), cuts.marked(remark.text))
        yield Static(words, classes="said")
