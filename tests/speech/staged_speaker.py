"""A speaker on the loop's clock: the real playout, emptied in blocks, into samples to look at."""

import asyncio
from collections.abc import Callable

import numpy as np

from nexus_cli.audio.playout import Playout
from nexus_cli.audio.samples import SPEAKING_HZ, Samples
from nexus_cli.audio.signals import Loss, PlaybackFinished, PlaybackSignal, SpeakerGone
from nexus_cli.errors import AudioError, DeviceLostError

BLOCK = 240
BLOCK_SECONDS = BLOCK / SPEAKING_HZ
LATENCY_SECONDS = 0.06
LOUD = 0.05


class StagedSpeaker:
    """What `Speaker` is to who plays on it; it has no thread, and its device goes when told."""

    def __init__(self, on_signal: Callable[[PlaybackSignal], None]) -> None:
        self.there = True
        self.frozen = False
        """Takes blocks no longer, without anybody noticing."""
        self.closed = False
        self.blocks: list[Samples] = []
        self.underflows = 0
        self.utterance = 0
        self._on_signal = on_signal
        self._awaited: list[tuple[int, asyncio.Event]] = []
        self._playout: Playout | None = None

    def start(self) -> None:
        if not self.there:
            raise AudioError("There is no speaker.", "Connect one.")

    def stop(self) -> None:
        self._playout, self.closed = None, True

    def begin(self) -> int:
        if not self.there:
            raise DeviceLostError("The speaker was pulled out.", "Put it back.")
        ticking = self._playout is not None
        self._playout = Playout(latency_seconds=LATENCY_SECONDS)
        self.utterance += 1
        if not ticking:
            self._tick()
        return self.utterance

    def offer(self, samples: Samples) -> bool:
        return self._playout is None or self._playout.offer(samples, _now())

    def complete(self) -> None:
        if self._playout:
            self._playout.complete(_now())

    def cut(self) -> None:
        if self._playout:
            self._playout.cut()

    def tells(self, signal: PlaybackSignal) -> None:
        """Tell what a thread of its own may tell at any time."""
        self._on_signal(signal)

    def lose(self) -> None:
        """The device goes."""
        gone = SpeakerGone(Loss.ENDED, self.utterance, self.heard, self.began_sounding)
        self.there, self._playout = False, None
        self._on_signal(gone)

    async def has_heard(self, seconds: float) -> None:
        """Return once so much of the utterance has sounded."""
        reached = asyncio.Event()
        self._awaited.append((round(seconds * SPEAKING_HZ), reached))
        await reached.wait()

    @property
    def heard(self) -> int:
        return self._playout.heard(_now()) if self._playout else 0

    @property
    def began_sounding(self) -> float | None:
        return self._playout.began_sounding if self._playout else None

    @property
    def sound(self) -> Samples:
        """All that was played, silence included."""
        return np.concatenate([np.zeros(0, dtype=np.float32), *self.blocks])

    @property
    def beeps(self) -> list[float]:
        """The seconds of each beep heard; the loopback says a word as one."""
        loud = np.flatnonzero(np.abs(self.sound) > LOUD)
        if not len(loud):
            return []
        parts = np.split(loud, np.flatnonzero(np.diff(loud) > 0.02 * SPEAKING_HZ) + 1)
        return [float(part[-1] - part[0]) / SPEAKING_HZ for part in parts]

    def _tick(self) -> None:
        if self._playout is None:
            return
        if not self.frozen:
            block = np.empty(BLOCK, dtype=np.float32)
            self._playout.fill(block, _now())
            self.blocks.append(block)
            for _, reached in [a for a in self._awaited if a[0] <= self.heard]:
                reached.set()
            if self._playout.finished(_now()):
                self.underflows += self._playout.underflows
                finished = PlaybackFinished(self.utterance, self.heard, self.began_sounding)
                self._playout = None
                self._on_signal(finished)
                return
        asyncio.get_running_loop().call_later(BLOCK_SECONDS, self._tick)


def _now() -> float:
    return asyncio.get_running_loop().time()
