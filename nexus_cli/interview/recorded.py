"""Answers given beforehand: written in blocks parted by runs of blank lines, or recorded.

A block may be headed `[question-id]`, `[follow-up]`, or `[question-id follow-up]` where the order
does not say whose it is; a heading without text is a blank answer.
"""

import re
from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from nexus_cli.models.spoken import Speech

FOLLOW_UP = "follow-up"
_HEADING = re.compile(rf"\[([a-z0-9]+(?:-[a-z0-9]+)+(?: {FOLLOW_UP})?)\]")


@dataclass(frozen=True)
class Block:
    """One answer."""

    heading: str
    """A question's id, `follow-up`, both with a space between them, or empty."""
    text: str
    spoken: Speech | None = None
    """How it was heard; None when it was written."""

    @property
    def follows_up(self) -> bool:
        """Whether it answers a follow-up."""
        return self.heading == FOLLOW_UP or self.heading.endswith(f" {FOLLOW_UP}")


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
    return tuple(b.heading for b in blocks(lines) if b.heading and not b.follows_up)


@dataclass(eq=False)
class _Answer:
    """A block, and the follow-ups that were read right after it."""

    block: Block
    follow_ups: deque[Block] = field(default_factory=deque)


class RecordedAnswers:
    """Hands out blocks by heading, then by order; reads no further than it must."""

    def __init__(self, lines: Iterable[str], question_ids: Collection[str]) -> None:
        self._coming = blocks(lines)
        self._known = frozenset(question_ids)
        self._waiting: list[_Answer] = []
        self._named: defaultdict[str, deque[Block]] = defaultdict(deque)
        # Nothing was read yet, but an interview that goes on may want a follow-up first.
        self._read = self._handed = _Answer(Block("", ""))
        self._question = ""
        self._spoken: Speech | None = None

    @classmethod
    def of(cls, given: Iterable[Block], question_ids: Collection[str]) -> "RecordedAnswers":
        """Return answers that are blocks already, as recordings become."""
        answers = cls((), question_ids)
        answers._coming = iter(given)
        return answers

    @property
    def spoken(self) -> Speech | None:
        """How the answer that was handed out last was heard; None when it was written."""
        return self._spoken

    def answer(self, question_id: str) -> str | None:
        """Return the answer to a question, blank when none is headed for it; None at the end.

        A follow-up block that was never asked for is passed over.
        """
        self._question = question_id
        fitting = self._fitting(question_id)
        while fitting is None and self._read_one():
            fitting = self._fitting(question_id)
        if fitting is not None:
            self._waiting.remove(fitting)
        self._handed = fitting or _Answer(Block("", ""))
        self._spoken = self._handed.block.spoken
        if fitting is None and not any(a.block.heading in self._known for a in self._waiting):
            return None
        return self._handed.block.text

    def follow_up(self, question_id: str = "") -> str:
        """Return the answer to a follow-up, blank where there is none.

        It is one headed for `question_id`, by default the question that was answered last; else
        the block after the one that was handed out last, if it is headed as a follow-up.
        """
        named, next_ones = self._named[question_id or self._question], self._handed.follow_ups
        if not named and not next_ones and self._handed is self._read:
            self._read_one()
        fitting = named or next_ones
        block = fitting.popleft() if fitting else Block("", "")
        self._spoken = block.spoken
        return block.text

    def unused(self) -> tuple[str, ...]:
        """Return the headings of blocks that fitted no question."""
        left = [*(answer.block for answer in self._waiting), *self._coming]
        return tuple(b.heading for b in left if b.heading and not b.follows_up)

    def _fitting(self, question_id: str) -> _Answer | None:
        return next((a for a in self._waiting if a.block.heading in ("", question_id)), None)

    def _read_one(self) -> bool:
        """Read the next block to where it belongs; return whether there was one."""
        block = next(self._coming, None)
        if block is None:
            return False
        if not block.follows_up:
            self._read = _Answer(block)
            self._waiting.append(self._read)
        elif block.heading == FOLLOW_UP:
            self._read.follow_ups.append(block)
        else:
            self._named[block.heading.removesuffix(f" {FOLLOW_UP}")].append(block)
        return True


def _block(lines: list[str]) -> Block:
    heading = _HEADING.fullmatch(lines[0].strip())
    if heading is None:
        return Block("", "\n".join(lines).strip())
    return Block(heading[1], "\n".join(lines[1:]).strip())
