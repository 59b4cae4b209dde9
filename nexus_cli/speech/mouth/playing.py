"""Utterances on the speaker, awaited: who writes waits until the sound is needed."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

from nexus_cli.audio.samples import SPEAKING_HZ, Samples
from nexus_cli.audio.signals import Loss, PlaybackFinished, PlaybackSignal, SpeakerGone
from nexus_cli.errors import DeviceLostError

LEAD_SECONDS = 0.5
"""Sound that waits at the speaker: more than an event loop is ever late, and little enough that
what turns out to be half a word can still be left out."""
ROUND_SECONDS = 0.02
STALLED_SECONDS = 1.8
"""Without a sample heard while some wait: what is not heard is to be read within 2 s."""
STARTING_SECONDS = 4.0
"""The same for a speaker that has never been heard: it may take 3 s to its first sample."""


class Output(Protocol):
    """What `nexus_cli.audio.playback.Speaker` is; it reports to the callback it was made with."""

    @property
    def heard(self) -> int: ...
    @property
    def began_sounding(self) -> float | None: ...
    def start(self) -> None: ...
    def stop(self) -> None: ...
    def begin(self) -> int: ...
    def offer(self, samples: Samples) -> bool: ...
    def complete(self) -> None: ...
    def cut(self) -> None: ...


class SpeakerPlayer:
    """A Player over a speaker, whose thread tells when an utterance is over."""

    def __init__(
        self,
        make: Callable[[Callable[[PlaybackSignal], None]], Output],
        on_signal: Callable[[PlaybackSignal], None] = lambda signal: None,
    ) -> None:
        """Make the speaker and open it; raises AudioError when it cannot be.

        `on_signal` is told all that the speaker tells, on the speaker's thread.
        """
        self._on_signal = on_signal
        self._loop: asyncio.AbstractEventLoop | None = None
        self._over: asyncio.Future[PlaybackSignal] | None = None
        self._utterance = self._written = self._position = 0
        self._moved_at = 0.0
        self._proven = False
        """Whether anything was ever heard."""
        self._began: float | None = None
        self._speaker = make(self._told)
        self._speaker.start()

    @property
    def position(self) -> int:
        """Samples of the utterance that have sounded; kept after its end."""
        if self._over is not None and not self._over.done():
            self._look()
        return self._position

    @property
    def began_sounding(self) -> float | None:
        """Monotonic seconds when the utterance was first heard; None before."""
        return self._began

    async def begin(self) -> None:
        """Start an utterance, after the end of one that was stopped."""
        if self._over is not None and not self._over.done():
            with suppress(DeviceLostError):
                await self._ended()
        self._loop = asyncio.get_running_loop()
        self._utterance = self._speaker.begin()
        self._over = self._loop.create_future()
        self._written = self._position = 0
        self._began = None

    async def write(self, samples: Samples) -> None:
        """Play `samples` next; returns when less than LEAD_SECONDS wait to be heard."""
        self._moved_at = self._now()
        while not self._is_over() and not self._speaker.offer(samples):
            await self._round()
        self._written += len(samples)
        while not self._is_over() and self._written - self.position > LEAD_SECONDS * SPEAKING_HZ:
            await self._round()

    async def drained(self) -> None:
        """Return once all that was written has sounded, or what a stop left of it."""
        self._moved_at = self._now()
        self._speaker.complete()
        await self._ended()

    def stop(self) -> None:
        """Fade the utterance out within 10 ms and drop the rest."""
        self._speaker.cut()

    def close(self) -> None:
        """Let the speaker go; waits up to half a second for its thread."""
        self._speaker.stop()

    async def _ended(self) -> None:
        while not self._is_over():
            await self._round()

    def _is_over(self) -> bool:
        """Whether the utterance has ended. Raises DeviceLostError when the speaker has gone."""
        if self._over is None or not self._over.done():
            return self._over is None
        if isinstance(self._over.result(), SpeakerGone):
            raise DeviceLostError("The speaker is gone.", "Read the question on the screen.")
        return True

    async def _round(self) -> None:
        self._look()
        patience = STALLED_SECONDS if self._proven else STARTING_SECONDS
        if self._now() - self._moved_at > patience:
            self._speaker.cut()
            self._end(SpeakerGone(Loss.STALLED, self._utterance, self._position, self._began))
        elif self._over is not None:
            await asyncio.wait({self._over}, timeout=ROUND_SECONDS)

    def _look(self) -> None:
        self._began = self._began or self._speaker.began_sounding
        heard = self._speaker.heard
        if heard > self._position:  # 0 once the speaker has dropped the utterance
            self._position, self._moved_at, self._proven = heard, self._now(), True

    def _told(self, signal: PlaybackSignal) -> None:
        self._on_signal(signal)
        if self._loop is not None:
            with suppress(RuntimeError):  # the loop has ended, and with it whoever waits
                self._loop.call_soon_threadsafe(self._end, signal)

    def _end(self, signal: PlaybackSignal) -> None:
        if not isinstance(signal, PlaybackFinished | SpeakerGone):
            return
        if self._over is None or self._over.done() or signal.utterance != self._utterance:
            return  # what became of an earlier one may be told late
        self._position, self._began = signal.heard, signal.began_sounding
        self._over.set_result(signal)

    def _now(self) -> float:
        return asyncio.get_running_loop().time()
