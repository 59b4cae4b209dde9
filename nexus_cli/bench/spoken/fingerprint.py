"""Which part of which annotated speech a sound is, by the course of its loudness in a few bands.

A microphone's way to the recogniser changes loudness and phase, takes out rumble, adds noise and
shifts by a fraction of a frame; the course of each band over time stays. It is compared by the
normalised correlation (Lewis 1995, Fast Normalized Cross-Correlation) at every offset, a hundred
a second.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nexus_cli.audio.samples import HEARING_HZ, Samples

FRAMES_A_SECOND = 100
_HOP = HEARING_HZ // FRAMES_A_SECOND
_FRAME = 2 * _HOP
_EDGES_HZ = (150, 400, 700, 1100, 1700, 2600, 4000, 7000)
"""Borders of seven bands, about as wide as the ear's; rumble is left out."""
_POWER = 0.15
"""Loudness as power to this exponent: soft sounds count, a gain is nearly a factor."""
_FLOOR = 1e-9
"""Power added to each band, so that exact zeros are like a silent room."""

_Course = npt.NDArray[np.float64]
"""Shape (frames, bands)."""


@dataclass(frozen=True)
class Match:
    """Where a sound lies in one of the references."""

    reference: int
    """Its place in what the finder was given."""
    start_seconds: float
    """Where the sound begins in the reference; below 0 when it begins in silence before it."""
    likeness: float
    """Correlation, 1 for the same sound."""


class Finder:
    """Finds sounds in the references given, each of shape (n,), 16 kHz."""

    def __init__(self, references: Iterable[Samples]) -> None:
        self._references = [_course(reference) for reference in references]

    def find(self, sound: Samples) -> Match:
        """Return the most likely place of `sound`, shape (n,), 16 kHz, at least 0.1 s of it.

        It may begin before a reference and end after it. Raises ValueError for a shorter sound.
        """
        course = _course(sound)
        if len(course) < FRAMES_A_SECOND // 10:
            raise ValueError("too short to be found")
        found = [
            Match(number, start / FRAMES_A_SECOND, likeness)
            for number, reference in enumerate(self._references)
            for start, likeness in [_best(course, reference)]
        ]
        return max(found, key=lambda match: match.likeness)


def _course(sound: Samples) -> _Course:
    """Return the loudness of each band, a frame of 20 ms every 10 ms."""
    count = max(0, (len(sound) - _FRAME) // _HOP + 1)
    if not count:
        return np.empty((0, len(_EDGES_HZ) - 1))
    frames = np.lib.stride_tricks.sliding_window_view(sound, _FRAME)[::_HOP][:count]
    spectra = np.fft.rfft(frames * np.hanning(_FRAME), axis=1)
    power = (np.abs(spectra) / _FRAME) ** 2
    borders = [round(hz * _FRAME / HEARING_HZ) for hz in _EDGES_HZ]
    bands = np.add.reduceat(power, borders, axis=1)[:, : len(borders) - 1]
    loudness: _Course = (bands + _FLOOR) ** _POWER
    return loudness


def _best(course: _Course, reference: _Course) -> tuple[int, float]:
    """Return the offset in frames at which `course` is most like `reference`, and how much.

    Both are brought to a mean of 0 a band over the stretch compared. At least half of the
    shorter of the two overlaps.
    """
    length, bands = course.shape
    margin = length - min(length, len(reference)) // 2
    quiet = np.full((margin, bands), _FLOOR**_POWER)
    padded = np.concatenate((quiet, reference, quiet))
    wanted = course - course.mean(axis=0)
    offsets = len(padded) - length + 1
    size = 1 << (len(padded) + length - 1).bit_length()
    spectrum = np.fft.rfft(padded, size, axis=0) * np.conj(np.fft.rfft(wanted, size, axis=0))
    common = np.fft.irfft(spectrum, size, axis=0)[:offsets].sum(axis=1)
    energy = (_running(padded**2, length) - _running(padded, length) ** 2 / length).sum(axis=1)
    scale = np.sqrt(np.maximum(energy, 1e-12) * max(float((wanted**2).sum()), 1e-12))
    likeness = common / scale
    best = int(np.argmax(likeness))
    return best - margin, float(likeness[best])


def _running(values: _Course, length: int) -> _Course:
    """Return the sums of `length` frames from each frame on, a band a column."""
    sums = np.concatenate((np.zeros((1, values.shape[1])), np.cumsum(values, axis=0)))
    running: _Course = sums[length:] - sums[:-length]
    return running
