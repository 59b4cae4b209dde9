"""Whether short windows may be used for this person: earned word by word, and lost for good.

Both windows write down the same sound, and their words are held against each other. Wald's
sequential probability ratio test (Annals of Mathematical Statistics 16, 1945) says when that is
enough: one word in a hundred that differs is what is hoped for, six in a hundred are too many. The
ratio may be looked at after each stretch: where six or more differ, the gate opens with a
probability of at most 5 %, however often it is looked at (Ville's inequality), if words differ
independently of each other. They do so only nearly, hence STRETCHES.

A word that differs is not always wrong in the short window: it is the window that is asked for,
not the word.
"""

import math
import re

from rapidfuzz.distance import Levenshtein

FIT, UNFIT = 0.01, 0.06
"""Shares of words that differ."""
WRONGLY_OPEN, WRONGLY_CLOSED = 0.05, 0.01
"""Probabilities of either mistake."""
STRETCHES = 3
"""Compared at least; a failure of the short window takes a whole stretch."""
WORDS = 4
"""Of a stretch that is compared: Whisper is unsteady on less, in either window."""

_AGREED = math.log((1 - FIT) / (1 - UNFIT))
_DIFFERED = math.log(FIT / UNFIT)
_OPENS = -math.log(WRONGLY_OPEN)
_CLOSES = math.log(WRONGLY_CLOSED)
_SPLIT = re.compile(r"[\s\-\u2010-\u2015/]+")
_MARKS = re.compile(r"[^\w]+|_+")
_DIGIT = re.compile(r"\d")
_NUMBERS = {
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    "hundred", "thousand", "million", "percent",
}  # fmt: skip


class WindowGate:
    """Open or not; with nothing but agreement it opens after 58 words in three stretches.

    Once open, three words that differ within twenty close it, and it stays closed.
    """

    def __init__(self) -> None:
        self._evidence = 0.0
        self._stretches = 0
        self._open = self._closed = False

    @property
    def open(self) -> bool:
        """Whether a short window may be used."""
        return self._open

    @property
    def closed(self) -> bool:
        """Whether it never will be: comparing is of no use any longer."""
        return self._closed

    def compare(self, padded: str, short: str) -> None:
        """Take in what both windows wrote of one stretch; one of few words counts for nothing."""
        expected, found = plain_words(padded), plain_words(short)
        count = max(len(expected), len(found))
        if self._closed or count < WORDS:
            return
        differ = Levenshtein.distance(expected, found)
        self._stretches += 1
        self._evidence += (count - differ) * _AGREED + differ * _DIFFERED
        if self._evidence <= (0.0 if self._open else _CLOSES):
            self._open, self._closed = False, True
        elif self._evidence >= _OPENS and self._stretches >= STRETCHES:
            self._open = True
        self._evidence = min(self._evidence, _OPENS)  # what lies far back outweighs nothing


def plain_words(text: str) -> list[str]:
    """Return the words of `text` without case and signs, and without numbers: 50, fifty."""
    words = (_MARKS.sub("", word).casefold() for word in _SPLIT.split(text))
    return [word for word in words if word and not _DIGIT.search(word) and word not in _NUMBERS]
