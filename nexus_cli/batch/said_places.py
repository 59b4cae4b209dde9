"""From the turns of a transcript to the lines and times at which an answer was said."""

from collections.abc import Iterator, Sequence
from typing import Literal

from nexus_cli.models.report import SaidAt
from nexus_cli.models.transcript import Exchange, Turn

PARTED = "\n\n"
"""Between two follow-up answers, as `AnswerState.follow_up_answer` joins them."""


def said_places(exchange: Exchange) -> tuple[SaidAt, ...]:
    """Return where each turn of the answer and of its follow-ups stands, in order."""
    return tuple(_places(exchange))


def _places(exchange: Exchange) -> Iterator[SaidAt]:
    turns = exchange.answer_turns or _whole(exchange.answer, exchange.line, exchange.start_seconds)
    yield from _in_turns(turns, "answer", 0, exchange.answer)
    start = 0
    for follow_up in exchange.follow_ups:
        if not follow_up.answer:
            continue
        turns = follow_up.answer_turns or _whole(
            follow_up.answer, follow_up.line, follow_up.start_seconds
        )
        yield from _in_turns(turns, "follow_up", start, follow_up.answer)
        start += len(follow_up.answer) + len(PARTED)


def _whole(text: str, line: int, seconds: float | None) -> tuple[Turn, ...]:
    return (Turn(text=text, line=line, start_seconds=seconds),) if text else ()


def _in_turns(
    turns: Sequence[Turn], source: Literal["answer", "follow_up"], start: int, text: str
) -> Iterator[SaidAt]:
    """Yield the place of each turn; of the first alone where the turns are not the text."""
    joined = " ".join(turn.text for turn in turns) == text
    for turn in turns if joined else turns[:1]:
        yield SaidAt(source=source, start=start, line=turn.line, seconds=turn.start_seconds)
        start += len(turn.text) + 1
