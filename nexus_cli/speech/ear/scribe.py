"""Who writes down what was said: the newest job alone, by an engine and the one behind it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from nexus_cli.errors import TranscriptionError
from nexus_cli.stt.protocol import Sound, Transcriber, Transcript
from nexus_cli.telemetry import Clock

REST_SECONDS = 60.0
"""For which an engine that failed is asked last: a dead network costs its deadline each time."""


@dataclass(frozen=True)
class Unwritten:
    """Nothing was written down; the sound is still kept."""

    fault: TranscriptionError | None
    """What the last engine said; None when a newer job took the place of this one."""


class Scribe:
    """Asks `engines` in their order, of which there is at least one; closing it closes them."""

    def __init__(
        self, engines: Sequence[Transcriber], hotwords: Sequence[str], clock: Clock
    ) -> None:
        self._engines = tuple(engines)
        self._hotwords = tuple(hotwords)
        self._clock = clock
        self._failed_at: dict[str, float] = {}
        self._job: asyncio.Task[Transcript | TranscriptionError] | None = None

    @property
    def name(self) -> str:
        """The engine that is asked first."""
        return self._engines[0].name

    async def write(self, sound: Sound, prompt: str) -> Transcript | Unwritten:
        """Return what is said in `sound`, shape (n,), 16 kHz, by whoever could write it.

        A job that still runs gives way to this one, and ends as unwritten. Cancelling this one
        ends the work.
        """
        self.drop()
        job = self._job = asyncio.create_task(self._asked(sound, prompt))
        try:
            await asyncio.wait({job})
        finally:
            job.cancel()
        if job.cancelled():
            return Unwritten(None)
        written = job.result()
        return Unwritten(written) if isinstance(written, TranscriptionError) else written

    def drop(self) -> None:
        """Let the job that runs end as unwritten."""
        if self._job:
            self._job.cancel()
            self._job = None

    async def close(self) -> None:
        """Drop the job and close the engines."""
        self.drop()
        for engine in self._engines:
            await engine.close()

    async def _asked(self, sound: Sound, prompt: str) -> Transcript | TranscriptionError:
        fault = TranscriptionError("Nothing here can write down what was said.", "Type it.")
        for engine in sorted(self._engines, key=self._rests):
            try:
                return await engine.transcribe(sound, prompt, self._hotwords)
            except TranscriptionError as error:
                self._failed_at[engine.name] = self._clock.seconds()
                fault = error
        return fault

    def _rests(self, engine: Transcriber) -> bool:
        failed_at = self._failed_at.get(engine.name)
        return failed_at is not None and self._clock.seconds() - failed_at < REST_SECONDS
