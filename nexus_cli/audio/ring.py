"""A bounded ring of samples between one thread that writes and one that reads, without a lock."""

from typing import NamedTuple

import numpy as np

from nexus_cli.audio.samples import Samples, silence


class Reading(NamedTuple):
    """Samples that left the ring."""

    samples: Samples
    position: int
    """How many samples were written to the ring before the first of these."""
    at: float
    """Monotonic seconds when the newest sample in the ring was written."""


class Ring:
    """Holds the newest `capacity` samples; a writer never waits and a reader never blocks it.

    A PortAudio callback may not take a lock, so each side only ever moves its own counter. A
    writer announces what it is about to overwrite before it does, and a reader looks again after
    copying: what may have been overwritten meanwhile is dropped and counted, never returned.
    """

    def __init__(self, capacity: int) -> None:
        self.dropped = 0
        """Samples that were overwritten before anybody read them."""
        self._store = silence(capacity)
        self._capacity = capacity
        self._claimed = 0
        self._stamp = (0, 0.0)
        self._read = 0

    @property
    def written(self) -> int:
        """Samples written since the ring was made."""
        return self._stamp[0]

    @property
    def written_at(self) -> float:
        """Monotonic seconds of the last write; 0 before the first."""
        return self._stamp[1]

    @property
    def waiting(self) -> int:
        """Samples that can be read now."""
        return min(self.written - self._read, self._capacity)

    @property
    def room(self) -> int:
        """Samples that can be written before the oldest unread one is lost."""
        return self._capacity - self.waiting

    def write(self, block: Samples, at: float) -> None:
        """Copy `block`, shape (n,), written at `at` monotonic seconds; the oldest gives way."""
        start = self._stamp[0]
        end = start + len(block)
        kept = block[-self._capacity :]
        self._claimed = end
        self._copy_in(end - len(kept), kept)
        self._stamp = (end, at)

    def offer(self, block: Samples, at: float) -> bool:
        """Write `block` where that loses nothing; return whether it was written."""
        if len(block) > self.room:
            return False
        self.write(block, at)
        return True

    def read(self, most: int) -> Reading:
        """Return up to `most` of the oldest samples, and forget them."""
        end, at = self._stamp
        self._skip_to(end - self._capacity)
        start = self._read
        samples = self._copy_out(start, min(most, end - start))
        lost = min(max(0, self._claimed - self._capacity - start), len(samples))
        self.dropped += lost
        self._read = start + len(samples)
        return Reading(samples[lost:], start + lost, at)

    def clear(self) -> int:
        """Forget what was not read; called by the reader. Returns how many samples that was."""
        end = self.written
        forgotten = min(end - self._read, self._capacity)
        self._read = end
        return forgotten

    def _skip_to(self, oldest: int) -> None:
        if oldest > self._read:
            self.dropped += oldest - self._read
            self._read = oldest

    def _copy_in(self, position: int, block: Samples) -> None:
        at = position % self._capacity
        first = min(len(block), self._capacity - at)
        self._store[at : at + first] = block[:first]
        self._store[: len(block) - first] = block[first:]

    def _copy_out(self, position: int, count: int) -> Samples:
        at = position % self._capacity
        first = min(count, self._capacity - at)
        out = np.empty(count, dtype=np.float32)
        out[:first] = self._store[at : at + first]
        out[first:] = self._store[: count - first]
        return out
