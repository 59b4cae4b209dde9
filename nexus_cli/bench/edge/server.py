"""The server: a Unix socket, the paths of Edge, and what was asked of it."""

import asyncio
import re
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from aiohttp import WSMsgType, web

from nexus_cli.bench.edge.faults import FaultKind, FaultScript
from nexus_cli.bench.edge.latency import LatencyProfile
from nexus_cli.bench.edge.messages import path_of, text_of
from nexus_cli.bench.edge.tones import Speaker, tones
from nexus_cli.bench.edge.turn import Turn

_READ_ALOUD = "/consumer/speech/synthesize/readaloud"
_TOKEN = re.compile(r"[0-9A-F]{16}-[0-9A-F]{64}")
BURST, BURST_SECONDS = 6, 10.0
"""Edge was seen to answer 503 after so many rapid requests (rany2/edge-tts#452)."""


@dataclass(frozen=True)
class Seen:
    """A request as it arrived, and what came of it."""

    at: float
    """Seconds on the event loop's clock."""
    status: int
    """0 where the connection was cut instead."""
    text: str = ""
    """What was to be spoken; empty when it did not come so far."""


@dataclass
class LoopbackEdge:
    """Serves Edge's protocol at `socket`, as edge-tts speaks it, without TLS."""

    speaker: Speaker = tones
    faults: FaultScript = lambda: None
    latency: LatencyProfile = field(default_factory=LatencyProfile)
    latency_of: Callable[[str], LatencyProfile] | None = None
    """Times by the text to speak, in the place of `latency`."""
    bursts: bool = True
    """Whether rapid requests are refused, as Edge refuses them."""
    voices: Sequence[str] = ("en-US-EmmaMultilingualNeural", "en-GB-SoniaNeural")
    seen: list[Seen] = field(default_factory=list)
    open_connections: int = 0

    async def __aenter__(self) -> Self:
        self._folder = Path(tempfile.mkdtemp(prefix="edge-"))
        app = web.Application()
        app.router.add_get(f"{_READ_ALOUD}/edge/v1", self._read_aloud)
        app.router.add_get(f"{_READ_ALOUD}/voices/list", self._list)
        self._runner = web.AppRunner(app, shutdown_timeout=0, access_log=None)
        await self._runner.setup()
        await web.UnixSite(self._runner, str(self.socket)).start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        await self._runner.cleanup()
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def socket(self) -> Path:
        """Where `EdgeVoice` finds it."""
        return self._folder / "edge"

    @property
    def texts(self) -> list[str]:
        """Return what was to be spoken, in order."""
        return [seen.text for seen in self.seen if seen.text]

    async def _read_aloud(self, request: web.Request) -> web.StreamResponse:
        fault = self.faults()
        status = self._status(request, fault.kind if fault else None)
        now = asyncio.get_running_loop().time()
        if status != 101:
            self.seen.append(Seen(now, status))
        if status == 0 and request.transport:
            request.transport.abort()
        if status != 101:
            return web.Response(status=status or 500)
        socket = web.WebSocketResponse(compress=False)
        await socket.prepare(request)
        self.open_connections += 1
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT and path_of(message.data) == "ssml":
                    text = text_of(message.data)
                    self.seen.append(Seen(now, status, text))
                    latency = self.latency_of(text) if self.latency_of else self.latency
                    turn = Turn(socket, self.speaker(text), latency, fault)
                    if not await turn.run() and request.transport:
                        request.transport.abort()
        except ConnectionError:  # the other side is gone
            pass
        finally:
            self.open_connections -= 1
        return socket

    def _status(self, request: web.Request, kind: FaultKind | None) -> int:
        now = asyncio.get_running_loop().time()
        recent = sum(1 for seen in self.seen if now - seen.at < BURST_SECONDS)
        if kind is FaultKind.REFUSE:
            return 0
        if kind is FaultKind.UNAVAILABLE or (self.bursts and recent >= BURST):
            return 503
        token = _TOKEN.fullmatch(request.query.get("Sec-MS-GEC", ""))
        if kind is FaultKind.FORBIDDEN or not token:
            return 403
        return 101

    async def _list(self, request: web.Request) -> web.Response:
        listed = [
            {"ShortName": name, "Locale": "-".join(name.split("-")[:2])} for name in self.voices
        ]
        return web.json_response(listed)
