"""What the ear tells, as values; none of it is stored.

Positions count 16 kHz samples since the ear was started.
"""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator
from dataclasses import dataclass

from nexus_cli.audio.level import Level
from nexus_cli.audio.signals import Loss


@dataclass(frozen=True)
class SpeechBegan:
    """Someone has spoken for a quarter of a second, or speaks already as the ear opens."""

    sound_from: int
    """Position from which there is sound of it."""
    after_seconds: float
    """Silence that it ended, counted from the last sound of either side."""


@dataclass(frozen=True)
class SpeechWentOn:
    """Someone goes on speaking while nexus does; 31 a second, and only to open ears."""

    seconds: float
    """Speech so far, pauses left out that were shorter than 0.3 s."""
    fading: bool = False
    """Whether it is dying away, as a word at its end."""


@dataclass(frozen=True)
class FellSilent:
    """Nobody has spoken for 0.3 s: long enough to write down what was said before."""

    at: int
    """Position where this became certain: what was said lies before it."""


@dataclass(frozen=True)
class Silence:
    """Time went by; 20 a second, with a microphone or without."""

    seconds: float
    """Since the last sound of either side; 0 while one of them is heard."""


@dataclass(frozen=True)
class Loudness:
    """What the microphone hears right now; 16 a second, and 31 while it may be speech."""

    level: Level
    stirring: bool
    """Whether it may be speech."""


@dataclass(frozen=True)
class MicrophoneLost:
    """Nothing is heard any longer; what was said is kept."""

    loss: Loss


@dataclass(frozen=True)
class MicrophoneFound:
    """Sound comes again."""


EarSignal = (
    SpeechBegan | SpeechWentOn | FellSilent | Silence | Loudness | MicrophoneLost | MicrophoneFound
)


class SignalQueue:
    """Signals on their way to one reader, who may be slow: of measures only the newest waits."""

    def __init__(self) -> None:
        self._waiting: deque[EarSignal] = deque()
        self._news = asyncio.Event()
        self._over = False

    def put(self, signal: EarSignal) -> None:
        """Add a signal, in place of an older measure of its kind."""
        if isinstance(signal, (Silence, Loudness)):
            older = [waiting for waiting in self._waiting if type(waiting) is type(signal)]
            for measure in older:
                self._waiting.remove(measure)
        self._waiting.append(signal)
        self._news.set()

    def end(self) -> None:
        """Let the reader end after what waits."""
        self._over = True
        self._news.set()

    async def read(self) -> AsyncGenerator[EarSignal, None]:
        """Yield the signals in order, until the end."""
        while True:
            while self._waiting:
                yield self._waiting.popleft()
            if self._over:
                return
            self._news.clear()
            await self._news.wait()
