"""What sound is inside the program: float32, one channel, -1 to 1."""

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]
"""One channel of sound, shape (n,), each value from -1 to 1."""

HEARING_HZ = 16_000
"""Samples a second on the way in: what Silero and Whisper were trained on."""

SPEAKING_HZ = 24_000
"""Samples a second on the way out: what Edge TTS sends."""


def silence(count: int = 0) -> Samples:
    """Return `count` samples of nothing."""
    return np.zeros(count, dtype=np.float32)
