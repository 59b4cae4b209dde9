"""From samples to speech: conditioning, Silero, the detector, and the deaf times. No thread."""

import math
from collections.abc import Iterable
from typing import Protocol

import numpy as np

from nexus_cli.audio.conditioning import HighPass, Loudness
from nexus_cli.audio.detecting import SpeechDetector, SpeechEnd, SpeechStart
from nexus_cli.audio.level import LevelMeter, RoomNoise, rms_dbfs
from nexus_cli.audio.samples import HEARING_HZ, Samples, silence
from nexus_cli.audio.signals import HearingSignal, SpeechFrame, SpeechPaused, SpeechStarted
from nexus_cli.audio.tape import PRE_ROLL_SECONDS, Tape
from nexus_cli.audio.vad import FRAME

DEAF_TAIL_SECONDS = 0.3
"""After nexus has spoken: the room's echo and the buffers of a sound server."""
_PRE_ROLL = round(PRE_ROLL_SECONDS * HEARING_HZ)
_FRAMES_A_LEVEL = 2
"""A level every 64 ms: 16 a second, as fast as a terminal's meter is read. While somebody may be
speaking each frame is told: whoever speaks into nexus's words is not to wait for the next."""


class SpeechModel(Protocol):
    """What judges a frame; Silero, or in tests one that is told what to say."""

    def probability(self, frame: Samples) -> float:
        """Return how likely it is that `frame`, shape (512,), holds speech, 0-1."""
        ...

    def reset(self) -> None:
        """Forget what was heard."""
        ...


class Ear:
    """Hears 16 kHz sound in pieces of any length and tells what it means."""

    def __init__(self, model: SpeechModel) -> None:
        self.tape = Tape()
        self.position = 0
        """Samples heard since the beginning, deaf times included."""
        self._model = model
        self._meter = LevelMeter()
        self._high_pass = HighPass()
        self._loudness = Loudness()
        self._detector = SpeechDetector()
        self._room = RoomNoise()
        self._rest = silence()
        self._deaf_until = -math.inf
        self._frames = 0
        self._at = 0.0

    @property
    def zero_seconds(self) -> float:
        """For how long only exact zeros have come."""
        return self._meter.zero_seconds

    def deafen(self) -> None:
        """Take nothing for speech from now on: nexus speaks."""
        self._deaf_until = math.inf

    def listen(self, now: float) -> None:
        """Hear again, from a short tail after `now` (monotonic seconds) on."""
        self._deaf_until = now + DEAF_TAIL_SECONDS

    def hear(self, samples: Samples, at: float) -> list[HearingSignal]:
        """Take in `samples`, shape (n,), the last of which came at `at`; return what they tell."""
        since = at - len(samples) / HEARING_HZ
        deaf = math.ceil((min(at, max(since, self._deaf_until)) - since) * HEARING_HZ)
        signals = self._miss(samples[:deaf]) if deaf else []
        return signals + self._judge(samples[deaf:], at)

    def lose(self) -> list[HearingSignal]:
        """End what is being said, as nothing is heard any longer; the tape is kept."""
        signals = self._told(self._detector.stop())
        self._rest = silence()
        self._model.reset()
        return signals

    def forget(self) -> None:
        """Let the sound go, but for that of speech under way, even of one too short to be told."""
        began = self._detector.began
        self.tape.forget(self.position if began is None else began - _PRE_ROLL)
        if self._detector.speaking:
            self.tape.keep()

    def _miss(self, samples: Samples) -> list[HearingSignal]:
        signals = self.lose()
        self._meter.add(samples, speech=False)
        self.position += len(samples)
        return signals

    def _judge(self, samples: Samples, at: float) -> list[HearingSignal]:
        position = self.position - len(self._rest)
        heard = np.concatenate((self._rest, samples))
        self.position += len(samples)
        self._at = at
        signals: list[HearingSignal] = []
        whole = len(heard) - len(heard) % FRAME
        for start in range(0, whole, FRAME):
            signals += self._frame(heard[start : start + FRAME], position + start)
        self._rest = heard[whole:]
        return signals

    def _frame(self, raw: Samples, position: int) -> list[HearingSignal]:
        speech = self._detector.stirring
        self._meter.add(raw, speech=speech)
        sound = self._high_pass.apply(raw)
        # Silero hears it as loud as it is: a gain that moves keeps it at "speech" for 80 ms longer.
        probability = self._model.probability(sound)
        self.tape.add(position, self._loudness.apply(sound, speech=speech))
        level = rms_dbfs(sound)
        told = self._detector.add(
            probability, position, position + FRAME, level=level, quiet=self._room.covers(level)
        )
        signals = self._told(told)
        self._frames += 1
        stirring, fading = self._detector.stirring, self._detector.fading
        if stirring or self._frames % _FRAMES_A_LEVEL == 0:
            heard = self._meter.read()
            signals.append(SpeechFrame(position + FRAME, heard, probability, stirring, fading))
        return signals

    def _told(self, told: Iterable[SpeechStart | SpeechEnd]) -> list[HearingSignal]:
        return [self._signal(event) for event in told]

    def _signal(self, told: SpeechStart | SpeechEnd) -> HearingSignal:
        seconds = self._at - (self.position - told.at) / HEARING_HZ
        if isinstance(told, SpeechEnd):
            return SpeechPaused(told.began, told.at, seconds)
        self.tape.keep()
        audio_from = max(self.tape.start, told.at - _PRE_ROLL)
        return SpeechStarted(told.at, audio_from, seconds, told.onset)
