"""What is told of a transcription, and what is not."""

import asyncio

import numpy as np
import pytest

from nexus_cli.errors import TranscriptionError
from nexus_cli.stt.protocol import SAMPLE_RATE_HZ, Sound, Transcript, Word
from nexus_cli.stt.traced import TracedTranscriber
from nexus_cli.telemetry import Telemetry


class Scribe:
    """Hears the same word in everything, or nothing that it can use."""

    name = "Whisper base"
    closed = False

    def __init__(self, fault: TranscriptionError | None = None) -> None:
        self._fault = fault

    async def transcribe(self, audio: Sound, prompt: str = "", hotwords: object = ()) -> Transcript:
        if self._fault:
            raise self._fault
        return Transcript((Word("Ashmerrow", 0, 1, 0.9),), self.name)

    async def close(self) -> None:
        self.closed = True


def sound(seconds: float) -> Sound:
    return np.zeros(round(seconds * SAMPLE_RATE_HZ), dtype=np.float32)


def test_engine_and_length_are_told_and_no_word() -> None:
    telemetry = Telemetry()
    traced = TracedTranscriber(Scribe(), telemetry)
    heard = asyncio.run(traced.transcribe(sound(1.5), "Before", ["Ashmerrow"]))
    assert heard.text == "Ashmerrow"
    (span,) = telemetry.spans
    assert (span.name, span.attributes) == ("stt", {"engine": "Whisper-base", "audio_seconds": 1.5})


def test_an_engine_that_fails_fails_the_span_too() -> None:
    telemetry = Telemetry()
    traced = TracedTranscriber(Scribe(TranscriptionError("No.", "Type.")), telemetry)
    with pytest.raises(TranscriptionError):
        asyncio.run(traced.transcribe(sound(1)))
    assert telemetry.spans[0].failed


def test_closing_closes_the_engine_which_keeps_its_name() -> None:
    engine = Scribe()
    traced = TracedTranscriber(engine, Telemetry())
    asyncio.run(traced.close())
    assert (traced.name, engine.closed) == ("Whisper base", True)
