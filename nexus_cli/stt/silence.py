"""What must not become words: silence, and the phrases that Whisper makes up for it."""

import re

import numpy as np

from nexus_cli.stt.protocol import SAMPLE_RATE_HZ, Sound

SOUND_DBFS = -55.0
"""Level that speech passes.

On eight clips of speech the loudest frames lay at -8 to -20 dBFS, so that a microphone may be
30 dB quieter than theirs; a quiet room through a microphone lies near -70.
"""
_FRAME_SAMPLES = SAMPLE_RATE_HZ * 30 // 1000
_FRAMES = 3
"""Frames of 30 ms over SOUND_DBFS that make it speech; a click is shorter, a "no" is longer."""

# Whisper learnt from subtitles, which thank the audience where nobody speaks (faster-whisper issues
# 183 and 843, WhisperLive issue 328).
_MADE_UP = {
    "bye", "bye bye", "please subscribe", "subscribe", "thank you", "thank you bye",
    "thank you for listening", "thank you for watching", "thank you so much",
    "thank you so much for watching", "thank you very much", "thanks", "thanks for listening",
    "thanks for watching", "the end", "you",
}  # fmt: skip
_CREDIT = re.compile(r"\b(?:sub)?titles by\b|\bamara\.org\b|\btranscri(?:bed|ption) by\b")


def has_sound(audio: Sound) -> bool:
    """Whether `audio` may hold speech: at least 90 ms of it are louder than SOUND_DBFS.

    Raises ValueError when it is not float32 of shape (samples,).
    """
    if audio.ndim != 1 or audio.dtype != np.float32:
        raise ValueError(f"sound is float32 of one channel, not {audio.dtype} of {audio.shape}")
    whole = len(audio) // _FRAME_SAMPLES * _FRAME_SAMPLES
    frames = audio[:whole].reshape(-1, _FRAME_SAMPLES)
    # Its offset is not heard, and cheap sound cards have one.
    power = np.var(frames, axis=1, dtype=np.float64)
    return int(np.count_nonzero(power > 10 ** (SOUND_DBFS / 10))) >= _FRAMES


def is_made_up(text: str, no_speech: float, bound: float) -> bool:
    """Whether a whole segment is a phrase of subtitles that nobody said.

    `no_speech` is the engine's own probability that nobody spoke; from `bound` on, it is believed
    against such a phrase. Anything else that was heard stays.
    """
    said = re.sub(r"[^\w.]+", " ", text.lower()).strip(" .")
    known = said.replace(".", "") in _MADE_UP or _CREDIT.search(said) is not None
    return known and no_speech >= bound
