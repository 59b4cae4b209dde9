"""A listener as the event loop sees it: opened and stopped elsewhere, its signals brought here."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

from nexus_cli.audio.samples import Samples, silence
from nexus_cli.audio.signals import HearingSignal
from nexus_cli.stt.own_thread import OwnThread


class Listening(Protocol):
    """What is needed of a listener; `audio.listener` has one."""

    @property
    def position(self) -> int: ...

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def deaf(self, deaf: bool) -> None: ...

    def audio(self, start: int, end: int) -> Samples: ...

    def forget(self) -> None: ...


OpenListener = Callable[[Callable[[HearingSignal], None]], Listening]
"""Returns a listener that calls what it is given with each signal, in any thread."""


class LoopListener:
    """Opens a listener, which may take seconds, off the event loop, and is called back on it."""

    def __init__(
        self, open_listener: OpenListener, on_signal: Callable[[HearingSignal], None]
    ) -> None:
        self._open_listener = open_listener
        self._on_signal = on_signal
        self._thread = OwnThread("microphone")
        self._listener: Listening | None = None

    async def start(self) -> None:
        """Open and start the listener, once only. Raises AudioError."""
        self._loop = asyncio.get_running_loop()
        self._listener = await self._thread.run(self._opened)

    async def stop(self) -> None:
        """Let the microphone and all sound go."""
        listener, self._listener = self._listener, None
        if listener:
            await self._thread.run(lambda unwanted: listener.stop())
        self._thread.close()

    @property
    def position(self) -> int:
        """Samples heard since the start; 0 while not started."""
        return self._listener.position if self._listener else 0

    def deaf(self, deaf: bool) -> None:
        """Take nothing for speech, or something again after the listener's tail."""
        if self._listener:
            self._listener.deaf(deaf)

    def audio(self, start: int, end: int) -> Samples:
        """Return the sound from position `start` to `end`, shape (n,), 16 kHz."""
        return self._listener.audio(start, end) if self._listener else silence()

    def forget(self) -> None:
        """Let the sound go that was heard so far."""
        if self._listener:
            self._listener.forget()

    def _opened(self, unwanted: Callable[[], bool]) -> Listening:
        listener = self._open_listener(self._heard)
        listener.start()
        if unwanted():
            listener.stop()
        return listener

    def _heard(self, signal: HearingSignal) -> None:
        with suppress(RuntimeError):  # the loop has ended before the listener
            self._loop.call_soon_threadsafe(self._on_signal, signal)
