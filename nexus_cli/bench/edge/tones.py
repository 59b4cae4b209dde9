"""Speech as tones: a beep for each word, as long as the word, in MP3 of constant rate."""

import re
from collections.abc import Callable
from dataclasses import dataclass

FRAME_SECONDS = 0.024
FRAME_BYTES = 144
"""24 ms of MPEG-2 layer III, 24 kHz, mono, 48 kbit/s: what Edge sends."""
_TONE = bytes.fromhex(
    "fff364c40006782e180005fc20847af80612c0581902b83bfffffffffffffffdbfedffffffffd898829a8a665c626060"
).ljust(FRAME_BYTES, b"\0")
"""A sine of 333.3 Hz at 0.3 of full scale, encoded by LAME without a bit reservoir. Eight periods
fill a frame, so that the same frame repeated is one steady tone."""
_HIGH_TONE = bytes.fromhex(
    "fff364c4000adac61800b80fe0fffe11ea3c187ebe1106f4182267fffffea6ffff"
    "f5ffd67ffffffffbff52ffffffff950effb7e4bfff91fda98829a8a665c62606"
).ljust(FRAME_BYTES, b"\0")
"""An octave higher, made in the same way."""
_SILENCE = _TONE[:4].ljust(FRAME_BYTES, b"\0")
_FRAMES_A_LETTER = 3
"""72 ms: 14 letters a second, an ordinary pace."""
_FRAMES_BETWEEN_WORDS = 2
_TRAILING_SECONDS = 0.8
"""Edge ends every text with about so much silence."""


@dataclass(frozen=True)
class SpokenWord:
    """A word as Edge reports it."""

    text: str
    start_seconds: float
    end_seconds: float


@dataclass(frozen=True)
class Utterance:
    """A text as sound: MP3 of 6,000 bytes a second, and when each word is heard."""

    mp3: bytes
    words: tuple[SpokenWord, ...]


Speaker = Callable[[str], Utterance]
"""Makes sound of a text; one that speaks real words makes a loopback that can be understood."""


def tones(text: str) -> Utterance:
    """Return a beep a word, its length by the word's letters, then 0.8 s of silence."""
    return _beeps(text, _TONE)


def high_tones(text: str) -> Utterance:
    """Return what `tones` does, an octave higher."""
    return _beeps(text, _HIGH_TONE)


def _beeps(text: str, tone: bytes) -> Utterance:
    frames, words = 0, list[SpokenWord]()
    sound = b""
    for found in re.finditer(r"\w(?:[\w'’-]*\w)?", text):
        beep = _FRAMES_A_LETTER * len(found[0])
        start, end = frames * FRAME_SECONDS, (frames + beep) * FRAME_SECONDS
        words.append(SpokenWord(found[0], start, end))
        sound += tone * beep + _SILENCE * _FRAMES_BETWEEN_WORDS
        frames += beep + _FRAMES_BETWEEN_WORDS
    silence = _SILENCE * round(_TRAILING_SECONDS / FRAME_SECONDS)
    return Utterance(sound + silence if words else b"", tuple(words))
