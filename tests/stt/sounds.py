"""Made-up sound: loud enough to be speech, or not."""

import numpy as np

from nexus_cli.stt.protocol import SAMPLE_RATE_HZ, Sound


def noise(seconds: float, dbfs: float = -20.0) -> Sound:
    """Return white noise of this level; the same each time."""
    samples = np.random.default_rng(7).normal(0, 10 ** (dbfs / 20), int(seconds * SAMPLE_RATE_HZ))
    return samples.astype(np.float32)


def silence(seconds: float) -> Sound:
    """Return what a microphone gives in a quiet room."""
    return noise(seconds, -70.0)
