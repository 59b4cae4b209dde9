"""Speech made even before anything listens to it: rumble taken out, loudness brought level."""

import math

import numpy as np
import numpy.typing as npt

from nexus_cli.audio.samples import HEARING_HZ, Samples

RUMBLE_HZ = 80.0
"""Below the lowest voices; mains hum, desks and wind lie there."""
TARGET_DBFS = -20.0
"""Loudness of speech after normalisation, root mean square of full scale."""
MOST_GAIN_DB = 24.0
LEAST_GAIN_DB = -12.0
GAIN_DB_A_SECOND = 6.0
"""Slow enough that a word does not change its loudness while it is said."""
CEILING = 0.98
_LONGEST = 512
"""Samples filtered at once. The coefficient to this power is 1e-7, which float64 divides by."""


class HighPass:
    """A first-order high-pass: -3 dB at `cut_hz`, 6 dB an octave below it.

    y[n] = a (y[n-1] + x[n] - x[n-1]), a = 1 / (1 + 2 pi f / rate): the discrete RC filter. As a
    running sum of the differences over a^n it needs no loop in Python.
    """

    def __init__(self, cut_hz: float = RUMBLE_HZ, rate_hz: int = HEARING_HZ) -> None:
        self._a = 1.0 / (1.0 + 2.0 * math.pi * cut_hz / rate_hz)
        self._powers = self._a ** np.arange(1, _LONGEST + 1, dtype=np.float64)
        self._last_in = 0.0
        self._last_out = 0.0

    def apply(self, samples: Samples) -> Samples:
        """Return `samples` filtered, shape (n,), as if all calls were one long sound."""
        out = np.empty(len(samples), dtype=np.float32)
        for start in range(0, len(samples), _LONGEST):
            piece = samples[start : start + _LONGEST].astype(np.float64)
            out[start : start + len(piece)] = self._filtered(piece)
        return out

    def _filtered(self, piece: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        powers = self._powers[: len(piece)]
        steps = np.diff(piece, prepend=self._last_in)
        # y[n] = a^n (y[0] + sum of a d[k] / a^k)
        out = powers * (self._last_out + np.cumsum(steps * self._a / powers))
        self._last_in, self._last_out = float(piece[-1]), float(out[-1])
        return out


class Loudness:
    """Brings speech to TARGET_DBFS slowly, within bounds, and never over full scale."""

    def __init__(self) -> None:
        self.gain_db = 0.0

    def apply(self, samples: Samples, *, speech: bool, rate_hz: int = HEARING_HZ) -> Samples:
        """Return `samples`, shape (n,), made louder or softer; only `speech` moves the gain.

        The gain glides over the samples, so that no step is heard, and falls at once where a
        peak would exceed the ceiling.
        """
        if not len(samples):
            return samples
        before = self.gain_db
        if speech:
            self._approach(samples, len(samples) / rate_hz)
        peak = float(np.max(np.abs(samples)))
        if peak * _ratio(max(before, self.gain_db)) > CEILING:
            self.gain_db = min(self.gain_db, 20.0 * math.log10(CEILING / peak))
            before = min(before, self.gain_db)
        glide = np.linspace(_ratio(before), _ratio(self.gain_db), len(samples), dtype=np.float32)
        return samples * glide

    def _approach(self, samples: Samples, seconds: float) -> None:
        power = float(np.mean(np.square(samples, dtype=np.float64)))
        if power <= 0.0:
            return
        wanted = TARGET_DBFS - 10.0 * math.log10(power)
        step = GAIN_DB_A_SECOND * seconds
        moved = self.gain_db + min(step, max(-step, wanted - self.gain_db))
        self.gain_db = min(MOST_GAIN_DB, max(LEAST_GAIN_DB, moved))


def _ratio(decibels: float) -> float:
    return float(10.0 ** (decibels / 20.0))
