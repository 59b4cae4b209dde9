"""From turns to exchanges: every question with what the candidate said to it."""

import re
from dataclasses import dataclass, field

from nexus_cli.knowledge.intents import Intent, read_intent
from nexus_cli.knowledge.pairing.moves import (
    Move,
    acknowledges,
    asked_in,
    is_same_question,
    move_of,
    parted,
)
from nexus_cli.knowledge.pairing.reactions import FAREWELL
from nexus_cli.models.transcript import Exchange, FollowUp, Turn

_NO_ANSWERS = frozenset({Intent.REPEAT, Intent.CLARIFY, Intent.SKIP, Intent.PAUSE})
_LONGEST_REQUEST = 18
_LONGEST_POLITE = 12
_LONGEST_FAREWELL = 200
_PARTS = 12
_RECENT = 6000
"""Characters: more than the longest answer that a follow-up refers to."""


@dataclass(slots=True)
class _Asked:
    """A question or follow-up while its answer is being collected."""

    question: str
    line: int
    start: float | None
    said: list[Turn] = field(default_factory=list)

    @property
    def answer(self) -> str:
        return " ".join(turn.text for turn in self.said)


@dataclass(slots=True)
class _Open:
    """A question with its follow-ups; the last one asked is being answered."""

    parts: list[_Asked]
    closing: bool = False


def exchanges_of(turns: tuple[Turn, ...], candidate: str) -> tuple[Exchange, ...]:
    """Return the exchanges of `turns`, in order; everyone but `candidate` is an interviewer."""
    found: list[_Open] = []
    polite = remarked = False
    for turn in turns:
        if turn.speaker == candidate:
            if found and not _is_beside_the_point(turn.text, found[-1], polite, remarked):
                found[-1].parts[-1].said.append(turn)
            polite = False
            continue
        move = Move.REMARK
        for words in parted(turn.text):
            move = _take(words, turn, found)
        polite, remarked = move is Move.POLITE, move is Move.REMARK
    return tuple(map(_closed, found))


def _take(words: str, turn: Turn, found: list[_Open]) -> Move:
    """Add what an interviewer asks with `words` of `turn` to `found`; return what they were."""
    now = found[-1] if found else None
    part = now.parts[-1] if now else None
    move = move_of(words, part.question if part else "", _so_far(now) if now else "")
    if move in {Move.REMARK, Move.POLITE}:
        return move
    if now is not None and now.closing and not _reopens(words):
        return Move.REMARK
    asked = _Asked(asked_in(words), turn.line, turn.start_seconds)
    if move is Move.AGAIN and part is not None:
        if not is_same_question(part.question, asked.question):
            part.question = f"{part.question} {asked.question}"
    elif move is Move.FOLLOW_UP and now is not None:
        now.parts.append(asked)
    else:
        found.append(_Open([asked], closing=move is Move.CLOSING))
    return move


def _so_far(now: _Open) -> str:
    """Return what was last said about a question, empty while its last part has no answer.

    Bounded, so that an endless conversation does not take endless time.
    """
    if not now.parts[-1].said:
        return ""
    last = [
        words
        for part in now.parts[-_PARTS:]
        for words in (part.question, *(turn.text[-_RECENT:] for turn in part.said[-_PARTS:]))
    ]
    return " ".join([now.parts[0].question, *last])[-_RECENT:]


_REOPENS = re.compile(
    r"\b(?:next question|(?:one|another) (?:more |last )?question|move on|moving on"
    r"|carry on with|tell (?:me|us) about|walk (?:me|us) through|describe|let's (?:start|begin"
    r"|go))\b",
    re.I,
)


def _reopens(text: str) -> bool:
    """Whether an interviewer goes on asking after the candidate's own questions."""
    return _REOPENS.search(text.replace("’", "'")) is not None


def _is_beside_the_point(text: str, now: _Open, polite: bool, remarked: bool) -> bool:
    """Whether the candidate's turn is no part of an answer: a request, a reaction, a farewell."""
    length = len(text.split())
    part = now.parts[-1]
    if now.closing:
        return bool(part.said) and (acknowledges(text) or _says_farewell(text))
    if polite and length <= _LONGEST_POLITE:
        return True
    if not part.said:
        return length <= _LONGEST_REQUEST and read_intent(text, part.question) in _NO_ANSWERS
    return _says_farewell(text) or (remarked and acknowledges(text))


def _says_farewell(text: str) -> bool:
    return (
        len(text.split()) <= 25 and FAREWELL.fullmatch(text.replace("’", "'").strip()) is not None
    )


def _closed(now: _Open) -> Exchange:
    first, *rest = now.parts
    return Exchange(
        question=first.question,
        answer=first.answer,
        line=first.line,
        start_seconds=first.start,
        follow_ups=tuple(
            FollowUp(
                question=part.question,
                answer=part.answer,
                line=part.line,
                start_seconds=part.start,
                answer_turns=tuple(part.said),
            )
            for part in rest
        ),
        answer_turns=tuple(first.said),
        closing=now.closing,
    )
