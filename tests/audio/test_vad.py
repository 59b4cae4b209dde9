"""Silero as it ships inside faster-whisper."""

import numpy as np
import pytest

from nexus_cli.audio.samples import HEARING_HZ, Samples, silence
from nexus_cli.audio.vad import FRAME, SileroVad


def frames(sound: Samples) -> list[Samples]:
    return [sound[at : at + FRAME] for at in range(0, len(sound) - FRAME + 1, FRAME)]


def vowels() -> Samples:
    """Return two seconds of a buzz through the formants of "ah" and "ee", four a second."""
    times = np.arange(2 * HEARING_HZ) / HEARING_HZ
    voice = np.zeros_like(times)
    for harmonic in range(1, 40):
        hertz = 120 * harmonic
        for turn, formants in enumerate(((730, 1_090, 2_440), (270, 2_290, 3_010))):
            loud = sum(np.exp(-(((hertz - formant) / 120) ** 2)) for formant in formants)
            now = (np.floor(times * 4) % 2) == turn
            voice += loud * now * np.sin(2 * np.pi * hertz * times)
    syllables = np.clip(np.sin(2 * np.pi * 4 * times) + 0.7, 0, 1)
    return (0.1 * voice * syllables).astype(np.float32)


def test_a_voice_is_speech_and_noise_is_not() -> None:
    noise = np.random.default_rng(2).normal(0, 0.01, 2 * HEARING_HZ).astype(np.float32)
    vad = SileroVad()
    assert max(vad.probability(frame) for frame in frames(noise)) < 0.35
    vad.reset()
    assert max(vad.probability(frame) for frame in frames(vowels())) > 0.5


def test_state_is_carried_and_can_be_forgotten() -> None:
    vad, sound = SileroVad(), frames(vowels())
    first = [vad.probability(frame) for frame in sound]
    again = [vad.probability(frame) for frame in sound]
    vad.reset()
    assert [vad.probability(frame) for frame in sound] == first != again


def test_a_frame_is_never_written_to() -> None:
    frame = vowels()[:FRAME]
    frame.flags.writeable = False
    before = frame.copy()
    SileroVad().probability(frame)
    assert np.array_equal(frame, before)


@pytest.mark.parametrize("count", [0, 511, 513])
def test_a_frame_of_another_length_is_refused(count: int) -> None:
    with pytest.raises(ValueError, match="512"):
        SileroVad().probability(silence(count))
