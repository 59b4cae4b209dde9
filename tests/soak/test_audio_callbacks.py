"""How late the microphone's blocks are taken, and what listening costs, in real time."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from nexus_cli.audio.capture import Microphone
from nexus_cli.audio.listener import Listener
from nexus_cli.audio.portaudio import BLOCK_SECONDS
from nexus_cli.audio.samples import HEARING_HZ
from nexus_cli.audio.signals import HearingSignal, MicrophoneGone
from nexus_cli.stt.whisper import WhisperTranscriber
from nexus_cli.telemetry import SystemClock
from tests.soak.base_whisper import SCRIPT, TEXT, WORD_SECONDS, write_base
from tests.soak.measuring import Work, measured, percentiles_ms, shown
from tests.sound_card import MICROPHONE, SoundCard, wait_until

FULL_SECONDS, SHORT_SECONDS = 300.0, 10.0
"""Of each half: idle, and while Whisper works."""
STEADY_SECONDS = 1.0
"""A stream's first blocks come in a bunch."""
WINDOW = 500
"""Blocks among which the most punctual one sets the time table: the card's clock drifts."""


class BlockClock(SystemClock):
    """The clock of a microphone, which looks at it once a block: the times are kept."""

    def __init__(self) -> None:
        self.times: list[float] = []

    def seconds(self) -> float:
        self.times.append(super().seconds())
        return self.times[-1]


class Watched:
    """A listener, and when the blocks of its microphone came."""

    def __init__(self) -> None:
        self.clock = BlockClock()
        self.gone: list[MicrophoneGone] = []
        self.work = Work()
        self.listener = Listener(self._told, open_source=lambda: Microphone(MICROPHONE, self.clock))

    @contextmanager
    def steady(self) -> Iterator[None]:
        """Listen, and measure what happens inside once the stream is steady."""
        self.listener.start()
        try:
            wait_until(lambda: self.clock.times, "the first block")
            time.sleep(STEADY_SECONDS)
            self.clock.times.clear()
            with measured() as self.work:
                yield
        finally:
            self.listener.stop()

    def _told(self, signal: HearingSignal) -> None:
        if isinstance(signal, MicrophoneGone):
            self.gone.append(signal)


def show(name: str, watched: Watched) -> None:
    shown(
        name,
        seconds=watched.work.seconds,
        lateness=percentiles_ms(lateness(watched.clock.times)),
        between_blocks=percentiles_ms(list(np.diff(watched.clock.times))),
        core=watched.work.of_one_core,
        dropped=watched.listener.dropped,
    )


def assert_all_came(watched: Watched) -> None:
    expected = watched.work.seconds / BLOCK_SECONDS
    assert len(watched.clock.times) == pytest.approx(expected, rel=0.02, abs=10)
    assert watched.listener.dropped == 0
    assert watched.gone == []


def lateness(times: list[float]) -> list[float]:
    """Return how much later than due each block came, in seconds.

    Due is a time table of one block every BLOCK_SECONDS, set by the most punctual block around.
    """
    behind = np.array(times) - np.arange(len(times)) * BLOCK_SECONDS
    late: list[float] = []
    for start in range(0, len(behind), WINDOW):
        window = behind[start : start + WINDOW]
        late.extend(window - window.min())
    return late


def test_idle_blocks_come_in_time_and_listening_costs_little(
    sound_card: SoundCard, full: bool
) -> None:
    watched = Watched()
    with watched.steady():
        time.sleep(FULL_SECONDS if full else SHORT_SECONDS)
    show("listening", watched)
    assert_all_came(watched)
    assert watched.work.of_one_core < 0.5


def test_no_block_is_lost_while_whisper_works(
    sound_card: SoundCard, full: bool, tmp_path: Path
) -> None:
    spoken = np.random.default_rng(6).normal(0, 0.1, round(len(SCRIPT) * WORD_SECONDS * HEARING_HZ))
    watched = Watched()
    took: list[float] = []

    async def transcribe() -> None:
        whisper = WhisperTranscriber(write_base(tmp_path), "base")
        await whisper.load()
        with watched.steady():
            end = time.monotonic() + (FULL_SECONDS if full else SHORT_SECONDS)
            while (began := time.monotonic()) < end:
                transcript = await whisper.transcribe(spoken.astype(np.float32))
                took.append(time.monotonic() - began)
                assert transcript.text == TEXT
        await whisper.close()

    asyncio.run(transcribe())
    show("listening while Whisper base works", watched)
    shown("Whisper base, a padded window", time=percentiles_ms(took))
    assert_all_came(watched)
