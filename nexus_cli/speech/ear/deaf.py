"""What stands in where nothing can be heard: it tells the time, so that nexus can still speak."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable

from nexus_cli.audio.samples import Samples, silence
from nexus_cli.speech.ear.ear import TICK_SECONDS
from nexus_cli.speech.ear.scribe import Unwritten
from nexus_cli.speech.ear.signals import EarSignal, Silence
from nexus_cli.stt.protocol import Transcript
from nexus_cli.telemetry import Clock, SystemClock


class DeafEar:
    """An ear without a microphone; an interview with it is typed."""

    position = 0

    def __init__(
        self,
        *,
        clock: Clock | None = None,
        pace: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """`pace` spaces the ticks."""
        self._clock = clock or SystemClock()
        self._pace = pace
        self._last_sound = self._clock.seconds()
        self._nexus_speaks = False
        self._stopped = False

    @property
    def answer(self) -> Transcript:
        """Nothing was said."""
        return Transcript((), "")

    async def stop(self) -> None:
        """End the signals."""
        self._stopped = True

    async def signals(self) -> AsyncGenerator[EarSignal, None]:
        """Yield for how long nexus has been silent."""
        while not self._stopped:
            await self._pace(TICK_SECONDS)
            speaks, now = self._nexus_speaks, self._clock.seconds()
            yield Silence(0.0 if speaks else now - self._last_sound)

    def sound(self) -> Samples:
        """Return no sound."""
        return silence()

    def listen(self) -> None:
        """Hear nothing."""

    def deafen(self) -> None:
        """Hear nothing either."""

    def let_pass(self) -> None:
        """Forget nothing."""

    def nexus_speaks(self, speaks: bool) -> None:
        """Note that nexus begins to speak, or that its last sample has sounded."""
        self._nexus_speaks, self._last_sound = speaks, self._clock.seconds()

    async def transcribe_tail(
        self, revision: int, until: int | None = None
    ) -> Transcript | Unwritten:
        """Return no words."""
        return self.answer

    def keep(self, revision: int) -> None:
        """Keep nothing."""

    def commit(self) -> Transcript:
        """Return no words."""
        return self.answer

    def take_back(self) -> None:
        """Take nothing back."""
