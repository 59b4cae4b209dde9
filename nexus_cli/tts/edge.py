"""The border to edge-tts, which asks Microsoft's read-aloud service as the Edge browser does."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable
from contextlib import aclosing, asynccontextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from nexus_cli.errors import VoiceError
from nexus_cli.tts.protocol import VoiceChoice, Word

if TYPE_CHECKING:
    from aiohttp import BaseConnector

BYTES_A_SECOND = 48_000 / 8
"""edge-tts asks for audio-24khz-48kbitrate-mono-mp3, whose rate is constant."""
SAMPLE_RATE_HZ = 24_000
LATER = "nexus goes on with another voice, or shows the text."
_LIST_SECONDS = 5.0
_REQUEST_BYTES = 4096
_TICKS_A_SECOND = 10_000_000
_UPGRADE = "`pip install --upgrade edge-tts` usually mends it; until then nexus does without."


class EdgeService:
    """Edge's read-aloud service, or what serves its protocol at `socket` on this machine.

    A Unix socket cannot lead away from the machine, so it is used without TLS. It is there for
    measurements and tests (see `nexus_cli.bench.edge`).
    """

    def __init__(self, socket: Path | None = None) -> None:
        import edge_tts  # noqa: F401  # 200 ms: now rather than in front of the first word

        self._socket = socket

    async def stream(self, text: str, voice: str, speed: float) -> AsyncGenerator[bytes | Word]:
        """Yield MP3 and the times of words as they come; a cut connection just ends it.

        Raises VoiceError for every failure of the library, but sets no bound of time.
        """
        import edge_tts

        try:
            async with _connector(self._socket) as connector:
                talk = edge_tts.Communicate(
                    text,
                    voice,
                    rate=f"{round((speed - 1) * 100):+d}%",
                    boundary="WordBoundary",
                    connector=connector,
                )
                async with aclosing(talk.stream()) as messages:
                    async for message in messages:
                        if message["type"] == "audio":
                            yield message["data"]
                        else:
                            start = message["offset"] / _TICKS_A_SECOND
                            end = start + message["duration"] / _TICKS_A_SECOND
                            yield Word(message["text"], start, end)
        except Exception as error:  # what a parser makes of nonsense cannot be listed
            raise fault_of(error) from error

    async def voices(self) -> list[VoiceChoice]:
        """Return the voices on offer; raises VoiceError."""
        import edge_tts

        try:
            async with asyncio.timeout(_LIST_SECONDS), _connector(self._socket) as connector:
                listed = await edge_tts.list_voices(connector=connector)
            return [VoiceChoice(voice["ShortName"], voice["Locale"]) for voice in listed]
        except Exception as error:  # as above
            raise fault_of(error) from error


def requests_for(text: str) -> int:
    """Return in how many requests edge-tts sends a text: 4,096 bytes of XML in each."""
    return 1 + len(escape(text).encode()) // _REQUEST_BYTES


def fault_of(error: Exception) -> VoiceError:
    """Return what a failure of edge-tts, or of the connection below it, means."""
    import aiohttp

    if isinstance(error, VoiceError):
        return error
    if isinstance(error, aiohttp.ClientResponseError):
        step = _UPGRADE if error.status == 403 else LATER
        return VoiceError(f"Edge refuses to speak (status {error.status}).", step)
    if type(error) in meanings():
        return VoiceError(*meanings()[type(error)])
    if isinstance(error, TimeoutError):
        return VoiceError("Edge did not answer in time.", LATER)
    if isinstance(error, aiohttp.ClientConnectorError):
        return VoiceError("Edge cannot be reached.", LATER)
    if isinstance(error, (aiohttp.ClientError, OSError)):
        return VoiceError("The connection to Edge broke.", LATER)
    return VoiceError("Edge answered with something that is not speech.", _UPGRADE)


@cache
def meanings() -> dict[type[Exception], tuple[str, str]]:
    """Return a sentence and a next step for every error of edge-tts's own."""
    from edge_tts import exceptions as theirs

    unknown = "Edge answers in a way that edge-tts does not know."
    return {
        theirs.EdgeTTSException: ("Edge could not speak.", LATER),
        theirs.NoAudioReceived: ("Edge sent no sound for the text.", LATER),
        theirs.UnexpectedResponse: (unknown, _UPGRADE),
        theirs.UnknownResponse: (unknown, _UPGRADE),
        theirs.WebSocketError: ("The connection to Edge broke.", LATER),
        theirs.SkewAdjustmentError: (
            "Edge refuses this machine's clock and does not say the time.",
            "Set the machine's clock.",
        ),
    }


@asynccontextmanager
async def _connector(socket: Path | None) -> "AsyncIterator[BaseConnector | None]":
    """Lend edge-tts a connector to `socket`, or none: it then makes its own, to Edge."""
    if socket is None:
        yield None
        return
    from aiohttp import UnixConnector

    class Lent(UnixConnector):
        """edge-tts closes a connector after its first request, and uses it for the next."""

        def close(self, *, abort_ssl: bool = False) -> Awaitable[None]:
            return asyncio.sleep(0)

        def end(self) -> Awaitable[None]:
            return super().close()

    connector = Lent(str(socket), force_close=True)
    try:
        yield connector
    finally:
        await connector.end()
