"""Answers written down beforehand: a file or a pipe, blocks parted by runs of blank lines.

A block may be headed `[question-id]` or `[follow-up]`; a heading without text is a blank answer.
"""

import re
from collections import deque
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

FOLLOW_UP = "follow-up"
_HEADING = re.compile(r"\[([a-z0-9]+(?:-[a-z0-9]+)+)\]")


@dataclass(frozen=True)
class Block:
    """One answer; `heading` is a question's id, `follow-up`, or empty."""

    heading: str
    text: str


def blocks(lines: Iterable[str]) -> Iterator[Block]:
    """Yield blocks as soon as the blank line after each has come."""
    held: list[str] = []
    for line in lines:
        if line.strip():
            held.append(line.rstrip("\r\n"))
        elif held:
            yield _block(held)
            held = []
    if held:
        yield _block(held)


def headings(lines: Iterable[str]) -> tuple[str, ...]:
    """Return the question ids that blocks are headed with, in order."""
    named = [block.heading for block in blocks(lines)]
    return tuple(heading for heading in named if heading not in ("", FOLLOW_UP))


class RecordedAnswers:
    """Hands out blocks by heading, then by order; reads no further than it must."""

    def __init__(self, lines: Iterable[str], question_ids: Collection[str]) -> None:
        self._coming = blocks(lines)
        self._known = frozenset(question_ids)
        self._waiting: deque[Block] = deque()

    def answer(self, question_id: str) -> str | None:
        """Return the answer to a question, blank when none is headed for it; None at the end.

        A follow-up block that was never asked for is passed over.
        """
        self._waiting = deque(b for b in self._waiting if b.heading != FOLLOW_UP)
        for block in self._waiting:
            if block.heading in ("", question_id):
                self._waiting.remove(block)
                return block.text
        for block in self._coming:
            if block.heading in ("", question_id):
                return block.text
            if block.heading != FOLLOW_UP:
                self._waiting.append(block)
        return "" if any(block.heading in self._known for block in self._waiting) else None

    def follow_up(self) -> str:
        """Return the answer to a follow-up: the next block if it is headed so, else nothing."""
        if not self._waiting:
            self._waiting.extend(_first(self._coming))
        if self._waiting and self._waiting[0].heading == FOLLOW_UP:
            return self._waiting.popleft().text
        return ""

    def unused(self) -> tuple[str, ...]:
        """Return the headings of blocks that fitted no question."""
        left = [*self._waiting, *self._coming]
        return tuple(block.heading for block in left if block.heading not in ("", FOLLOW_UP))


def _block(lines: list[str]) -> Block:
    heading = _HEADING.fullmatch(lines[0].strip())
    if heading is None:
        return Block("", "\n".join(lines).strip())
    return Block(heading[1], "\n".join(lines[1:]).strip())


def _first(coming: Iterator[Block]) -> list[Block]:
    return [block for block in (next(coming, None),) if block is not None]
