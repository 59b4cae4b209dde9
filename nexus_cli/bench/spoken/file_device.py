"""A sound card made of memory that keeps real time: what it plays and hears is known by the sample.

Blocks and latencies are those that nexus asks PortAudio for. Time goes on whether or not somebody
is late: a speaker that is not given its block in time is silent meanwhile, as a real one is.
"""

import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from threading import Event, Lock, Thread

import numpy as np

from nexus_cli.audio.capture import RING_SECONDS
from nexus_cli.audio.portaudio import BLOCK_SECONDS, OUTPUT_LATENCY_SECONDS, Stream
from nexus_cli.audio.ring import Ring
from nexus_cli.audio.samples import HEARING_HZ, Samples, silence
from nexus_cli.bench.spoken.audible import AUDIBLE, Sounding, soundings

INPUT_LATENCY_SECONDS = 0.01
"""From the air to the program, after a block is full: a converter and a driver's buffer."""
ROOM = 10 ** (-70 / 20)
"""Standard deviation of the room's noise, -70 dBFS: no microphone gives exact zeros."""
_REMEMBERED = round(60 / BLOCK_SECONDS)
_SEED = 6


class Air:
    """What lies between the speaker and the microphone; seconds are `time.monotonic()`."""

    def __init__(self) -> None:
        self.echoes = False
        """Whether the microphone hears the speaker."""
        self.gaps = 0
        """Blocks that the speaker wanted and was not given in time."""
        self._lock = Lock()
        self._said: deque[tuple[float, Samples]] = deque(maxlen=4)
        self._played: deque[tuple[float, int, Samples]] = deque(maxlen=_REMEMBERED)
        noise = np.random.default_rng(_SEED).normal(0.0, ROOM, 8 * HEARING_HZ)
        self._room = noise.astype(np.float32)

    def say(self, samples: Samples, at: float) -> None:
        """Let somebody say `samples`, shape (n,), 16 kHz, from `at` on, which is not past."""
        with self._lock:
            self._said.append((at, samples))

    def play(self, samples: Samples, rate_hz: int, at: float) -> None:
        """Let the speaker sound, a block whose first sample is in the air at `at`."""
        with self._lock:
            self._played.append((at, rate_hz, samples))

    def between(self, start: float, count: int) -> Samples:
        """Return `count` samples of 16 kHz as they are in the air from `start` on."""
        at = round(start * HEARING_HZ)
        heard = np.take(self._room, np.arange(at, at + count), mode="wrap")
        with self._lock:
            sounds = list(self._said)
            if self.echoes:
                sounds += [
                    (began, played[:: rate_hz // HEARING_HZ])
                    for began, rate_hz, played in self._played
                ]
        for began, samples in sounds:
            _mix(heard, samples, round((began - start) * HEARING_HZ))
        return heard

    def heard(self, after: float, until: float = float("inf")) -> list[Sounding]:
        """Return what can be heard of the speaker that begins after `after`, up to `until`."""
        with self._lock:
            blocks = [block for block in self._played if after - 0.1 < block[0] < until]
        found = (one for joined in _joined(blocks) for one in soundings(*joined))
        return [one for one in found if one.start > after]

    def silent_from(self, after: float) -> float:
        """Return when the last audible sample after `after` has sounded, at least `after`."""
        with self._lock:
            blocks = [block for block in self._played if block[0] > after]
        for at, rate_hz, samples in reversed(blocks):
            loud = np.flatnonzero(np.abs(samples) > AUDIBLE)
            if len(loud):
                return at + float(loud[-1] + 1) / rate_hz
        return after


def _mix(heard: Samples, samples: Samples, offset: int) -> None:
    first, last = max(0, offset), min(len(heard), offset + len(samples))
    if first < last:
        heard[first:last] += samples[first - offset : last - offset]


def _joined(blocks: list[tuple[float, int, Samples]]) -> Iterator[tuple[Samples, int, float]]:
    """Yield what was played without a gap: samples, rate, and when the first was in the air."""
    held: list[Samples] = []
    began = ends = 0.0
    rate_hz = 1
    for at, rate, samples in blocks:
        if held and (rate != rate_hz or abs(at - ends) > 1 / rate):
            yield np.concatenate(held), rate_hz, began
            held = []
        if not held:
            began, rate_hz = at, rate
        held.append(samples)
        ends = at + len(samples) / rate
    if held:
        yield np.concatenate(held), rate_hz, began


class FileMicrophone:
    """A `Source` for the listener: hears the air, block by block."""

    rate_hz = HEARING_HZ

    def __init__(self, air: Air) -> None:
        self.ring = Ring(RING_SECONDS * HEARING_HZ)
        self.ended = False
        self._air = air
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="file microphone", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Hear nothing any longer. May be called twice."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        count = round(BLOCK_SECONDS * HEARING_HZ)
        began, written = time.monotonic(), 0
        while True:
            start = began + written / HEARING_HZ
            due = start + BLOCK_SECONDS + INPUT_LATENCY_SECONDS
            if self._stopping.wait(max(0.0, due - time.monotonic())):
                return
            self.ring.write(self._air.between(start, count), time.monotonic())
            written += count


def open_speaker(
    air: Air,
    rate_hz: int,
    on_block: Callable[[Samples], None],
) -> Stream:
    """Return a running stream that plays into `air` what `on_block` fills each block with."""
    stopping = Event()
    thread = Thread(
        target=_play, args=(air, rate_hz, on_block, stopping), name="file speaker", daemon=True
    )
    undo = ExitStack()
    undo.callback(thread.join)
    undo.callback(stopping.set)
    thread.start()
    return Stream(rate_hz, OUTPUT_LATENCY_SECONDS, undo)


def _play(air: Air, rate_hz: int, on_block: Callable[[Samples], None], stopping: Event) -> None:
    """Ask for a block as long before it sounds as the latency says, or as soon as there is room."""
    sounds = time.monotonic() + OUTPUT_LATENCY_SECONDS
    while not stopping.wait(max(0.0, sounds - OUTPUT_LATENCY_SECONDS - time.monotonic())):
        if time.monotonic() > sounds:
            air.gaps += 1
            sounds = time.monotonic()
        block = silence(round(rate_hz * BLOCK_SECONDS))
        on_block(block)
        air.play(block, rate_hz, sounds)
        sounds += BLOCK_SECONDS
