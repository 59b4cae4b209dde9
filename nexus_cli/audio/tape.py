"""The sound of the answer under way, in memory alone."""

from collections import deque

import numpy as np

from nexus_cli.audio.samples import HEARING_HZ, Samples, silence

PRE_ROLL_SECONDS = 0.5
"""Kept from before speech is noticed: without it the first word loses its beginning."""
IDLE_SECONDS = 1.0
"""Held while nobody answers: the pre-roll, and the speech before it is certain to be speech."""
LONGEST_SECONDS = 20 * 60
"""Of one answer: 77 MB. Each pause is transcribed, so older sound is not needed for the words."""


class Tape:
    """Holds the newest sound, up to a bound; positions are samples since the listener opened."""

    def __init__(self, rate_hz: int = HEARING_HZ, longest_seconds: float = LONGEST_SECONDS) -> None:
        self.dropped = 0
        """Samples of an answer that gave way because it was too long."""
        self._idle = round(IDLE_SECONDS * rate_hz)
        self._longest = round(longest_seconds * rate_hz)
        self._pieces: deque[tuple[int, Samples]] = deque()
        self._keeping = False

    @property
    def start(self) -> int:
        """Position of the oldest sample held; where nothing is held, `end`."""
        return self._pieces[0][0] if self._pieces else self.end

    @property
    def end(self) -> int:
        """Position after the newest sample held."""
        if not self._pieces:
            return 0
        position, piece = self._pieces[-1]
        return position + len(piece)

    def add(self, position: int, piece: Samples) -> None:
        """Take in `piece`, shape (n,), which begins at `position`; it is kept, not copied."""
        self._pieces.append((position, piece))
        most = self._longest if self._keeping else self._idle
        while self.end - self.start - len(self._pieces[0][1]) >= most:
            _, oldest = self._pieces.popleft()
            self.dropped += len(oldest) if self._keeping else 0

    def keep(self) -> None:
        """An answer has begun: hold everything from now on, and what is held."""
        self._keeping = True

    def forget(self, before: int) -> None:
        """The answer is over: hold little again, and nothing from before position `before`."""
        self._keeping = False
        while self._pieces and self._pieces[0][0] + len(self._pieces[0][1]) <= before:
            self._pieces.popleft()

    def between(self, start: int, end: int) -> Samples:
        """Return what is held from position `start` to `end`, shape (n,); gaps are left out."""
        pieces = [
            piece[max(0, start - position) : max(0, end - position)]
            for position, piece in tuple(self._pieces)
        ]
        return np.concatenate(pieces) if pieces else silence()
