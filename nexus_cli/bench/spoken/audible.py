"""What can be heard of a sound: where it begins and ends, and how high its voice is."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nexus_cli.audio.samples import Samples

AUDIBLE = 0.01
"""-40 dBFS, of full scale: pipecat's threshold of audible speech."""
HELD_SECONDS = 0.05
"""Less than this is a click and nothing said (pipecat)."""
WINDOW_SECONDS = 0.01
HOP_SECONDS = 0.001
_PITCHED_SECONDS = 0.04


@dataclass(frozen=True)
class Sounding:
    """A stretch that is heard without a gap; seconds on the clock of whoever asked."""

    start: float
    """When its first audible sample is in the air."""
    end: float
    pitch_hz: float
    """Of its first 40 ms, by its zero crossings."""


def soundings(samples: Samples, rate_hz: int, began: float) -> Iterator[Sounding]:
    """Yield what is heard of `samples`, shape (n,), the first of which is in the air at `began`.

    Heard is what stays over -40 dBFS (RMS of 10 ms, taken every ms) for 50 ms.
    """
    window, hop = round(WINDOW_SECONDS * rate_hz), round(HOP_SECONDS * rate_hz)
    loud = _loud(samples, window, hop)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], loud.view(np.int8), [0]))))
    for first, after in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        found = np.flatnonzero(np.abs(samples[first * hop : (after - 1) * hop + window]) > AUDIBLE)
        if not len(found):
            continue
        start, end = first * hop + int(found[0]), first * hop + int(found[-1]) + 1
        if end - start >= HELD_SECONDS * rate_hz:
            head = samples[start : start + round(_PITCHED_SECONDS * rate_hz)]
            yield Sounding(began + start / rate_hz, began + end / rate_hz, _pitch(head, rate_hz))


def _loud(samples: Samples, window: int, hop: int) -> npt.NDArray[np.bool_]:
    if len(samples) < window:
        return np.zeros(0, dtype=np.bool_)
    power = np.concatenate(([0.0], np.cumsum(np.square(samples, dtype=np.float64))))
    starts = np.arange(0, len(samples) - window + 1, hop)
    loud: npt.NDArray[np.bool_] = power[starts + window] - power[starts] > window * AUDIBLE**2
    return loud


def _pitch(samples: Samples, rate_hz: int) -> float:
    crossings = np.count_nonzero(np.diff(np.signbit(samples)))
    return float(crossings) * rate_hz / (2 * len(samples))
