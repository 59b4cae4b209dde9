"""A window as short as the sound: how long it is, and when what came of it is not to be trusted.

Whisper learnt from windows of 30 s. In a shorter one it is several times as fast; mostly it writes
the same, but it may repeat itself, stop early or say nothing (whisper.cpp, issues 1855 and 1951).
All three can be seen from the outside.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nexus_cli.stt.protocol import SAMPLE_RATE_HZ, Sound, Word
from nexus_cli.stt.silence import SOUND_DBFS

AFTER_SECONDS = 2.56
"""128 positions of the encoder after the sound: with these, the reporter of whisper.cpp's issue
1855 measured on Common Voice what a window of 30 s wrote."""
LONGEST_SECONDS = 20.0
"""Over this a short window saves little."""
MOST_FRAMES = 3000
"""Of a spectrogram, 10 ms each: Whisper's own window of 30 s."""
LEAST_LOG_PROBABILITY = -1.0
MOST_COMPRESSION = 2.4
"""Whisper's own bounds of a failed decode (openai/whisper, transcribe.py)."""
END_SECONDS = 1.0
"""Sound after the last word that is more than a word's own end."""
_TOKENS, _TOKENS_A_SECOND = 40, 8.0
"""Twice what a fast speaker needs: a loop ends there."""
_FRAMES_A_SECOND = 100
_FRAME = SAMPLE_RATE_HZ * 30 // 1000
_ROOM = 10 ** (-30 / 10)
"""Power beside the loudest frame: 30 dB under it is the room, or a breath."""
_REPEATS = ((1, 4), (2, 3), (3, 3), (4, 3))
"""Words in a row, and how often they may not stand one after the other."""


@dataclass(frozen=True, slots=True)
class Hearing:
    """What one pass over a sound has brought."""

    words: tuple[Word, ...]
    log_probability: float = 0.0
    """The least of its segments', averaged over tokens."""
    compression: float = 0.0
    """The most of its segments': letters over what gzip makes of them."""
    tokens: int = 0


def fits(audio: Sound) -> bool:
    """Whether `audio`, shape (samples,), is short enough for a window of its own."""
    return len(audio) <= LONGEST_SECONDS * SAMPLE_RATE_HZ


def window_frames(samples: int) -> int:
    """Return the frames of a window for so many samples of sound, at most MOST_FRAMES.

    An even number: the encoder's second convolution takes every second frame.
    """
    frames = -(-samples * _FRAMES_A_SECOND // SAMPLE_RATE_HZ)
    frames += round(AFTER_SECONDS * _FRAMES_A_SECOND)
    return min(MOST_FRAMES, frames + frames % 2)


def most_tokens(samples: int) -> int:
    """Return after how many tokens a decode of so many samples is cut off: at most 200."""
    return _TOKENS + round(_TOKENS_A_SECOND * min(samples / SAMPLE_RATE_HZ, LONGEST_SECONDS))


def is_trusted(heard: Hearing, audio: Sound) -> bool:
    """Whether the words of a short window look like all that is said in `audio`, which has sound.

    No, when there are none, when they are improbable, repeat themselves or were cut off, or when
    sound goes on for a second after the last.
    """
    return bool(heard.words) and not (
        heard.log_probability < LEAST_LOG_PROBABILITY
        or heard.compression > MOST_COMPRESSION
        or heard.tokens >= most_tokens(len(audio))
        or sound_ends(audio) - heard.words[-1].end_seconds > END_SECONDS
        or _loops([word.text.casefold().strip(".,;:!?") for word in heard.words])
    )


def sound_ends(audio: Sound) -> float:
    """Return when the last loud frame of `audio` ends, in seconds; 0 when none is loud."""
    whole = len(audio) // _FRAME * _FRAME
    power = np.var(audio[:whole].reshape(-1, _FRAME), axis=1, dtype=np.float64)
    if not len(power):
        return 0.0
    least = max(10 ** (SOUND_DBFS / 10), float(power.max()) * _ROOM)
    loud = np.flatnonzero(power > least)
    return float(loud[-1] + 1) * _FRAME / SAMPLE_RATE_HZ if len(loud) else 0.0


def _loops(words: Sequence[str]) -> bool:
    """Whether a few words stand several times in a row."""
    return any(
        words[at : at + size * times] == list(words[at : at + size]) * times
        for size, times in _REPEATS
        for at in range(len(words) - size * times + 1)
    )
