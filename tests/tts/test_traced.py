"""What is told of a voice's work, and what is not."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing

import pytest

from nexus_cli.errors import VoiceError
from nexus_cli.telemetry import Span, Telemetry
from nexus_cli.tts import CachedVoice, Chunk, Encoding, Piece, Voice, VoiceChoice
from nexus_cli.tts.traced import AskedVoice, TracedVoice
from tests.llm.virtual_time import LoopClock, virtual
from tests.tts.stage import TEXT, Scripted


class Slow:
    """A voice that takes 0.6 s to its first sound and a second more to its last."""

    name = "Slow voice"

    async def speak(self, text: str, *, ahead: bool = False) -> AsyncGenerator[Piece]:
        for seconds in (0.6, 1.0):
            await asyncio.sleep(seconds)
            yield Chunk(bytes(8), Encoding.FLOAT32, 24_000)

    async def voices(self) -> list[VoiceChoice]:
        return []

    async def close(self) -> None:
        pass


def heard(*times: bool, voice: Voice | None = None, kept: bool = False) -> list[Span]:
    """Speak once for each of `times`, ahead or not, inside a turn; return the spans."""

    async def speak() -> list[Span]:
        telemetry = Telemetry(LoopClock())
        traced = TracedVoice(voice or Slow(), telemetry, kept)
        with telemetry.span("nexus interview"), telemetry.span("spoken_turn"):
            for ahead in times:
                async with aclosing(traced.speak(TEXT, ahead=ahead)) as pieces:
                    assert [piece async for piece in pieces]
        return telemetry.spans

    return virtual(speak())


def named(spans: list[Span], name: str) -> list[Span]:
    return [span for span in spans if span.name == name]


def test_a_text_is_timed_from_the_request_to_its_last_sound_in_no_turn() -> None:
    (whole,) = named(heard(False), "tts")
    assert whole.parent == "nexus interview"
    assert whole.seconds == pytest.approx(1.6, abs=1e-6)
    assert whole.attributes == {
        "engine": "Slow-voice",
        "characters": len(TEXT),
        "ahead": 0,
        "first_sound_ms": 600.0,
    }


def test_what_is_made_for_later_is_told_from_what_is_wanted_now() -> None:
    assert [span.attributes["ahead"] for span in named(heard(True, False), "tts")] == [1, 0]


def test_a_text_that_was_kept_is_told_from_one_that_was_asked_for() -> None:
    voice = CachedVoice(AskedVoice(Slow()), "slow")
    asked, again = named(heard(False, False, voice=voice, kept=True), "tts")
    assert (asked.attributes["cached"], again.attributes["cached"]) == (0, 1)
    assert again.seconds == 0


def test_a_voice_that_fails_fails_the_span_too() -> None:
    voice = Scripted("Edge", error=VoiceError("Edge is gone.", "Wait."))
    telemetry = Telemetry()

    async def speak() -> None:
        async for _ in TracedVoice(voice, telemetry).speak(TEXT):
            pass

    with pytest.raises(VoiceError):
        virtual(speak())
    (whole,) = telemetry.spans
    assert (whole.failed, whole.error) == (True, "VoiceError")
    assert "first_sound_ms" not in whole.attributes


def test_a_voice_that_is_stopped_early_has_not_failed() -> None:
    telemetry = Telemetry()

    async def speak() -> None:
        async with aclosing(TracedVoice(Slow(), telemetry).speak(TEXT)) as pieces:
            await anext(pieces)

    virtual(speak())
    assert [span.cancelled for span in named(telemetry.spans, "tts")] == [True]


def test_no_word_of_the_text_is_told() -> None:
    assert not [word for word in TEXT.split() if len(word) > 4 and word in repr(heard(False))]
