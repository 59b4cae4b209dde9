"""A transcriber whose work is timed; what was said is in no span."""

from collections.abc import Sequence

from nexus_cli.stt.protocol import SAMPLE_RATE_HZ, Sound, Transcriber, Transcript
from nexus_cli.telemetry import Telemetry


class TracedTranscriber:
    """`transcriber`, with a span `stt` around each call: the wait for its turn included."""

    def __init__(self, transcriber: Transcriber, telemetry: Telemetry) -> None:
        self._transcriber = transcriber
        self._telemetry = telemetry

    @property
    def name(self) -> str:
        """The transcriber's own."""
        return self._transcriber.name

    async def transcribe(
        self, audio: Sound, prompt: str = "", hotwords: Sequence[str] = ()
    ) -> Transcript:
        """Return what the transcriber returns, and raise what it raises."""
        engine = "-".join(self.name.split())
        seconds = round(len(audio) / SAMPLE_RATE_HZ, 3)
        with self._telemetry.span("stt", engine=engine, audio_seconds=seconds):
            return await self._transcriber.transcribe(audio, prompt, hotwords)

    async def close(self) -> None:
        """Close the transcriber."""
        await self._transcriber.close()
