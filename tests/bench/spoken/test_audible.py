"""Where a sound can be heard, and how high it is."""

import numpy as np
import pytest

from nexus_cli.audio.samples import Samples
from nexus_cli.bench.spoken.audible import AUDIBLE, soundings

HZ = 48_000


def tone(seconds: float, pitch: float = 333.0, loud: float = 0.3) -> Samples:
    steps = np.arange(round(seconds * HZ)) / HZ
    return (loud * np.sin(2 * np.pi * pitch * steps)).astype(np.float32)


def quiet(seconds: float) -> Samples:
    return np.zeros(round(seconds * HZ), dtype=np.float32)


def test_a_sound_is_heard_from_its_first_loud_sample_to_its_last() -> None:
    (heard,) = soundings(np.concatenate((quiet(0.2), tone(0.4), quiet(0.3))), HZ, 100.0)

    assert heard.start == pytest.approx(100.2, abs=0.001)
    assert heard.end == pytest.approx(100.6, abs=0.001)


@pytest.mark.parametrize("pitch", [333.0, 667.0])
def test_its_pitch_is_that_of_its_beginning(pitch: float) -> None:
    (heard,) = soundings(np.concatenate((tone(0.1, pitch), tone(0.2, 1500.0))), HZ, 0.0)

    assert heard.pitch_hz == pytest.approx(pitch, abs=20)


def test_two_sounds_with_a_gap_are_two() -> None:
    heard = list(soundings(np.concatenate((tone(0.1), quiet(0.03), tone(0.1))), HZ, 0.0))

    assert len(heard) == 2
    assert heard[1].start == pytest.approx(0.13, abs=0.001)


def test_a_click_is_nothing_said() -> None:
    assert not list(soundings(np.concatenate((quiet(0.1), tone(0.03), quiet(0.1))), HZ, 0.0))


def test_what_is_softer_than_40_db_under_full_scale_is_not_heard() -> None:
    assert not list(soundings(tone(0.5, loud=AUDIBLE), HZ, 0.0))


@pytest.mark.parametrize("count", [0, 1, 479, 480])
def test_a_few_samples_hold_no_sound(count: int) -> None:
    assert not list(soundings(tone(1.0)[:count], HZ, 0.0))
