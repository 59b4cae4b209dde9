"""A microphone and a model that do what they are told, on a clock moved by hand."""

from datetime import UTC, datetime

import numpy as np

from nexus_cli.audio.listener import Listener
from nexus_cli.audio.ring import Ring
from nexus_cli.audio.samples import HEARING_HZ, Samples, silence
from nexus_cli.audio.signals import HearingSignal, SpeechFrame
from nexus_cli.errors import AudioError

BLOCK_SECONDS = 0.02


class ManualClock:
    def __init__(self) -> None:
        self.time = 100.0

    def seconds(self) -> float:
        return self.time

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.time, UTC)


class LoudIsSpeech:
    """A model that takes whatever is loud for speech."""

    def probability(self, frame: Samples) -> float:
        return 0.9 if float(np.abs(frame).max()) > 0.05 else 0.01

    def reset(self) -> None:
        pass


class StagedMicrophone:
    def __init__(self, rate_hz: int = HEARING_HZ) -> None:
        self.ring = Ring(10 * rate_hz)
        self.rate_hz = rate_hz
        self.ended = False
        self.closed = False

    def close(self) -> None:
        self.closed = True


class Room:
    """A listener without its thread: `hears` runs it through so much sound and time."""

    def __init__(self, rate_hz: int = HEARING_HZ) -> None:
        self.clock = ManualClock()
        self.rate_hz = rate_hz
        self.signals: list[HearingSignal] = []
        self.opened: list[StagedMicrophone] = []
        self.plugged = True
        self.listener = Listener(
            self.signals.append,
            open_source=self._open,
            model=LoudIsSpeech(),
            clock=self.clock,
        )
        self._random = np.random.default_rng(3)
        self._spoken = 0

    @property
    def microphone(self) -> StagedMicrophone:
        return self.opened[-1]

    @property
    def told(self) -> list[HearingSignal]:
        """What was told, without the levels."""
        return [signal for signal in self.signals if not isinstance(signal, SpeechFrame)]

    def speech(self, seconds: float) -> None:
        self.hears(0.3 * self._noise(seconds))

    def pause(self, seconds: float) -> None:
        self.hears(0.001 * self._noise(seconds))

    def zeros(self, seconds: float) -> None:
        self.hears(silence(round(seconds * self.rate_hz)))

    def nothing(self, seconds: float) -> None:
        """Let time pass while no block comes."""
        for _ in range(round(seconds / BLOCK_SECONDS)):
            self.clock.time += BLOCK_SECONDS
            self.listener.listen_once()

    def hears(self, sound: Samples) -> None:
        size = round(BLOCK_SECONDS * self.rate_hz)
        for at in range(0, len(sound), size):
            self.clock.time += BLOCK_SECONDS
            self.microphone.ring.write(sound[at : at + size], self.clock.time)
            self.listener.listen_once()

    def _noise(self, seconds: float) -> Samples:
        count = round(seconds * self.rate_hz)
        return self._random.uniform(-1, 1, count).astype(np.float32)

    def _open(self) -> StagedMicrophone:
        if not self.plugged:
            raise AudioError("No microphone.")
        self.opened.append(StagedMicrophone(self.rate_hz))
        return self.opened[-1]
