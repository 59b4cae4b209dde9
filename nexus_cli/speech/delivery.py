"""How a spoken answer was paced, from the times of its words: shown to a person, never scored.

Nothing here speaks of emotion or personality: only words and their times are looked at.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from math import isfinite
from typing import NamedTuple, Protocol

from nexus_cli.models.report import Delivery
from nexus_cli.speech.open_words import HESITATIONS

PAUSE_SECONDS = 0.25
"""Silence between two words that counts as a pause: the usual border in phonetics (Goldman-Eisler
1968), under which a gap may belong to a consonant."""

_SET_OFF_SECONDS = 0.2
_SHORTEST_SPAN_SECONDS = 0.1
"""Less than a syllable takes: no rate can be told from it."""
_PHRASES = frozenset({("you", "know"), ("i", "mean"), ("kind", "of"), ("sort", "of")})
_LETTERS = re.compile(r"[^\w']+")


class TimedWord(Protocol):
    """A word and when it was said, in seconds from the beginning of the answer."""

    @property
    def text(self) -> str: ...

    @property
    def start_seconds(self) -> float: ...

    @property
    def end_seconds(self) -> float: ...


class _Pace(NamedTuple):
    """One recording's figures, before they are added to those of others."""

    words: int
    span_seconds: float
    """From the first word to the end of the last, pauses included."""
    talk_seconds: float
    longest_pause_seconds: float
    fillers: int


def measure_delivery(*recordings: Sequence[TimedWord]) -> Delivery | None:
    """Return the pace of what was said in `recordings`, or None when no word has a usable time.

    Each recording is timed from its own beginning; what lies between two of them counts as nothing.
    `words_per_minute` counts every word over the time from the first to the last, pauses included,
    as conversational rates are given. `talk_seconds` leaves pauses of 0.25 s and more out.
    `filler_words` counts hesitations, and `like`, `you know`, `I mean`, `kind of` and `sort of`
    where commas or gaps of 0.2 s set them off on both sides. Recognisers leave many hesitations
    out, so the count is a lower bound.
    """
    paces = [pace for words in recordings if (pace := _pace(words))]
    if not paces:
        return None
    span = sum(pace.span_seconds for pace in paces)
    words = sum(pace.words for pace in paces)
    return Delivery(
        words_per_minute=round(60 * words / span, 1) if span >= _SHORTEST_SPAN_SECONDS else 0.0,
        filler_words=sum(pace.fillers for pace in paces),
        longest_pause_seconds=round(max(pace.longest_pause_seconds for pace in paces), 3),
        talk_seconds=round(sum(pace.talk_seconds for pace in paces), 3),
    )


def _pace(words: Sequence[TimedWord]) -> _Pace | None:
    timed = sorted((w for w in words if _usable(w)), key=lambda w: w.start_seconds)
    if not timed:
        return None
    gaps = _gaps(timed)
    span = max(w.end_seconds for w in timed) - timed[0].start_seconds
    pauses = [gap for gap in gaps if gap >= PAUSE_SECONDS]
    longest = max(gaps, default=0.0)
    return _Pace(len(timed), span, span - sum(pauses), longest, _fillers(timed, gaps))


def _usable(word: TimedWord) -> bool:
    start, end = word.start_seconds, word.end_seconds
    return bool(_plain(word)) and isfinite(start) and isfinite(end) and 0 <= start <= end


def _gaps(timed: Sequence[TimedWord]) -> list[float]:
    """Return the silence after each word but the last; overlapping words have none."""
    reached, gaps = timed[0].end_seconds, []
    for word in timed[1:]:
        gaps.append(max(0.0, word.start_seconds - reached))
        reached = max(reached, word.end_seconds)
    return gaps


def _fillers(timed: Sequence[TimedWord], gaps: Sequence[float]) -> int:
    plain = [_plain(word) for word in timed]
    breaks = [True, *(_breaks(w, gap) for w, gap in zip(timed, gaps, strict=False)), True]
    hesitations = sum(word in HESITATIONS for word in plain)
    likes = sum(
        word == "like" and breaks[place] and breaks[place + 1] for place, word in enumerate(plain)
    )
    phrases = sum(
        pair in _PHRASES and breaks[place] and breaks[place + 2]
        for place, pair in enumerate(pairwise(plain))
    )
    return hesitations + likes + phrases


def _breaks(word: TimedWord, gap: float) -> bool:
    """Whether something is set off after `word`."""
    return word.text.rstrip().endswith((",", ".", "?", "!", "…")) or gap >= _SET_OFF_SECONDS


def _plain(word: TimedWord) -> str:
    return _LETTERS.sub("", word.text.replace("’", "'").lower())
