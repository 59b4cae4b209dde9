"""What each event and signal means for the page."""

from typing import TYPE_CHECKING

from nexus_cli.models.events import (
    AnswerAccepted,
    Event,
    FollowUpAsked,
    QuestionAsked,
    RoleQuestionAnswered,
)
from nexus_cli.models.signals import (
    GradingProgress,
    LeftToRead,
    NotSaved,
    Said,
    Signal,
    StageEntered,
    YourTurn,
)
from nexus_cli.tui.interview import words
from nexus_cli.tui.interview.spoken.cuts import Cuts
from nexus_cli.tui.interview.state_line import Mark, State, waiting

if TYPE_CHECKING:
    from nexus_cli.tui.interview.screen import InterviewScreen


class Noting:
    """Tells the board and the floors of a page what the session yielded."""

    def __init__(self, page: "InterviewScreen") -> None:
        self._page = page
        self.said: list[Said] = []
        """What nexus said since the question was put."""
        self.cuts = Cuts()

    def note(self, item: Event | Signal) -> None:
        """Follow one item; the spoken floor hears it last, as it draws what the others noted."""
        page = self._page
        self.cuts.note(item)
        match item:
            case QuestionAsked() | FollowUpAsked():
                self.said = [s for s in self.said if s.kind == "bridge"]
            case Said(kind="repeat") if page.floor.place is None:
                pass  # a session taken up at a follow-up says it again; it is on the page already
            case Said():
                self.said = [s for s in self.said if s.kind != item.kind] + [item]
            case RoleQuestionAnswered(answer=answer):
                self.said.append(Said(text=answer, kind="role_answer"))
            case LeftToRead(text=text) if not self._on_page(text):
                self.said.append(Said(text=text, kind="read"))
            case StageEntered() if not page.spoken.answering:
                page.board.tell(waiting(item, page.floor.saved))
            case AnswerAccepted():
                page.floor.in_flight = ""
                page.floor.saved = True
                self.said = []
            case NotSaved(text=text, sentence=sentence):
                page.floor.trouble = words.not_saved(sentence)
                page.floor.take_back(text)
            case YourTurn():
                self._give_floor(item)
            case GradingProgress(scored=scored, answered=answered):
                page.board.tell(State(Mark.WAITING, words.grading(scored, answered)))
        page.spoken.hear(item)

    def _give_floor(self, turn: YourTurn) -> None:
        """Let the person answer; a draft from disk only when this is newly asked."""
        page = self._page
        newly = page.floor.give(turn)
        if newly:
            page.spoken.asked(turn.draft)
        if not page.spoken.by_ear:
            page.board.open_editor(turn.draft if newly else None)
            state = State(Mark.YOURS, words.your_turn(turn.part), page.floor.saved)
            trouble = page.floor.trouble
            page.board.tell(State(Mark.TROUBLE, trouble) if trouble else state)
        page.refresh_bindings()

    def _on_page(self, text: str) -> bool:
        """Whether `text` is to be read already, as the question or under it."""
        page = self._page
        if page.state is None:
            return False
        questions = [
            q.text for q in page.state.prepared.plan.questions if q.id in page.state.answers
        ]
        asked = [f.text for answer in page.state.answers.values() for f in answer.follow_ups]
        texts = (*questions, *asked, *(said.text for said in self.said))
        return any(text.strip() in known for known in texts)
