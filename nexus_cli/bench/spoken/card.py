"""The file device as nexus finds it, and what is asked of it beside nexus."""

import asyncio
import time
from collections.abc import Callable
from statistics import median

import numpy as np

from nexus_cli.audio.codec import Resampler
from nexus_cli.audio.listener import Listener
from nexus_cli.audio.playback import DEVICE_HZ, Speaker
from nexus_cli.audio.portaudio import Stream
from nexus_cli.audio.samples import SPEAKING_HZ, Samples
from nexus_cli.audio.signals import HearingSignal, PlaybackSignal
from nexus_cli.bench.spoken.file_device import Air, FileMicrophone, open_speaker
from nexus_cli.services.sound import SoundCard

CLICKS = 9
_CLICK_SECONDS = 0.005
_CLICK_HZ = 1000
_LOUD = 0.1
_LOOK_SECONDS = 0.001
_TOO_LATE_SECONDS = 2.0
_PLAYED_SECONDS = 0.3
"""Of what is played for its beginning alone."""


class FileCard:
    """A microphone and a speaker in one room, `air`; nobody has to be in it."""

    def __init__(self) -> None:
        self.air = Air()
        self.begun: list[float] = []
        """When nexus began each of the texts it said, in monotonic seconds."""

    @property
    def sound(self) -> SoundCard:
        """Return the card as services take it."""
        return SoundCard(open_listener=self._listener, make_speaker=self._speaker)

    def round_trip_seconds(self) -> float:
        """Return how long a click takes from its order over the air to the program again.

        The median of CLICKS, each at another place of its block; nothing of nexus is part of it.
        """
        clicks = _Player(self.air)
        microphone = FileMicrophone(self.air)
        self.air.echoes = True
        try:
            return median(_click(clicks, microphone, number) for number in range(CLICKS))
        finally:
            self.air.echoes = False
            microphone.close()
            clicks.close()

    async def play(self, samples: Samples) -> float:
        """Play the beginning of `samples`, shape (n,), 24 kHz, as a script would.

        Returns when its first audible sample is in the air, in monotonic seconds; infinity when
        none can be heard.
        """
        player, asked = _Player(self.air), time.monotonic()
        try:
            player.play(_at_device_rate(samples))
            await asyncio.sleep(_PLAYED_SECONDS + player.stream.latency_seconds)
            heard = self.air.heard(asked)
        finally:
            await asyncio.to_thread(player.close)
        return heard[0].start if heard else float("inf")

    def _listener(self, on_signal: Callable[[HearingSignal], None]) -> Listener:
        return Listener(on_signal, open_source=lambda: FileMicrophone(self.air))

    def _speaker(self, on_signal: Callable[[PlaybackSignal], None]) -> Speaker:
        card = self

        class Noted(Speaker):
            def begin(self) -> int:
                card.begun.append(time.monotonic())
                return super().begin()

        return Noted(on_signal, open_stream=self._stream)

    def _stream(
        self,
        device: str | None,
        rate_hz: int,
        on_block: Callable[[Samples], None],
        on_end: Callable[[], None],
    ) -> Stream:
        return open_speaker(self.air, rate_hz, on_block)


class _Player:
    """Plays with the next block, and keeps nothing ready."""

    def __init__(self, air: Air) -> None:
        self._left = np.zeros(0, dtype=np.float32)
        self.stream = open_speaker(air, DEVICE_HZ, self._fill)

    def play(self, samples: Samples) -> None:
        self._left = samples

    def close(self) -> None:
        self.stream.close()

    def _fill(self, block: Samples) -> None:
        taken, self._left = self._left[: len(block)], self._left[len(block) :]
        block[: len(taken)] = taken


def _click(player: _Player, microphone: FileMicrophone, number: int) -> float:
    time.sleep(0.1 + number * 0.0023)  # away from the last one, and at another place of the block
    ring = microphone.ring
    ring.clear()
    asked = time.monotonic()
    player.play(_tone(DEVICE_HZ))
    while time.monotonic() - asked < _TOO_LATE_SECONDS:
        heard = ring.read(ring.waiting)
        loud = np.flatnonzero(np.abs(heard.samples) > _LOUD)
        if len(loud):
            return heard.at - asked
        time.sleep(_LOOK_SECONDS)
    return _TOO_LATE_SECONDS


def _tone(rate_hz: int) -> Samples:
    steps = np.arange(round(_CLICK_SECONDS * rate_hz)) / rate_hz
    return (0.5 * np.sin(2 * np.pi * _CLICK_HZ * steps)).astype(np.float32)


def _at_device_rate(samples: Samples) -> Samples:
    resampler = Resampler(SPEAKING_HZ, DEVICE_HZ)
    head = samples[: round((_PLAYED_SECONDS + 1.0) * SPEAKING_HZ)]
    return np.concatenate((resampler.feed(head), resampler.finish()))
