"""One answer on its way: whole or streamed, at its pace, with its fault."""

import asyncio
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nexus_cli.bench.groq import bodies
from nexus_cli.bench.groq.faults import MIDWAY, Fault, FaultKind
from nexus_cli.bench.groq.http import Responder
from nexus_cli.bench.groq.latency import Pace


class CutShort(str):
    """An answer's text that ran out of room: its response says `length`."""

    __slots__ = ()


@dataclass(frozen=True)
class Exchange:
    """An admitted request and what is to be said to it."""

    model: str
    text: str
    reason: str
    tokens: bodies.Tokens
    streamed: bool
    headers: Mapping[str, str]
    pace: Pace
    fault: FaultKind | None

    async def run(self, responder: Responder) -> bool:
        """Send it; return False when the connection is of no further use."""
        if self.fault is FaultKind.STALL:
            await asyncio.Event().wait()
        if self.fault is FaultKind.DROP or (self.fault in MIDWAY and not self.streamed):
            responder.drop()
            return False
        if self.fault is FaultKind.HTML:
            await responder.send(200, b"<html>Sign in to continue</html>", "text/html")
            return True
        if self.streamed:
            return await self._stream(responder)
        await asyncio.sleep(self.pace.whole)
        body: dict[str, Any] = bodies.completion(self.model, self.text, self.reason, self.tokens)
        if self.fault is FaultKind.NO_CHOICES:
            body = {"id": bodies.ID, "object": "chat.completion"}
        raw = json.dumps(body).encode()
        if self.fault is FaultKind.BAD_BODY:
            raw = raw[: len(raw) // 2]
        await responder.send(200, raw, "application/json", self.headers)
        return True

    async def _stream(self, responder: Responder) -> bool:
        await asyncio.sleep(self.pace.first)
        await responder.begin_events(self.headers)
        pieces = re.findall(r"\S+\s*|\s+", self.text)
        for number, piece in enumerate(pieces):
            if number == len(pieces) // 2 and await self._break(responder):
                return False
            await responder.event(bodies.chunk(self.model, piece))
            await asyncio.sleep(self.pace.each)
        await responder.event(bodies.last_chunk(self.model, self.reason, self.tokens))
        await responder.event("[DONE]")
        await responder.end_events()
        return True

    async def _break(self, responder: Responder) -> bool:
        """Do what the fault says in the middle of a stream; return True when that ends it."""
        if self.fault is FaultKind.STALL_MIDWAY:
            await asyncio.Event().wait()
        if self.fault is FaultKind.DROP_MIDWAY:
            responder.drop()
            return True
        if self.fault is FaultKind.NO_DONE:
            await responder.end_events()
            return True
        if self.fault is FaultKind.BAD_CHUNK or self.fault is FaultKind.BAD_BODY:
            await responder.event('{"id": "x", "choi')
        if self.fault is FaultKind.NO_CHOICES:
            await responder.event({"id": bodies.ID})
        if self.fault is FaultKind.ERROR_CHUNK:
            await responder.event(bodies.error("Something broke", "server_error", ""))
        return False


def spoiled(text: str, fault: Fault | None) -> tuple[str, str]:
    """Return text and finish reason as a fault of the model, not of the line, leaves them."""
    kind = fault.kind if fault else None
    if kind is FaultKind.TRUNCATED:
        return text[: max(1, len(text) * 2 // 3)], "length"
    if kind is FaultKind.BAD_JSON:
        return f"Certainly! {text}", "stop"
    if kind is FaultKind.EMPTY:
        return "", "stop"
    return text, "length" if isinstance(text, CutShort) else "stop"
