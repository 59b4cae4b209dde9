"""Rumble goes, speech becomes level, and the meter says what is wrong."""

import numpy as np
import pytest

from nexus_cli.audio.conditioning import CEILING, HighPass, Loudness
from nexus_cli.audio.level import FLOOR_DBFS, Hint, LevelMeter, RoomNoise, rms_dbfs
from nexus_cli.audio.samples import HEARING_HZ, Samples, silence

FRAME = 512


def tone(hertz: float, amplitude: float = 0.5, seconds: float = 2.0) -> Samples:
    times = np.arange(round(seconds * HEARING_HZ)) / HEARING_HZ
    return (amplitude * np.sin(2 * np.pi * hertz * times)).astype(np.float32)


def decibels(samples: Samples) -> float:
    return float(10 * np.log10(np.mean(np.square(samples, dtype=np.float64))))


@pytest.mark.parametrize(
    ("hertz", "change"), [(20, -12.3), (50, -5.5), (80, -3.0), (200, -0.6), (1_000, 0.0)]
)
def test_a_first_order_high_pass_takes_6_db_an_octave(hertz: float, change: float) -> None:
    sound = tone(hertz)
    passed = HighPass().apply(sound)
    assert decibels(passed[8_000:]) - decibels(sound[8_000:]) == pytest.approx(change, abs=0.3)


@pytest.mark.parametrize("size", [1, 7, 320, 512, 1_000])
def test_filtering_in_pieces_is_filtering_the_whole(size: int) -> None:
    sound = tone(130) + tone(31)
    whole, in_pieces = HighPass(), HighPass()
    pieces = [in_pieces.apply(sound[at : at + size]) for at in range(0, 4_000, size)]
    joined = np.concatenate(pieces)
    assert np.allclose(joined, whole.apply(sound[: len(joined)]), atol=1e-6)


def test_an_offset_of_the_sound_card_fades_out() -> None:
    passed = HighPass().apply(np.full(HEARING_HZ, 0.5, dtype=np.float32))
    assert abs(float(passed[-1])) < 1e-6


@pytest.mark.parametrize("amplitude", [0.02, 0.1, 0.5])
def test_soft_and_loud_speech_come_to_the_same_loudness(amplitude: float) -> None:
    loudness, sound = Loudness(), tone(200, amplitude, seconds=8)
    out = [
        loudness.apply(sound[at : at + FRAME], speech=True)
        for at in range(0, len(sound) - FRAME, FRAME)
    ]
    assert decibels(out[-1]) == pytest.approx(-20, abs=1)


def test_silence_moves_no_gain() -> None:
    loudness = Loudness()
    for _ in range(100):
        loudness.apply(tone(200, 0.001, FRAME / HEARING_HZ), speech=False)
    assert loudness.gain_db == 0


def test_a_whisper_is_raised_only_so_far_and_a_shout_never_clips() -> None:
    loudness = Loudness()
    for _ in range(2_000):
        loudness.apply(tone(200, 0.0005, FRAME / HEARING_HZ), speech=True)
    assert loudness.gain_db == pytest.approx(24)
    assert np.abs(loudness.apply(tone(200, 1.0), speech=True)).max() <= CEILING + 1e-6


def test_gain_glides_without_a_step() -> None:
    loudness, sound = Loudness(), np.full(10 * FRAME, 0.01, dtype=np.float32)
    out = np.concatenate(
        [loudness.apply(sound[at : at + FRAME], speech=True) for at in range(0, len(sound), FRAME)]
    )
    assert np.abs(np.diff(out)).max() < 0.01 * 0.001


def measured(sound: Samples, *, speech: bool = False) -> LevelMeter:
    meter = LevelMeter()
    for at in range(0, len(sound), FRAME):
        meter.add(sound[at : at + FRAME], speech=speech)
    return meter


def test_a_level_is_in_decibels_of_full_scale() -> None:
    level = measured(tone(200, 0.5)).read()
    assert level.rms_dbfs == pytest.approx(-9.03, abs=0.05)
    assert level.peak_dbfs == pytest.approx(-6.02, abs=0.05)
    assert (level.clipped, level.hint) == (0, None)


def test_a_level_is_of_the_time_since_the_last() -> None:
    meter = measured(tone(200, 0.5))
    meter.read()
    assert meter.read().rms_dbfs == FLOOR_DBFS


def test_flattened_peaks_are_called_clipping() -> None:
    assert measured(np.clip(tone(200, 1.4), -1, 1)).read().hint is Hint.CLIPPING


def test_faint_speech_is_called_too_quiet_and_a_faint_room_is_not() -> None:
    assert measured(tone(200, 0.003), speech=True).read().hint is Hint.TOO_QUIET
    assert measured(tone(200, 0.003)).read().hint is None


@pytest.mark.parametrize(("seconds", "hint"), [(0.9, None), (1.1, Hint.NO_SIGNAL)])
def test_a_second_of_exact_zeros_is_no_signal(seconds: float, hint: Hint | None) -> None:
    assert measured(silence(round(seconds * HEARING_HZ))).read().hint is hint


def test_faint_noise_is_a_signal() -> None:
    noise = np.random.default_rng(1).normal(0, 3e-4, 3 * HEARING_HZ).astype(np.float32)
    meter = measured(noise)
    assert meter.zero_seconds == 0
    assert meter.read().hint is None


def test_the_room_is_what_is_left_when_nobody_speaks() -> None:
    room, noise = RoomNoise(), tone(900, 0.01)
    frames = [noise[at : at + FRAME] for at in range(0, 20 * FRAME, FRAME)]
    assert all(room.covers(rms_dbfs(frame)) for frame in frames)
    assert not room.covers(rms_dbfs(tone(200, 0.1)[:FRAME]))
    assert room.covers(rms_dbfs(frames[0]))


def test_a_fan_that_is_switched_on_becomes_the_room() -> None:
    room = RoomNoise()
    room.covers(-60.0)
    assert not room.covers(-40.0)
    covered = [room.covers(-40.0) for _ in range(100)]
    assert covered[-1]
    assert not covered[31]  # a second later it may still be speech
