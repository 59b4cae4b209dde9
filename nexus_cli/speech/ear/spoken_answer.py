"""One spoken answer: the sound that belongs to it, and the words that were written of it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nexus_cli.audio.samples import HEARING_HZ, Samples, silence
from nexus_cli.stt.pieces import OVERLAP_SECONDS, join
from nexus_cli.stt.protocol import Transcript, Word
from nexus_cli.stt.silence import has_sound


@dataclass(frozen=True)
class Tail:
    """The sound of an answer after what was kept of it, with a little from before."""

    sound: Samples
    start_seconds: float
    """Where it begins, in seconds of the answer."""
    until: int
    """Position where it ends."""
    silent: bool
    """Whether nothing was said after what was kept."""


class SpokenAnswer:
    """Counts positions in samples of what was heard, and seconds in the answer's own sound.

    Its sound are the stretches in which the ear was open, each from the first speech in it. They
    are read where the listener keeps them, so that what is not written down is not lost.
    """

    def __init__(self, read: Callable[[int, int], Samples], engine: str) -> None:
        """`read` returns the sound from one position to another; `engine` names no words."""
        self._read = read
        self._stretches: list[tuple[int, int | None]] = []
        self._border = 0
        self._words: tuple[Word, ...] = ()
        self._engines: dict[str, None] = {}
        self._engine = engine

    @property
    def begun(self) -> bool:
        """Whether anything was said."""
        return bool(self._stretches)

    @property
    def transcript(self) -> Transcript:
        """The words that were kept, timed in seconds of the answer, and all who wrote them."""
        return Transcript(self._words, " and ".join(self._engines) or self._engine)

    def sound(self, until: int) -> Samples:
        """Return the whole sound of the answer up to the position `until`, shape (n,)."""
        return self._between(0, until)

    def speak(self, sound_from: int) -> None:
        """Note speech from `sound_from` on: a stretch, unless one runs already."""
        ended = 0
        if self._stretches:
            _, last = self._stretches[-1]
            if last is None:
                return
            ended = last
        self._stretches.append((max(sound_from, ended), None))

    def close(self, at: int) -> None:
        """End the stretch that runs at `at`."""
        if self._stretches and self._stretches[-1][1] is None:
            start, _ = self._stretches[-1]
            self._stretches[-1] = (start, max(start, at))

    def let_pass(self) -> None:
        """Forget the stretch that runs: what was said in it is no part of the answer."""
        if self._stretches and self._stretches[-1][1] is None:
            self._stretches.pop()

    def resume(self, later: "SpokenAnswer") -> None:
        """Take in the sound of what was said after this answer was thought to be over."""
        (_, ended), *_ = reversed(self._stretches or [(0, 0)])
        for start, end in later._stretches:  # the first reaches back, as far as a pre-roll
            self._stretches.append((max(start, ended or 0), end))

    def tail(self, until: int) -> Tail:
        """Return what was said after what was kept, up to `until`."""
        start = max(0, self._border - round(OVERLAP_SECONDS * HEARING_HZ))
        new = self._between(self._border, until)
        return Tail(
            np.concatenate((self._between(start, self._border), new)),
            self._seconds(start),
            until,
            not has_sound(new),
        )

    def new_words(self, tail: Tail, heard: Transcript) -> tuple[Word, ...]:
        """Return what `heard` in `tail` adds to what is kept, timed in seconds of the answer."""
        words = [word.moved(tail.start_seconds) for word in heard.words]
        return join(self._words, words, self._seconds(self._border))[len(self._words) :]

    def keep(self, until: int, added: Transcript) -> None:
        """Keep these words as what was said up to `until`."""
        self._words += added.words
        self._border = max(self._border, until)
        if added.words:
            self._engines[added.engine] = None

    def _between(self, start: int, end: int) -> Samples:
        sounds = [self._read(*stretch) for stretch in self._clipped(start, end)]
        return np.concatenate(sounds) if sounds else silence()

    def _seconds(self, position: int) -> float:
        return sum(end - start for start, end in self._clipped(0, position)) / HEARING_HZ

    def _clipped(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the stretches between two positions."""
        clipped = [
            (max(start, first), end if last is None else min(end, last))
            for first, last in self._stretches
        ]
        return [(first, last) for first, last in clipped if first < last]
