"""The answer that was accepted last, with what was doubtful in it."""

from dataclasses import dataclass

from nexus_cli.models.events import Part
from nexus_cli.models.session import AnswerState, SessionState
from nexus_cli.models.signals import HeardPiece
from nexus_cli.models.spoken import Speech
from nexus_cli.speech.confidence import marked_pieces


@dataclass(frozen=True)
class LastAnswer:
    """An answer to a question or to its follow-up."""

    question_id: str
    part: Part
    question: str
    text: str
    pieces: tuple[HeardPiece, ...] = ()
    """The same in pieces, while it stands as it was heard; empty when nothing in it is doubtful."""


def last_answer(state: SessionState) -> LastAnswer | None:
    """Return the last answer that has words; None before there is one."""
    questions = {question.id: question.text for question in state.prepared.plan.questions}
    for answer in reversed(state.answers.values()):
        found = _last_of(answer, questions.get(answer.question_id, ""))
        if found is not None:
            return found
    return None


def _last_of(answer: AnswerState, question: str) -> LastAnswer | None:
    given = [follow_up for follow_up in answer.follow_ups if follow_up.answer is not None]
    if given and given[-1].answer:
        last = given[-1]
        pieces = _doubts(last.spoken)
        return LastAnswer(answer.question_id, "follow_up", last.text, given[-1].answer, pieces)
    if answer.answer and not given:
        pieces = _doubts(answer.spoken)
        return LastAnswer(answer.question_id, "answer", question, answer.answer, pieces)
    return None


def _doubts(spoken: Speech | None) -> tuple[HeardPiece, ...]:
    if spoken is None or spoken.edited:
        return ()
    pieces = tuple(
        HeardPiece(text=p.text, doubtful=p.doubtful) for p in marked_pieces(spoken.words)
    )
    return pieces if any(piece.doubtful for piece in pieces) else ()
