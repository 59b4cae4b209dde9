"""How long a short window is, and what is not believed of it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.stt.protocol import SAMPLE_RATE_HZ, Sound, Word
from nexus_cli.stt.short_window import (
    AFTER_SECONDS,
    MOST_FRAMES,
    Hearing,
    fits,
    is_trusted,
    most_tokens,
    sound_ends,
    window_frames,
)
from tests.stt.sounds import noise, silence


def heard(text: str, each: float = 0.4) -> Hearing:
    """Return words of `each` seconds, one after the other."""
    words = enumerate(text.split())
    return Hearing(tuple(Word(word, n * each, (n + 1) * each, 0.9) for n, word in words), -0.3)


def spoken(seconds: float, after: float = 0.3) -> Sound:
    """Return sound, and a quiet room after it."""
    return np.concatenate((noise(seconds), silence(after)))


ANSWER = heard("I moved our billing to Kubernetes.")
AUDIO = spoken(2.4)


def test_words_that_fill_the_sound_are_trusted() -> None:
    assert is_trusted(ANSWER, AUDIO)


@pytest.mark.parametrize(
    "doubt",
    [
        Hearing(()),
        replace(ANSWER, log_probability=-1.1),
        replace(ANSWER, compression=2.5),
        replace(ANSWER, tokens=most_tokens(len(AUDIO))),
        heard("I moved our"),
        heard("yes yes yes Yes.", 0.6),
        heard("we did we did we did", 0.4),
    ],
    ids=["none", "guesses", "repeats", "cut off", "ends early", "one word", "two words"],
)
def test_what_looks_wrong_is_not_trusted(doubt: Hearing) -> None:
    assert not is_trusted(doubt, AUDIO)


def test_words_said_twice_or_three_times_are_trusted() -> None:
    assert is_trusted(heard("it was very very very hard"), AUDIO)
    assert is_trusted(heard("we did, we did it all"), AUDIO)


@pytest.mark.parametrize("loudness", [-20.0, -45.0])
def test_sound_ends_where_the_room_begins(loudness: float) -> None:
    audio = np.concatenate((noise(1.5, loudness), silence(2.0)))
    assert sound_ends(audio) == pytest.approx(1.5, abs=0.031)
    assert sound_ends(silence(1.0)) == 0.0
    assert sound_ends(np.zeros(0, np.float32)) == 0.0


@given(st.integers(min_value=0, max_value=40 * SAMPLE_RATE_HZ))
def test_a_window_covers_the_sound_and_what_comes_after_it(samples: int) -> None:
    frames = window_frames(samples)
    assert frames % 2 == 0
    assert frames <= MOST_FRAMES
    wanted = 100 * (samples / SAMPLE_RATE_HZ + AFTER_SECONDS)
    assert frames == MOST_FRAMES or wanted <= frames <= wanted + 2


def test_twenty_seconds_fit() -> None:
    assert fits(np.zeros(20 * SAMPLE_RATE_HZ, np.float32))
    assert not fits(np.zeros(20 * SAMPLE_RATE_HZ + 1, np.float32))
