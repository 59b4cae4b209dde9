"""Which heard word stands where in a text that may have been edited since."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple, Protocol, TypeVar

_TOKEN = re.compile(r"\S+")
_WORDLIKE = re.compile(r"\w")
_BEFORE = "\"'“”‘’([{<«‹…—–-"
_AFTER = ".,;:!?…\"'“”‘’)]}>»›—–-"
"""Marks around a word; what belongs to a name, as in `.NET` and `C++`, is not among them."""


class HeardWord(Protocol):
    """A word as a recogniser wrote it; punctuation may stay with it."""

    @property
    def text(self) -> str: ...


W = TypeVar("W", bound=HeardWord)


class _Token(NamedTuple):
    """A word of the text without the marks around it."""

    plain: str
    start: int
    end: int


class _Run(NamedTuple):
    """`size` words that stand in the same order in what was heard and in what is written."""

    heard: int
    written: int
    size: int


def aligned(words: Sequence[W], text: str) -> list[tuple[W, int, int]]:
    """Return `(word, start, end)` for each of `words` that still stands in `text`, in its order.

    Offsets are code points of `text`, marks around the word left out. Case does not count. A word
    that alone is left between two passages written anew is taken for theirs, and not returned.
    """
    tokens = _tokens(text)
    heard = [(word, plain) for word in words if (plain := _plain(word.text))]
    runs = _runs([plain for _, plain in heard], [token.plain for token in tokens])
    return [
        (heard[run.heard + place][0], token.start, token.end)
        for run in runs
        for place, token in enumerate(tokens[run.written : run.written + run.size])
    ]


def count_words(text: str) -> int:
    """Return how many words of `text` have a letter or digit."""
    return len(_tokens(text))


def _tokens(text: str) -> list[_Token]:
    found = []
    for piece in _TOKEN.finditer(text):
        if plain := _plain(piece[0]):
            start = piece.end() - len(piece[0].lstrip(_BEFORE))
            found.append(_Token(plain, start, piece.start() + len(piece[0].rstrip(_AFTER))))
    return found


def _plain(text: str) -> str:
    """Return a word as it is compared; empty for one without a letter or digit."""
    core = text.strip().lstrip(_BEFORE).rstrip(_AFTER)
    return core.replace("’", "'").casefold() if _WORDLIKE.search(core) else ""


def _runs(heard: Sequence[str], written: Sequence[str]) -> list[_Run]:
    """Return what both have in common.

    Both ends are compared first, which settles a text that nobody edited in one pass. Between
    them, in a long text, frequent words match only beside others, which keeps the matching fast.
    """
    head = _shared(heard, written)
    tail = _shared(heard[head:][::-1], written[head:][::-1])
    inner = SequenceMatcher(
        None, heard[head : len(heard) - tail], written[head : len(written) - tail]
    )
    inside = [_Run(head + at, head + to, size) for at, to, size in inner.get_matching_blocks()]
    last = _Run(len(heard) - tail, len(written) - tail, tail)
    return _kept([_Run(0, 0, head), *inside, last])


def _kept(runs: Sequence[_Run]) -> list[_Run]:
    """Return the runs without those of one word that has new words on both sides."""
    new = [later.written - run.written - run.size for run, later in pairwise(runs)]
    sides = zip(runs, [0, *new], [*new, 0], strict=True)
    return [run for run, before, after in sides if run.size > 1 or not (before and after)]


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many words both begin with."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
