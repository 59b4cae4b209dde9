"""What a listener tells, on a clock moved by hand and a microphone that does as it is told."""

from collections.abc import Iterator

import numpy as np
import pytest

from nexus_cli.audio import listener as module
from nexus_cli.audio.ear import DEAF_TAIL_SECONDS
from nexus_cli.audio.level import Hint
from nexus_cli.audio.samples import HEARING_HZ
from nexus_cli.audio.signals import (
    Loss,
    MicrophoneBack,
    MicrophoneGone,
    SpeechFrame,
    SpeechPaused,
    SpeechStarted,
)
from nexus_cli.errors import AudioError
from tests.audio.staged import Room

FRAME_SECONDS = 0.032


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    monkeypatch.setattr(module, "refresh_devices", lambda: True)  # there may be no PortAudio
    room = Room()
    room.listener.open()
    yield room
    room.listener.stop()


def kinds(room: Room) -> list[str]:
    return [type(signal).__name__ for signal in room.told]


def test_speech_and_its_pauses_are_told_with_their_places(room: Room) -> None:
    room.pause(1.0)
    room.speech(1.0)
    room.pause(0.5)
    started, paused = room.told
    assert isinstance(started, SpeechStarted)
    assert isinstance(paused, SpeechPaused)
    assert started.at / HEARING_HZ == pytest.approx(1.0, abs=FRAME_SECONDS)
    assert paused.at / HEARING_HZ == pytest.approx(2.0, abs=FRAME_SECONDS)
    assert paused.seconds - started.seconds == pytest.approx(1.0, abs=2 * FRAME_SECONDS)
    assert started.seconds == pytest.approx(101.0, abs=2 * FRAME_SECONDS)


def test_a_pause_is_told_within_a_tenth_of_a_second(room: Room) -> None:
    room.pause(1.0)
    room.speech(1.0)
    while not isinstance(room.told[-1], SpeechPaused):
        room.pause(0.02)
        assert room.clock.time < 102.12


def test_the_sound_of_an_answer_begins_half_a_second_before_its_first_word(room: Room) -> None:
    room.pause(2.0)
    room.speech(1.0)
    room.pause(0.5)
    started = room.told[0]
    assert isinstance(started, SpeechStarted)
    assert started.at - started.audio_from == HEARING_HZ // 2
    sound = room.listener.audio(started.audio_from, started.at + HEARING_HZ)
    assert len(sound) == HEARING_HZ * 3 // 2
    assert np.abs(sound[: HEARING_HZ // 2 - 512]).max() < 0.01 < np.abs(sound).max()


def test_an_answer_is_kept_until_it_is_forgotten(room: Room) -> None:
    room.speech(3.0)
    room.pause(5.0)
    assert len(room.listener.audio(0, 4 * HEARING_HZ)) == 4 * HEARING_HZ
    room.listener.forget()
    room.pause(5.0)
    assert len(room.listener.audio(0, 1_000_000)) <= HEARING_HZ + 512


def test_forgetting_while_somebody_speaks_keeps_that_speech_and_its_pre_roll(room: Room) -> None:
    room.speech(1.0)
    room.pause(2.0)
    room.speech(1.0)
    room.listener.forget()
    room.speech(2.0)
    room.pause(0.5)
    started = room.told[2]
    assert isinstance(started, SpeechStarted)
    assert len(room.listener.audio(0, started.audio_from)) <= 512
    kept = room.listener.audio(started.audio_from, 6 * HEARING_HZ)
    assert len(kept) == 6 * HEARING_HZ - started.audio_from


def test_forgetting_as_somebody_begins_keeps_the_first_word(room: Room) -> None:
    room.pause(2.0)
    room.speech(0.1)
    room.listener.forget()
    room.speech(1.0)
    started = room.told[0]
    assert isinstance(started, SpeechStarted)
    assert started.at - started.audio_from == HEARING_HZ // 2


def test_a_short_word_is_heard_with_its_pause(room: Room) -> None:
    room.pause(1.0)
    room.speech(0.2)
    room.pause(0.2)
    started, paused = room.told
    assert isinstance(started, SpeechStarted)
    assert isinstance(paused, SpeechPaused)
    assert started.at / HEARING_HZ == pytest.approx(1.0, abs=FRAME_SECONDS)
    assert paused.at / HEARING_HZ == pytest.approx(1.2, abs=FRAME_SECONDS)


def test_levels_come_16_times_a_second_and_31_times_while_somebody_speaks(room: Room) -> None:
    room.speech(2.0)
    levels = [signal for signal in room.signals if isinstance(signal, SpeechFrame)]
    assert 60 <= len(levels) <= 63
    assert levels[-1].stirring
    assert levels[-1].level.rms_dbfs == pytest.approx(-15.2, abs=0.5)
    room.signals.clear()
    room.pause(2.0)
    levels = [signal for signal in room.signals if isinstance(signal, SpeechFrame)]
    assert 30 <= len(levels) <= 35


def test_nothing_is_speech_while_nexus_speaks_nor_in_the_tail_after_it(room: Room) -> None:
    room.pause(1.0)
    room.listener.deaf(True)
    room.speech(2.0)
    room.listener.deaf(False)
    room.speech(DEAF_TAIL_SECONDS)
    room.pause(1.0)
    assert room.told == []
    assert len(room.listener.audio(HEARING_HZ, 3 * HEARING_HZ)) == 0


def test_speech_after_the_tail_is_heard_from_its_place(room: Room) -> None:
    room.listener.deaf(True)
    room.speech(1.0)
    room.listener.deaf(False)
    room.pause(1.0)
    room.speech(1.0)
    started = room.told[0]
    assert isinstance(started, SpeechStarted)
    assert started.at / HEARING_HZ == pytest.approx(2.0, abs=FRAME_SECONDS)


def test_an_answer_under_way_pauses_when_nexus_begins_to_speak(room: Room) -> None:
    room.speech(1.0)
    room.listener.deaf(True)
    room.speech(0.1)
    assert kinds(room) == ["SpeechStarted", "SpeechPaused"]


def test_a_second_of_exact_zeros_is_a_microphone_that_is_gone(room: Room) -> None:
    room.speech(1.0)
    room.zeros(0.9)
    assert MicrophoneGone(Loss.ZEROS) not in room.told
    room.zeros(0.2)
    assert room.told[-1] == MicrophoneGone(Loss.ZEROS)
    assert len(room.listener.audio(0, HEARING_HZ)) == HEARING_HZ


def test_zeros_say_so_on_the_meter_too(room: Room) -> None:
    room.zeros(1.2)
    levels = [signal for signal in room.signals if isinstance(signal, SpeechFrame)]
    assert levels[-1].level.hint is Hint.NO_SIGNAL


def test_a_muted_microphone_is_heard_again_at_once(room: Room) -> None:
    room.zeros(1.2)
    room.pause(0.04)
    assert room.told == [MicrophoneGone(Loss.ZEROS), MicrophoneBack()]
    assert len(room.opened) == 1


def test_a_stream_that_ends_is_told_once_and_opened_again(room: Room) -> None:
    room.speech(1.0)
    room.microphone.ended = True
    room.nothing(0.9)
    assert kinds(room) == ["SpeechStarted", "SpeechPaused", "MicrophoneGone"]
    assert room.opened[0].closed
    room.nothing(0.2)
    assert len(room.opened) == 2
    room.pause(0.1)
    assert kinds(room)[2:] == ["MicrophoneGone", "MicrophoneBack"]


def test_speech_after_a_loss_is_told_and_the_answer_before_it_is_kept(room: Room) -> None:
    room.speech(1.0)
    room.microphone.ended = True
    room.nothing(1.2)
    room.pause(0.5)
    room.speech(1.0)
    assert kinds(room)[-2:] == ["MicrophoneBack", "SpeechStarted"]
    assert len(room.listener.audio(0, 2 * HEARING_HZ)) > 2 * HEARING_HZ - 512


def test_a_stream_that_stalls_is_gone_after_half_a_second(room: Room) -> None:
    room.pause(4.0)
    room.nothing(0.4)
    assert room.told == []
    room.nothing(0.2)
    assert room.told == [MicrophoneGone(Loss.STALLED)]


def test_a_device_may_take_its_time_to_start(room: Room) -> None:
    room.nothing(2.5)
    assert room.told == []
    room.nothing(1.0)
    assert room.told == [MicrophoneGone(Loss.STALLED)]


def test_a_microphone_that_stays_away_is_looked_for_ever_more_seldom(room: Room) -> None:
    room.plugged = False
    room.microphone.ended = True
    room.nothing(30.0)
    assert room.told == [MicrophoneGone(Loss.ENDED)]
    room.plugged = True
    room.nothing(3.1)
    room.pause(0.1)
    assert room.told[-1] == MicrophoneBack()
    assert len(room.opened) == 2


def test_a_microphone_at_its_own_rate_is_heard_at_16_khz(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "refresh_devices", lambda: True)
    room = Room(rate_hz=48_000)
    room.listener.open()
    room.pause(1.0)
    room.speech(1.0)
    room.pause(1.0)
    started, paused = room.told
    assert isinstance(started, SpeechStarted)
    assert isinstance(paused, SpeechPaused)
    assert started.at / HEARING_HZ == pytest.approx(1.0, abs=2 * FRAME_SECONDS)
    assert paused.at / HEARING_HZ == pytest.approx(2.0, abs=2 * FRAME_SECONDS)


def test_no_microphone_at_the_start_is_an_error(room: Room) -> None:
    room.plugged = False
    with pytest.raises(AudioError, match="No microphone"):
        room.listener.start()


def test_a_listener_that_is_held_up_counts_what_it_lost(room: Room) -> None:
    for _ in range(1_000):
        room.microphone.ring.write(np.full(320, 0.001, dtype=np.float32), room.clock.time)
    room.listener.listen_once()
    assert room.listener.dropped == 320 * 1_000 - 10 * HEARING_HZ
