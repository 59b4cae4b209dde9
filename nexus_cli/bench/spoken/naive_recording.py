"""How the naive pipeline records: until it has been quiet for long enough, into a WAV file."""

import math
import wave
from pathlib import Path
from typing import Protocol

import numpy as np

from nexus_cli.audio.samples import HEARING_HZ, Samples, silence

ENDPOINT_SECONDS = 0.7
"""Of silence: the least that nexus waits, too."""
BLOCK_SECONDS = 0.02
_LOUD = 0.01
"""-40 dBFS, of full scale; the room of a benchmark lies 30 dB under it."""


class Said(Protocol):
    """An answer whose sound and end are known, such as a `Spoken`."""

    @property
    def samples(self) -> Samples:
        """Shape (n,), 16 kHz."""
        ...

    @property
    def last_speech_sample(self) -> int:
        """Where speech ends."""
        ...


def end_of_answer(said: Said) -> int:
    """Return the sample at which the script takes the answer for ended.

    That is after 0.7 s of blocks, none of which is loud, from the block on that holds the last
    speech sample.
    """
    block = round(BLOCK_SECONDS * HEARING_HZ)
    needed = math.ceil(ENDPOINT_SECONDS / BLOCK_SECONDS)
    padded = np.concatenate((said.samples, silence((needed + 1) * block)))
    at = said.last_speech_sample // block
    quiet = 0
    while quiet < needed:
        piece = padded[at * block : (at + 1) * block]
        at += 1
        loud = len(piece) > 0 and float(np.sqrt(np.mean(np.square(piece)))) > _LOUD
        quiet = 0 if loud else quiet + 1
    return at * block


def write_answer(path: Path, samples: Samples, ends: int) -> Path:
    """Write the answer up to where it was taken for ended, 16 bit."""
    whole = np.concatenate((samples, silence(max(0, ends - len(samples)))))[:ends]
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(HEARING_HZ)
        file.writeframes((np.clip(whole, -1, 1) * 32767).astype("<i2").tobytes())
    return path
