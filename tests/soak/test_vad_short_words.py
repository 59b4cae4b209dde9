"""A quick "yes" or "no" is heard; clicks, knocks, keys, breath and tones are not speech.

The words are made and cut to what is audible of them, 0.12 to 0.25 s. The sounds are made too:
noise and tones with the rise, length and band of what they stand for. Coughs are not among them,
as no made cough is like a real one.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from nexus_cli.audio.samples import HEARING_HZ, Samples, silence
from nexus_cli.audio.vad import FRAME, SileroVad
from tests.soak.measuring import shown
from tests.soak.test_vad_speech_end import hear, room, spoken, voices

__all__ = ["voices"]

WORDS = ("yes", "no", "right", "two", "true")
PACES = (1.3, 1.8, 2.5)
SHORTEST_SECONDS, LONGEST_SECONDS = 0.12, 0.25
ROOMS_DBFS = (-70.0, -45.0)
PHASES = (0, FRAME // 2)
TIMES = np.arange(round(0.4 * HEARING_HZ)) / HEARING_HZ
Noise = Callable[[np.random.Generator], "np.ndarray[tuple[int], np.dtype[np.float64]]"]


def hiss(random: np.random.Generator) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    return random.normal(0, 1, len(TIMES))


def band(
    random: np.random.Generator, low_hz: float, high_hz: float
) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    spectrum = np.fft.rfft(hiss(random))
    hertz = np.fft.rfftfreq(len(TIMES), 1 / HEARING_HZ)
    return np.fft.irfft(spectrum * ((hertz > low_hz) & (hertz < high_hz)), len(TIMES))


def dying(seconds: float) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    return np.exp(-TIMES / seconds)


NOISES: dict[str, Noise] = {
    "click": lambda random: hiss(random) * dying(0.004),
    "key": lambda random: band(random, 1_500, 6_000) * dying(0.02),
    "knock": lambda random: band(random, 60, 400) * dying(0.08),
    "clap": lambda random: band(random, 800, 3_000) * dying(0.03),
    "burst": lambda random: hiss(random) * np.heaviside(random.uniform(0.05, 0.3) - TIMES, 0),
    "breath": lambda random: band(random, 400, 4_000) * np.sin(np.pi * TIMES / 0.4) ** 2,
    "beep": lambda random: np.sin(2 * np.pi * random.uniform(400, 2_000) * TIMES) * (TIMES < 0.2),
}


def alone(sound: Samples, phase: int) -> Samples:
    return np.concatenate((silence(HEARING_HZ + phase), sound, silence(HEARING_HZ)))


def test_a_quick_word_alone_is_heard(voices: Sequence[str], tmp_path: Path) -> None:
    random, model = np.random.default_rng(11), SileroVad()
    said = [
        spoken(word, voice, tmp_path, pace) for voice in voices for word in WORDS for pace in PACES
    ]
    short = [word for word in said if SHORTEST_SECONDS <= len(word) / HEARING_HZ <= LONGEST_SECONDS]
    heard = []
    for word in short:
        for phase in PHASES:
            for dbfs in ROOMS_DBFS:
                sound = alone(word, phase)
                heard.append(bool(hear(sound + room(len(sound), dbfs, random), model)))
    shown("quick words", cases=len(heard), heard=float(np.mean(heard)))
    assert len(heard) >= 40
    assert np.mean(heard) >= 0.8


@pytest.mark.parametrize("name", NOISES)
def test_a_sound_that_is_no_voice_is_not_speech(name: str) -> None:
    random, model = np.random.default_rng(13), SileroVad()
    for loud in (0.5, 0.1):
        for _ in range(8):
            made = NOISES[name](random)
            sound = alone((loud * made / np.abs(made).max()).astype(np.float32), 0)
            assert hear(sound + room(len(sound), -60.0, random), model) == []
