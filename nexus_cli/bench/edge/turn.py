"""One turn of the read-aloud protocol: a text in, times of words and sound out."""

import asyncio
from collections.abc import AsyncIterator

from aiohttp import web

from nexus_cli.bench.edge.faults import Fault, FaultKind
from nexus_cli.bench.edge.latency import SLOW, LatencyProfile
from nexus_cli.bench.edge.messages import boundary, notice, sound
from nexus_cli.bench.edge.tones import FRAME_BYTES, FRAME_SECONDS, Utterance

_FRAMES_A_MESSAGE = 5
_MESSAGE_BYTES = _FRAMES_A_MESSAGE * FRAME_BYTES
_MIDWAY = {FaultKind.STALL_MIDWAY, FaultKind.CUT_MIDWAY, FaultKind.NONSENSE}


class Turn:
    """Sends one utterance down an open websocket; `run` says whether the connection goes on."""

    def __init__(
        self,
        socket: web.WebSocketResponse,
        utterance: Utterance,
        latency: LatencyProfile,
        fault: Fault | None,
    ) -> None:
        self._socket = socket
        self._utterance = utterance
        self._fault = fault
        self._kind = fault.kind if fault else None
        self._latency = SLOW if self._kind is FaultKind.SLOW else latency

    async def run(self) -> bool:
        """Play the turn to its end, or to what goes wrong; False asks to cut the connection."""
        await self._socket.send_str(notice("turn.start"))
        await self._socket.send_str(notice("response"))
        if self._kind is FaultKind.STALL:
            await self._silence()
        await asyncio.sleep(self._latency.first_byte_seconds)
        if self._kind is not FaultKind.SILENT:
            async for sent in self._sound():
                if self._kind in _MIDWAY and self._fault and sent >= self._fault.after:
                    return await self._break()
        if self._kind is FaultKind.UNENDED:
            await self._silence()
        await self._socket.send_bytes(sound(b""))
        await self._socket.send_str(notice("turn.end"))
        return True

    async def _sound(self) -> AsyncIterator[float]:
        """Send times and sound in the order in which they are heard; yield the share sent."""
        mp3, words = self._utterance.mp3, list(self._utterance.words)
        if self._kind is FaultKind.UNTIMED:
            words.clear()
        for at in range(0, len(mp3), _MESSAGE_BYTES):
            until = (at + _MESSAGE_BYTES) / FRAME_BYTES * FRAME_SECONDS
            while words and words[0].start_seconds < until:
                await self._socket.send_str(boundary(words.pop(0)))
            message = mp3[at : at + _MESSAGE_BYTES]
            await self._socket.send_bytes(sound(message))
            seconds = len(message) / FRAME_BYTES * FRAME_SECONDS
            await asyncio.sleep(self._latency.wait_after(seconds))
            yield (at + len(message)) / len(mp3)

    async def _break(self) -> bool:
        if self._kind is FaultKind.STALL_MIDWAY:
            await self._silence()
        if self._kind is FaultKind.NONSENSE:
            await self._socket.send_str(notice("turn.whatever"))
            return True
        return False

    async def _silence(self) -> None:
        """Stay until the other side has gone."""
        while not self._socket.closed:
            await self._socket.receive()
