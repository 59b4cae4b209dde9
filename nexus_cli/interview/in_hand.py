"""What a session's state says of the question in hand, and of an answer to it."""

from dataclasses import replace

from nexus_cli.brain import Exchange, ReplyRequest
from nexus_cli.interview.turn import TurnState
from nexus_cli.models.events import Part
from nexus_cli.models.question import Question
from nexus_cli.models.session import AnswerState, SessionState
from nexus_cli.models.signals import CoverageMeasured
from nexus_cli.scoring import measure_coverage


def follow_up(state: SessionState, answer: AnswerState, open_point: str) -> ReplyRequest:
    """Return what a brain is asked for, to follow up `answer`, which may not be on disk yet."""
    question = question_of(state, answer.question_id)
    topics = {point.point: point.probe_topic for point in question.key_points}
    return ReplyRequest(
        kind="follow_up",
        question=question,
        answer=whole_answer(answer),
        open_point=open_point,
        probe_topic=topics.get(open_point, ""),
        asked_before=tuple(follow_up.text for follow_up in answer.follow_ups),
        history=_history(state, answer.question_id),
    )


def _history(state: SessionState, question_id: str) -> tuple[Exchange, ...]:
    """Return the exchanges before this question, the oldest first."""
    return tuple(
        Exchange(_heard_of(state, answer), whole_answer(answer))
        for answer in state.answers.values()
        if answer.question_id != question_id and not answer.blank
    )


def _heard_of(state: SessionState, answer: AnswerState) -> str:
    """Return what the candidate heard of a question."""
    return question_of(state, answer.question_id).text if answer.heard is None else answer.heard


def question_of(state: SessionState, question_id: str) -> Question:
    """Return a planned question by its id."""
    return next(q for q in state.prepared.plan.questions if q.id == question_id)


def answered(answer: AnswerState, part: Part, text: str) -> AnswerState:
    """Return `answer` as it would be with `text` given for the part in hand."""
    if part == "answer":
        return replace(answer, answer=text)
    *before, last = answer.follow_ups
    return replace(answer, follow_ups=(*before, replace(last, answer=text)))


def text_in_hand(state: SessionState, turn: TurnState) -> str:
    """Return the words of the question or follow-up that waits for an answer."""
    if turn.part == "follow_up":
        return state.answers[turn.question_id].follow_ups[-1].text
    return question_of(state, turn.question_id).text


def whole_answer(answer: AnswerState) -> str:
    """Return an answer and what its follow-ups added, parted by blank lines."""
    return "\n\n".join(text for text in (answer.answer, answer.follow_up_answer) if text)


def measured(question: Question, answer: AnswerState) -> CoverageMeasured:
    """Return the share of key points that `answer` covers, and the first that is open."""
    coverage = measure_coverage(question, whole_answer(answer))
    covered = sum(point.covered for point in coverage.points)
    return CoverageMeasured(
        question_id=question.id,
        coverage=covered / max(1, len(coverage.points)),
        open_point=coverage.open_point.point if coverage.open_point else None,
    )
