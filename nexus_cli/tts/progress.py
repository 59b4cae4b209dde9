"""Which part of a text was heard, told by the word boundaries that came with the sound."""

import re

_SHORTEST_SECONDS_PER_LETTER = 0.03
"""Twice as fast as the 15 letters a second of ordinary speech: less sound than this is no whole."""
_ROUNDING_SECONDS = 0.05
"""Two frames of MP3."""

_BETWEEN = " \t\r\n,.;:!?…"
"""What need not be said again in front of the first missing word."""


class Progress:
    """Follows one text through its boundaries.

    The text of a boundary is not always a word of the text ("C++", "£5"). What is not recognised
    is counted, and the next boundary that is recognised may step over as many words. So a word is
    rather told twice than lost.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._cursor = 0
        self._unrecognised = 0
        self._ends: list[tuple[float, int]] = []

    def add(self, word: str, end_seconds: float) -> None:
        """Take the next boundary: `word` is over at `end_seconds`."""
        found = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)").search(self._text, self._cursor)
        if not found or _words(self._text[self._cursor : found.start()]) > self._unrecognised:
            self._unrecognised += 1
        else:
            self._cursor, self._unrecognised = found.end(), 0
        self._ends.append((end_seconds, self._cursor))

    @property
    def end_seconds(self) -> float:
        """When the last word known is over."""
        return max((end for end, _ in self._ends), default=0.0)

    def is_whole(self, audio_seconds: float) -> bool:
        """Whether so much sound holds every word of the text.

        Without any boundary, only the length of the sound can tell.
        """
        if not self._ends:
            letters = sum(map(str.isalnum, self._text))
            return audio_seconds >= letters * _SHORTEST_SECONDS_PER_LETTER
        left = _words(self._text[self._cursor :])
        return left <= self._unrecognised and self.end_seconds <= audio_seconds + _ROUNDING_SECONDS

    def heard(self, audio_seconds: float) -> tuple[float, str]:
        """Return when the last word heard whole is over, and the text after it."""
        whole = [end for end in self._ends if end[0] <= audio_seconds]
        seconds, cursor = whole[-1] if whole else (0.0, 0)
        return seconds, self._text[cursor:].lstrip(_BETWEEN)


def _words(text: str) -> int:
    return sum(any(map(str.isalnum, word)) for word in text.split())
