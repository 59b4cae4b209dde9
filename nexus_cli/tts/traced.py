"""A voice whose work is timed; what it says is in no span."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from contextvars import ContextVar
from dataclasses import dataclass

from nexus_cli.telemetry import Telemetry
from nexus_cli.telemetry.attributes import Attribute
from nexus_cli.telemetry.running import outside
from nexus_cli.telemetry.waterfall import TURNS
from nexus_cli.tts.protocol import Chunk, Piece, Voice, VoiceChoice


@dataclass(eq=False)
class _Call:
    """What is known of a text while it is spoken."""

    began: float
    first: float | None = None
    """When its first sound came."""
    asked: bool = False
    """Whether the engine was asked."""


_CALL: ContextVar[_Call | None] = ContextVar("speak_call", default=None)


class TracedVoice:
    """`voice`, with a span `tts` a text: from when it was asked for to its last sound.

    What is heard begins before that ends, and what is made for later is waited for by nobody: the
    span is no part of the turn that it runs in.
    """

    def __init__(self, voice: Voice, telemetry: Telemetry, kept: bool = False) -> None:
        """`kept` says that `voice` keeps recordings of a voice that is in an `AskedVoice`."""
        self.name = voice.name
        self._voice = voice
        self._telemetry = telemetry
        self._kept = kept

    async def speak(self, text: str, *, ahead: bool = False) -> AsyncGenerator[Piece]:
        """Stream what the voice streams, and raise what it raises."""
        clock = self._telemetry.clock
        whole = self._telemetry.begin("tts", outside(TURNS))
        call = _Call(clock.seconds())
        raised: type[BaseException] | None = None
        _CALL.set(call)
        try:
            async with aclosing(self._voice.speak(text, ahead=ahead)) as pieces:
                async for piece in pieces:
                    if call.first is None and isinstance(piece, Chunk):
                        call.first = clock.seconds()
                    yield piece
        except BaseException as error:
            raised = type(error)
            raise
        finally:
            told = self._told(call, text, ahead)
            self._telemetry.end(whole, call.began, clock.seconds(), raised, **told)

    async def voices(self) -> list[VoiceChoice]:
        """Return the voice's choices; raises VoiceError."""
        return await self._voice.voices()

    async def close(self) -> None:
        """Close the voice."""
        await self._voice.close()

    def _told(self, call: _Call, text: str, ahead: bool) -> dict[str, Attribute]:
        told: dict[str, Attribute] = {
            "engine": "-".join(self.name.split()),
            "characters": len(text),
            "ahead": int(ahead),
        }
        if call.first is not None:
            told["first_sound_ms"] = round(1000 * (call.first - call.began), 1)
        if self._kept:
            told["cached"] = int(not call.asked)
        return told


class AskedVoice:
    """`voice`, which a cache stands before: notes that the cache did not have the text."""

    def __init__(self, voice: Voice) -> None:
        self.name = voice.name
        self._voice = voice

    async def speak(self, text: str, *, ahead: bool = False) -> AsyncGenerator[Piece]:
        """Stream what the voice streams, and raise what it raises."""
        if (call := _CALL.get()) is not None:
            call.asked = True
        async with aclosing(self._voice.speak(text, ahead=ahead)) as pieces:
            async for piece in pieces:
                yield piece

    async def voices(self) -> list[VoiceChoice]:
        """Return the voice's choices; raises VoiceError."""
        return await self._voice.voices()

    async def close(self) -> None:
        """Close the voice."""
        await self._voice.close()
