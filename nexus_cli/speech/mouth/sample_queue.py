"""Samples on their way from a decoder to the speaker; the end can still be taken back."""

from collections import deque

import numpy as np

from nexus_cli.audio.samples import SPEAKING_HZ, Samples, silence

QUIET = 0.003
"""Peak under which sound counts as silence: -50 dBFS, far below any voice."""
FADE_SECONDS = 0.005


class SampleQueue:
    """First in, first out; counts what was handed out."""

    def __init__(self) -> None:
        self.taken = 0
        """Samples handed out."""
        self._pieces: deque[Samples] = deque()
        self._waiting = 0

    @property
    def end(self) -> int:
        """Sample after the last one, counted from the first ever put in."""
        return self.taken + self._waiting

    def put(self, samples: Samples) -> None:
        """Take in `samples`, shape (n,)."""
        if len(samples):
            self._pieces.append(samples)
            self._waiting += len(samples)

    def take(self, most: int) -> Samples:
        """Return up to `most` of the oldest samples, shape (n,); none where none wait."""
        if not self._pieces:
            return silence()
        piece = self._pieces.popleft()
        if len(piece) > most:
            self._pieces.appendleft(piece[most:])
        self._waiting -= min(len(piece), most)
        self.taken += min(len(piece), most)
        return piece[:most]

    def shorten(self, end: int) -> None:
        """Drop what lies after sample `end` and was not handed out, with a short fade."""
        while self._pieces and self.end > end:
            piece = self._last()
            kept = piece[: max(0, end - self.end)].copy()
            fade = min(len(kept), round(FADE_SECONDS * SPEAKING_HZ))
            if fade:
                kept[-fade:] *= np.linspace(1.0, 0.0, fade, dtype=np.float32)
                self.put(kept)
                return

    def drop_silence(self) -> None:
        """Drop the silence at the end, as far as it was not handed out."""
        while self._pieces:
            piece = self._last()
            loud = np.flatnonzero(np.abs(piece) > QUIET)
            if len(loud):
                self.put(piece[: int(loud[-1]) + 1])
                return

    def _last(self) -> Samples:
        piece = self._pieces.pop()
        self._waiting -= len(piece)
        return piece
