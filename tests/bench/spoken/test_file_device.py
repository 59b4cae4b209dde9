"""The device made of memory: what is in the air, by the sample."""

import numpy as np
import pytest

from nexus_cli.audio.level import rms_dbfs
from nexus_cli.audio.portaudio import BLOCK_SECONDS, OUTPUT_LATENCY_SECONDS
from nexus_cli.audio.samples import HEARING_HZ, Samples
from nexus_cli.bench.spoken.card import FileCard
from nexus_cli.bench.spoken.file_device import INPUT_LATENCY_SECONDS, Air
from tests.bench.spoken.test_audible import tone

RATE = 48_000
BLOCK = round(BLOCK_SECONDS * RATE)


def played(air: Air, samples: Samples, at: float) -> None:
    for number, start in enumerate(range(0, len(samples), BLOCK)):
        air.play(samples[start : start + BLOCK], RATE, at + number * BLOCK_SECONDS)


def test_what_is_said_reaches_the_microphone_at_its_sample() -> None:
    air = Air()
    air.say(np.full(160, 0.5, dtype=np.float32), 7.005)

    heard = air.between(7.0, 320)

    assert np.flatnonzero(np.abs(heard) > 0.1).tolist() == list(range(80, 240))


def test_a_sound_over_several_blocks_is_heard_whole() -> None:
    air = Air()
    air.say(np.arange(1, 641, dtype=np.float32), 3.01)

    heard = np.concatenate([air.between(3.0 + number * 0.02, 320) for number in range(3)])

    assert np.abs(heard[160:800] - np.arange(1, 641)).max() < 0.01


def test_the_room_is_never_silent_and_lies_at_minus_70_dbfs() -> None:
    room = Air().between(0.0, 4 * HEARING_HZ)

    assert rms_dbfs(room) == pytest.approx(-70.0, abs=0.5)


def test_the_microphone_hears_the_speaker_only_where_it_may() -> None:
    air = Air()
    played(air, tone(0.1), 5.0)

    assert np.abs(air.between(5.0, 1600)).max() < 0.01
    air.echoes = True
    assert np.abs(air.between(5.0, 1600)).max() > 0.2


def test_what_the_speaker_played_is_heard_from_its_first_audible_sample() -> None:
    air = Air()
    played(air, np.concatenate((np.zeros(BLOCK * 5, np.float32), tone(0.2))), 20.0)

    (heard,) = air.heard(19.9)

    assert heard.start == pytest.approx(20.1, abs=0.001)
    assert air.silent_from(19.0) == pytest.approx(20.3, abs=0.001)


def test_what_began_before_is_not_heard_again() -> None:
    air = Air()
    played(air, tone(0.2), 20.0)

    assert not air.heard(20.05)
    assert air.silent_from(25.0) == 25.0


def test_a_gap_of_the_speaker_parts_what_is_heard() -> None:
    air = Air()
    played(air, tone(0.1), 20.0)
    played(air, tone(0.1), 20.3)

    assert [round(one.start, 2) for one in air.heard(19.0)] == [20.0, 20.3]


def test_a_click_takes_at_least_what_the_device_holds_back() -> None:
    seconds = FileCard().round_trip_seconds()

    assert seconds > OUTPUT_LATENCY_SECONDS + INPUT_LATENCY_SECONDS
