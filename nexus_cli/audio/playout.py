"""One utterance on its way to the speaker: a ring, a fade, and what of it has been heard."""

import numpy as np

from nexus_cli.audio.codec import Resampler
from nexus_cli.audio.ring import Ring
from nexus_cli.audio.samples import SPEAKING_HZ, Samples

RING_SECONDS = 30
FADE_SECONDS = 0.01
"""A sound that stops at once clicks."""


class Playout:
    """Filled with 24 kHz sound by one thread, emptied at the device's rate by PortAudio's."""

    def __init__(self, rate_hz: int = SPEAKING_HZ, latency_seconds: float = 0.0) -> None:
        """`latency_seconds` lie between a block handed over and its first sample in the air."""
        self.underflows = 0
        """Blocks that wanted more of an unfinished utterance than had come."""
        self.began_sounding: float | None = None
        """Monotonic seconds when the first sample reached the air; None before it was handed."""
        self._rate = rate_hz
        self._latency = latency_seconds
        self._ring = Ring(RING_SECONDS * rate_hz)
        self._resampler = None if rate_hz == SPEAKING_HZ else Resampler(SPEAKING_HZ, rate_hz)
        self._complete = False
        self._cutting = False
        self._handed = 0
        self._last = (0, 0.0)

    def offer(self, samples: Samples, now: float) -> bool:
        """Take `samples`, shape (n,), where there is room; return False to be asked again later.

        After a cut they are taken and dropped. Raises ValueError for more than the ring holds.
        """
        if len(samples) > RING_SECONDS * SPEAKING_HZ:
            raise ValueError(f"Offer at most {RING_SECONDS} s of sound at once.")
        if self._cutting or self._complete:
            return True
        if self._resampler is None:
            return self._ring.offer(samples, now)
        if len(samples) * self._rate > self._ring.room * SPEAKING_HZ:
            return False
        self._ring.write(self._resampler.feed(samples), now)
        return True

    def complete(self, now: float) -> None:
        """Note that all of the utterance was offered."""
        if self._resampler and not self._cutting and not self._complete:
            self._ring.write(self._resampler.finish(), now)
        self._complete = True

    def cut(self) -> None:
        """End the utterance with a short fade; what was not yet handed over is dropped."""
        self._cutting = True

    def fill(self, block: Samples, now: float) -> None:
        """Write the next samples into `block`, shape (n,), silence where there are none."""
        fade = round(FADE_SECONDS * self._rate)
        samples = self._ring.read(min(len(block), fade) if self._cutting else len(block)).samples
        count = len(samples)
        block[:count] = samples
        block[count:] = 0.0
        if self._cutting:
            block[:count] *= np.linspace(1.0, 0.0, count, dtype=np.float32)
            self._ring.clear()
            self._complete, self._cutting = True, False
        elif count < len(block) and self._handed and not self._complete:
            self.underflows += 1
        if count:
            self._hand(count, now)

    def heard(self, now: float) -> int:
        """Return how many 24 kHz samples of the utterance have sounded by `now`."""
        before, at = self._last
        sounding = int((now - at - self._latency) * self._rate)
        heard = min(self._handed, max(0, before + sounding))
        return heard * SPEAKING_HZ // self._rate

    def finished(self, now: float) -> bool:
        """Whether all of it has sounded, or what a cut left of it."""
        if not self._complete or self._cutting or self._ring.waiting:
            return False
        return self.heard(now) >= self._handed * SPEAKING_HZ // self._rate

    def _hand(self, count: int, now: float) -> None:
        self._last = (self._handed, now)
        self._handed += count
        if self.began_sounding is None:
            self.began_sounding = now + self._latency
