"""Hours of sound through the ring and the listener, with the real Silero."""

import asyncio
import time
from threading import Event, Thread

import numpy as np

from nexus_cli.audio.codec import Resampler
from nexus_cli.audio.listener import Listener
from nexus_cli.audio.ring import Ring
from nexus_cli.audio.samples import HEARING_HZ, Samples
from nexus_cli.audio.signals import HearingSignal, MicrophoneGone, SpeechPaused, SpeechStarted
from nexus_cli.errors import VoiceError
from nexus_cli.tts import Chunk, OfflineVoice
from tests.soak.measuring import measured, resident_mb, shown
from tests.stt.recogniser import require

SENTENCES = (
    "We moved the payments service to a queue, and the failed orders went away.",
    "It took three months and two people. I wrote the plan.",
    "The old tables stayed until nobody read them any longer.",
)
PAUSES_SECONDS = (0.4, 2.5, 1.0)
BLOCK = round(0.02 * HEARING_HZ)
RING_SECONDS = 10
PACE = 20
"""Times real time, in the full form."""
WARM = 0.1
"""Share of the sound after which memory is looked at first: buffers have their size by then."""
ANSWER_SECONDS = 120
"""After so much sound the answer is let go, as after each question."""
MOST_GROWTH_MB = 20.0
"""Two hours of sound are 460 MB, and an answer under way is 8."""


class Tap:
    """A source that pours a piece of sound again and again, and waits while the ring is full."""

    def __init__(self, sound: Samples, seconds: float, pace: float | None) -> None:
        self.ring = Ring(RING_SECONDS * HEARING_HZ)
        self.rate_hz = HEARING_HZ
        self.ended = False
        self.poured = 0
        self.waited = 0
        """How often the ring was full."""
        self._sound = sound
        self._blocks = round(seconds * HEARING_HZ) // BLOCK
        self._pace = pace
        self._closing = Event()
        self._thread = Thread(target=self._pour, name="tap", daemon=True)

    def open(self) -> "Tap":
        self._thread.start()
        return self

    def close(self) -> None:
        self._closing.set()

    @property
    def is_empty(self) -> bool:
        """Whether all was poured."""
        return not self._thread.is_alive()

    def _pour(self) -> None:
        began = time.monotonic()
        for number in range(self._blocks):
            at = number * BLOCK % (len(self._sound) - BLOCK)
            block = self._sound[at : at + BLOCK]
            while not self.ring.offer(block, time.monotonic()):
                self.waited += 1
                if self._closing.wait(0.001):
                    return
            self.poured += len(block)
            if self._pace and number % 10 == 0:
                due = began + self.poured / HEARING_HZ / self._pace
                self._closing.wait(max(0.0, due - time.monotonic()))


class Counted:
    """What a listener told, counted, as two hours of it are not to be kept."""

    def __init__(self, tap: Tap) -> None:
        self.told: dict[type, int] = {}
        self.gone_early = False
        self._tap = tap

    def take(self, signal: HearingSignal) -> None:
        self.told[type(signal)] = self.told.get(type(signal), 0) + 1
        if isinstance(signal, MicrophoneGone):  # once all was poured, nothing comes any longer
            self.gone_early = self.gone_early or not self._tap.is_empty


def test_two_hours_pass_the_listener_with_nothing_lost_and_no_more_memory(full: bool) -> None:
    seconds = 7_200.0 if full else 180.0
    tap = Tap(talk(), seconds, PACE if full else None)
    counted = Counted(tap)
    listener = Listener(counted.take, open_source=tap.open)
    warm: float | None = None
    most = 0.0
    forgotten = 0
    with measured() as work:
        listener.start()
        while not (tap.is_empty and listener.position >= tap.poured):
            time.sleep(0.02)
            if listener.position - forgotten > ANSWER_SECONDS * HEARING_HZ:
                listener.forget()
                forgotten = listener.position
            if tap.poured > WARM * seconds * HEARING_HZ:
                now = resident_mb() or 0.0
                warm, most = now if warm is None else warm, max(most, now)
        listener.stop()
    growth = most - (warm or 0.0)
    shown(
        "sound through the ring",
        hours=seconds / 3_600,
        times_real_time=seconds / work.seconds,
        dropped=listener.dropped,
        ring_full=tap.waited,
        memory_grew_mb=growth,
        core=work.of_one_core,
        starts=counted.told.get(SpeechStarted, 0),
    )
    assert listener.position == tap.poured == round(seconds * HEARING_HZ)
    assert listener.dropped == 0
    assert not counted.gone_early
    assert counted.told[SpeechStarted] > seconds / 10
    assert 0 <= counted.told[SpeechStarted] - counted.told[SpeechPaused] <= 1
    if resident_mb() is not None:
        assert growth < MOST_GROWTH_MB


def talk() -> Samples:
    """Return sentences of the offline voice with pauses between them, in a room's faint noise."""

    async def spoken(text: str) -> Samples:
        voice = OfflineVoice()
        pieces = [piece async for piece in voice.speak(text) if isinstance(piece, Chunk)]
        await voice.close()
        sound = np.frombuffer(b"".join(piece.data for piece in pieces), dtype="<f4")
        resampler = Resampler(pieces[0].sample_rate_hz, HEARING_HZ)
        return np.concatenate([resampler.feed(sound.astype(np.float32)), resampler.finish()])

    parts: list[Samples] = []
    try:
        for text, pause in zip(SENTENCES, PAUSES_SECONDS, strict=True):
            parts.append(asyncio.run(spoken(text)))
            parts.append(np.zeros(round(pause * HEARING_HZ), dtype=np.float32))
    except VoiceError as error:
        require(False, error.sentence)
    whole = np.concatenate(parts)
    noise = np.random.default_rng(5).normal(0.0, 0.0005, len(whole))
    return np.asarray(whole + noise, dtype=np.float32)
