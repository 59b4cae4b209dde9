"""How loud the microphone is, and what to say about it."""

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from nexus_cli.audio.samples import HEARING_HZ, Samples

FLOOR_DBFS = -96.0
"""What silence is called: the smallest step of 16-bit sound."""
CLIPPED_AT = 0.999
CLIPPED_SHARE = 0.002
"""Of the samples of the last second: about 30 flattened peaks, which are heard as a crackle."""
QUIET_DBFS = -45.0
"""Speech below this is some 25 dB under a good recording, close to the noise of a laptop's."""
SPEECH_SECONDS = 1.0
"""Speech to have heard before it is called too quiet."""
ZEROS_SECONDS = 1.0
"""A real microphone is never exactly zero for so long; one without permission always is."""

FLOOR_RISE_DB = 0.2
"""A frame of 32 ms: the room may become louder by 6 dB a second."""
NEAR_FLOOR_DB = 7.0
"""Over the quietest frame: a room's own frames differ by some 6 dB."""


class Hint(StrEnum):
    """What is wrong with the sound."""

    CLIPPING = "clipping"
    """Too loud: peaks are cut off."""
    TOO_QUIET = "too quiet"
    """Speech is heard, but barely."""
    NO_SIGNAL = "no signal"
    """Exact zeros: unplugged, muted, or no permission to listen."""


@dataclass(frozen=True)
class Level:
    """How loud it was since the last time somebody asked."""

    rms_dbfs: float
    peak_dbfs: float
    clipped: float
    """Share of samples at full scale over the last second, 0-1."""
    hint: Hint | None


class LevelMeter:
    """Measures sound as it came from the microphone, before anything is done to it."""

    def __init__(self, rate_hz: int = HEARING_HZ) -> None:
        self._rate = rate_hz
        self._power = 0.0
        self._count = 0
        self._peak = 0.0
        self._clipped = 0.0
        self._speech_power = 0.0
        self._speech_samples = 0
        self._zeros = 0

    @property
    def zero_seconds(self) -> float:
        """For how long the sound has been exactly zero."""
        return self._zeros / self._rate

    def add(self, samples: Samples, *, speech: bool) -> None:
        """Take in `samples`, shape (n,); `speech` says whether somebody was talking."""
        sizes = np.abs(samples)
        peak = float(sizes.max(initial=0.0))
        power = float(np.dot(samples, samples))
        self._zeros = self._zeros + len(samples) if peak == 0.0 else 0
        self._power += power
        self._count += len(samples)
        self._peak = max(self._peak, peak)
        self._forget_clipping(len(samples), int(np.count_nonzero(sizes >= CLIPPED_AT)))
        if speech:
            self._speech_power += power
            self._speech_samples += len(samples)

    def read(self) -> Level:
        """Return the level since the last reading, and start again."""
        rms = math.sqrt(self._power / self._count) if self._count else 0.0
        level = Level(dbfs(rms), dbfs(self._peak), self._clipped, self._hint())
        self._power, self._count, self._peak = 0.0, 0, 0.0
        return level

    def _forget_clipping(self, count: int, clipped: int) -> None:
        weight = min(1.0, count / self._rate)
        share = clipped / count if count else 0.0
        self._clipped += weight * (share - self._clipped)

    def _hint(self) -> Hint | None:
        if self.zero_seconds >= ZEROS_SECONDS:
            return Hint.NO_SIGNAL
        if self._clipped >= CLIPPED_SHARE:
            return Hint.CLIPPING
        if self._speech_samples >= SPEECH_SECONDS * self._rate:
            rms = math.sqrt(self._speech_power / self._speech_samples)
            if dbfs(rms) < QUIET_DBFS:
                return Hint.TOO_QUIET
        return None


class RoomNoise:
    """Follows the quietest that it gets, as minimum statistics does (Martin 2001)."""

    def __init__(self) -> None:
        self._floor = 0.0

    def covers(self, level: float) -> bool:
        """Take in a frame's `level`, dBFS; return whether it is hardly louder than the room."""
        self._floor = min(level, self._floor + FLOOR_RISE_DB)
        return level < self._floor + NEAR_FLOOR_DB


def rms_dbfs(samples: Samples) -> float:
    """Return the root mean square of `samples`, shape (n,), n > 0, in dBFS."""
    return dbfs(math.sqrt(float(np.dot(samples, samples)) / len(samples)))


def dbfs(amplitude: float) -> float:
    """Return decibels of full scale, which is 0; never less than the floor."""
    return max(FLOOR_DBFS, 20.0 * math.log10(amplitude)) if amplitude > 0.0 else FLOOR_DBFS
