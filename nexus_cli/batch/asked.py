"""The questions of a transcript that count, each with its answer as a session keeps it."""

from dataclasses import dataclass

from nexus_cli.batch.held_interview import HeldInterview
from nexus_cli.batch.matching import MatchedQuestion, Matcher
from nexus_cli.models.question import Question
from nexus_cli.models.session import AnswerState, FollowUpState
from nexus_cli.models.transcript import Exchange, PairedInterview


@dataclass(frozen=True, slots=True)
class Asked:
    """One exchange that counts, with the question that it is judged by."""

    exchange: Exchange
    question: Question
    basis: str
    """As in `MatchedQuestion`."""
    answer: AnswerState

    @property
    def has_points(self) -> bool:
        """Whether anything says what a right answer holds."""
        return bool(self.question.key_points or self.question.model_answer.strip())


def asked_in(paired: PairedInterview, held: HeldInterview, matcher: Matcher) -> tuple[Asked, ...]:
    """Return the exchanges of `paired` but the closing ones, in order, under ids of their own."""
    asked: list[Asked] = []
    taken: set[str] = set()
    for exchange in paired.exchanges:
        if exchange.closing:
            continue
        matched = matcher.question_for(exchange, held.planned)
        question = _with_id(matched, len(asked) + 1, taken)
        taken.add(question.id)
        answer = _answer(exchange, question.id, held)
        asked.append(Asked(exchange, question, matched.basis, answer))
    return tuple(asked)


def _with_id(matched: MatchedQuestion, number: int, taken: set[str]) -> Question:
    """Return the question under an id that no other has: its own, or its place in the interview."""
    wanted = matched.question.id or f"q{number}"
    free = wanted if wanted not in taken else f"{wanted}-{number}"
    question = matched.question
    return question if free == question.id else question.model_copy(update={"id": free})


def _answer(exchange: Exchange, question_id: str, held: HeldInterview) -> AnswerState:
    return AnswerState(
        question_id=question_id,
        answer=exchange.answer,
        follow_ups=tuple(
            FollowUpState(text=follow_up.question, about="", answer=follow_up.answer)
            for follow_up in exchange.follow_ups
        ),
        overrides=dict(held.overrides.get(exchange.question_id, {})),
    )
