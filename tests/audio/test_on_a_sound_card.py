"""The real path: flite, PulseAudio, PortAudio, Silero, and back out to the speaker."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress

import numpy as np
import pytest

from nexus_cli.audio.listener import Listener
from nexus_cli.audio.playback import Speaker
from nexus_cli.audio.portaudio import list_devices
from nexus_cli.audio.samples import HEARING_HZ, SPEAKING_HZ, Samples
from nexus_cli.audio.signals import (
    HearingSignal,
    Loss,
    MicrophoneBack,
    MicrophoneGone,
    PlaybackFinished,
    PlaybackSignal,
    SpeakerBack,
    SpeakerGone,
    SpeechFrame,
    SpeechPaused,
    SpeechStarted,
)
from nexus_cli.errors import AudioError, DeviceLostError
from tests.sound_card import HEARD_HZ, MICROPHONE, SPEAKER, SoundCard, wait_until

SENTENCES = (
    "We moved the payments service to a queue.",
    "It took three months and two people.",
    "The number of failed orders went down.",
)
LISTENS_UNTIL_GONE = """
from queue import Queue
from nexus_cli.audio.listener import Listener
from nexus_cli.audio.signals import MicrophoneGone
from nexus_cli.errors import AudioError
signals = Queue()
listener = Listener(signals.put, "{microphone}")
listener.start()
signals.get()
print("hears", flush=True)
while not isinstance(signals.get(), MicrophoneGone):
    pass
print("gone", flush=True)
try:
    Listener(print, "{microphone}").start()
except AudioError as error:
    print(error.sentence.partition(" (")[0])
listener.stop()
"""
NOTICED_SECONDS = 2.0
FOUND_SECONDS = 5.0


class Heard:
    """A listener on the card's microphone, and what it told."""

    def __init__(self) -> None:
        self.signals: list[HearingSignal] = []
        self.listener = Listener(self.signals.append, MICROPHONE)

    def of(self, kind: type) -> list[HearingSignal]:
        return [signal for signal in tuple(self.signals) if isinstance(signal, kind)]


class Played:
    """A speaker on the card, and what it told."""

    def __init__(self) -> None:
        self.signals: list[PlaybackSignal] = []
        self.speaker = Speaker(self.signals.append, SPEAKER)

    def say(self, sound: Samples) -> int:
        """Return the number of the utterance."""
        utterance = self.speaker.begin()
        assert self.speaker.offer(sound)
        self.speaker.complete()
        return utterance

    def finished(self, utterance: int) -> PlaybackFinished | None:
        """How it ended, if it has."""
        ends = [s for s in tuple(self.signals) if isinstance(s, PlaybackFinished)]
        return next((end for end in ends if end.utterance == utterance), None)

    def gone(self, utterance: int) -> SpeakerGone | None:
        """How the speaker went while it was under way, if it did."""
        losses = [s for s in tuple(self.signals) if isinstance(s, SpeakerGone)]
        return next((loss for loss in losses if loss.utterance == utterance), None)


@pytest.fixture
def heard(sound_card: SoundCard) -> Iterator[Heard]:
    heard = Heard()
    heard.listener.start()
    wait_until(lambda: heard.signals, "the microphone gives sound")
    yield heard
    heard.listener.stop()


@pytest.fixture
def played(sound_card: SoundCard) -> Iterator[Played]:
    played = Played()
    played.speaker.start()
    yield played
    played.speaker.stop()


def tone(seconds: float) -> Samples:
    times = np.arange(round(seconds * SPEAKING_HZ)) / SPEAKING_HZ
    return (0.3 * np.sin(2 * np.pi * 440 * times)).astype(np.float32)


def test_the_cards_devices_are_listed_by_name(sound_card: SoundCard) -> None:
    devices = {device.name: device for device in list_devices()}
    assert devices[MICROPHONE].inputs > 0
    assert devices[SPEAKER].outputs > 0
    assert sum(device.is_default_input for device in devices.values()) == 1


def test_a_device_that_does_not_exist_is_said_with_a_next_step(sound_card: SoundCard) -> None:
    with pytest.raises(AudioError, match="'nowhere' cannot be opened") as caught:
        Listener(print, "nowhere").start()
    assert "type your answers" in caught.value.next_step
    with pytest.raises(AudioError, match="speaker 'nowhere' cannot be opened"):
        Speaker(print, "nowhere").start()


def test_each_sentence_that_is_said_is_heard_as_speech(sound_card: SoundCard, heard: Heard) -> None:
    for count, sentence in enumerate(SENTENCES, start=1):
        sound_card.speak(sentence)
        wait_until(lambda count=count: len(heard.of(SpeechPaused)) >= count, "a pause")  # type: ignore[misc]
        silent_from = heard.listener.position
        wait_until(lambda: heard.listener.position > silent_from + HEARING_HZ, "a second")  # noqa: B023
    starts = [signal for signal in heard.of(SpeechStarted) if isinstance(signal, SpeechStarted)]
    ends = [signal for signal in heard.of(SpeechPaused) if isinstance(signal, SpeechPaused)]
    assert len(starts) == len(ends)
    long_pauses = [
        later.at - end.at
        for end, later in zip(ends, starts[1:], strict=False)
        if later.at - end.at > HEARING_HZ // 2
    ]
    assert len(long_pauses) == len(SENTENCES) - 1
    sound = heard.listener.audio(starts[0].audio_from, ends[-1].at)
    assert len(sound) == ends[-1].at - starts[0].audio_from
    assert heard.listener.dropped == 0


def test_a_deaf_listener_hears_nothing(sound_card: SoundCard, heard: Heard) -> None:
    heard.listener.deaf(True)
    sound_card.speak(SENTENCES[0])
    heard.listener.deaf(False)
    sound_card.speak(SENTENCES[1])
    wait_until(lambda: heard.of(SpeechPaused), "the second sentence")
    assert len(heard.listener.audio(0, 1_000_000)) < 4 * HEARING_HZ


def test_a_microphone_taken_away_behind_portaudios_back_is_noticed_and_found_again(
    sound_card: SoundCard, heard: Heard
) -> None:
    sound_card.unplug_microphone()
    wait_until(lambda: heard.of(MicrophoneGone), "gone", NOTICED_SECONDS)
    assert heard.of(MicrophoneGone) == [MicrophoneGone(Loss.ZEROS)]
    sound_card.plug_microphone()
    wait_until(lambda: heard.of(MicrophoneBack), "back", FOUND_SECONDS)
    sound_card.speak(SENTENCES[0])
    wait_until(lambda: heard.of(SpeechPaused), "speech")


def test_a_card_taken_away_while_somebody_speaks_is_noticed_and_what_was_said_is_kept(
    sound_card: SoundCard, heard: Heard
) -> None:
    sound_card.speak(SENTENCES[0])
    wait_until(lambda: heard.of(SpeechStarted), "speech")
    sound_card.unplug()
    wait_until(lambda: heard.of(MicrophoneGone), "gone", NOTICED_SECONDS)
    started = heard.of(SpeechStarted)[0]
    assert isinstance(started, SpeechStarted)
    assert len(heard.listener.audio(started.at, 1_000_000)) > HEARING_HZ
    sound_card.plug()
    wait_until(lambda: heard.of(MicrophoneBack), "back", FOUND_SECONDS)
    before = len(heard.of(SpeechPaused))
    sound_card.speak(SENTENCES[1])
    wait_until(lambda: len(heard.of(SpeechPaused)) > before, "speech")


def test_a_listener_stops_within_half_a_second(heard: Heard) -> None:
    began = time.monotonic()
    heard.listener.stop()
    assert time.monotonic() - began < 0.5
    count = len(heard.of(SpeechFrame))
    heard.listener.stop()
    assert len(heard.of(SpeechFrame)) == count


def test_what_is_played_is_heard_whole_and_its_end_is_told(
    sound_card: SoundCard, played: Played
) -> None:
    with sound_card.hearing() as heard:
        began = time.monotonic()
        utterance = played.say(tone(1.0))
        wait_until(lambda: played.finished(utterance), "the end")
        took = time.monotonic() - began
        wait_until(lambda: _loud(heard()) > 0.99, "the last of it")
    assert 0.95 < took < 1.5
    (finished,) = played.signals
    assert isinstance(finished, PlaybackFinished)
    assert finished.heard == SPEAKING_HZ
    assert finished.began_sounding is not None
    assert 0.0 < finished.began_sounding - began < 0.5
    assert _loud(heard()) == pytest.approx(1.0, abs=0.02)
    assert played.speaker.underflows == 0


def test_a_cut_is_heard_within_a_fifth_of_a_second(sound_card: SoundCard, played: Played) -> None:
    with sound_card.hearing() as heard:
        played.say(tone(5.0))
        wait_until(lambda: played.speaker.heard > SPEAKING_HZ, "a second of it")
        played.speaker.cut()
        wait_until(lambda: played.signals, "the end")
        wait_until(lambda: not np.any(np.abs(heard()[-HEARD_HZ // 4 :]) > 0.01), "silence")
    (finished,) = played.signals
    assert isinstance(finished, PlaybackFinished)
    assert 1.0 < finished.heard / SPEAKING_HZ < 1.3
    assert _loud(heard()) == pytest.approx(finished.heard / SPEAKING_HZ, abs=0.15)


def test_a_speaker_that_goes_is_noticed_and_found_again(
    sound_card: SoundCard, played: Played
) -> None:
    for _ in range(2):  # the second loss is as good as the first
        played.signals.clear()
        utterance = played.say(tone(5.0))
        wait_until(lambda: played.speaker.heard > SPEAKING_HZ // 2, "half a second of it")
        sound_card.unplug()
        wait_until(lambda: played.gone(utterance), "gone", NOTICED_SECONDS)  # noqa: B023
        (gone,) = played.signals
        assert isinstance(gone, SpeakerGone)
        assert 0.5 < gone.heard / SPEAKING_HZ < 1.5
        assert gone.began_sounding is not None
        with pytest.raises(DeviceLostError):
            played.speaker.begin()
        sound_card.plug()
        wait_until(lambda: SpeakerBack() in played.signals, "back", FOUND_SECONDS)
    utterance = played.say(tone(0.5))
    wait_until(lambda: played.finished(utterance), "the end")
    finished = played.finished(utterance)
    assert finished and finished.heard == SPEAKING_HZ // 2


def test_a_speaker_that_went_refuses_words_until_it_takes_sound_again(
    sound_card: SoundCard, played: Played
) -> None:
    utterance = played.say(tone(5.0))
    wait_until(lambda: played.speaker.heard, "the beginning")
    sound_card.unplug()
    wait_until(lambda: played.gone(utterance), "gone", NOTICED_SECONDS)
    sound_card.plug()
    began: list[int] = []

    def asked() -> bool:
        with suppress(DeviceLostError):
            began.append(played.speaker.begin())
        return bool(began)

    wait_until(asked, "back", FOUND_SECONDS)
    wait_until(lambda: SpeakerBack() in played.signals, "back is told")


def test_nothing_is_written_on_the_terminal_when_the_card_goes(sound_card: SoundCard) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", LISTENS_UNTIL_GONE.format(microphone=MICROPHONE)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "hears\n"
        sound_card.unplug()
        said, written = process.communicate(timeout=20)
    assert said == "gone\nThe microphone 'testmic' cannot be opened\n"
    assert written == ""


def _loud(samples: Samples) -> float:
    """Return the seconds from the first to the last sample that is loud."""
    loud = np.flatnonzero(np.abs(samples) > 0.03)
    return float(loud[-1] - loud[0]) / HEARD_HZ if len(loud) else 0.0
