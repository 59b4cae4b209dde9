"""As much HTTP/1.1 as a chat needs: requests with a length, responses with one or in chunks."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass

_LARGEST_BODY = 8_000_000


@dataclass(frozen=True)
class Request:
    """A request as it came; header names in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


async def read_request(reader: asyncio.StreamReader) -> Request | None:
    """Return the next request of a connection, None when the other side is done or makes none."""
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.rstrip("\r\n").split("\r\n")
        method, path, _ = first.split(" ")
        pairs = (line.partition(":") for line in lines)
        headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
        length = int(headers.get("content-length", "0"))
        if not 0 <= length <= _LARGEST_BODY:
            return None
        return Request(method, path.partition("?")[0], headers, await reader.readexactly(length))
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, OSError, ValueError):
        return None


class Responder:
    """Writes one response to a connection."""

    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self._writer = writer

    async def send_json(
        self, status: int, body: object, headers: Mapping[str, str] | None = None
    ) -> None:
        """Send a JSON body."""
        await self.send(status, json.dumps(body).encode(), "application/json", headers)

    async def send(
        self, status: int, body: bytes, kind: str, headers: Mapping[str, str] | None = None
    ) -> None:
        """Send a whole body of content type `kind`."""
        length = {"Content-Length": str(len(body))}
        self._head(status, {"Content-Type": kind, **length, **(headers or {})})
        self._writer.write(body)
        await self._writer.drain()

    async def begin_events(self, headers: Mapping[str, str]) -> None:
        """Begin a stream of server-sent events."""
        kinds = {"Content-Type": "text/event-stream", "Transfer-Encoding": "chunked"}
        self._head(200, {**kinds, **headers})
        await self._writer.drain()

    async def event(self, data: object) -> None:
        """Send one event: text as it stands, anything else as JSON."""
        text = data if isinstance(data, str) else json.dumps(data)
        part = f"data: {text}\n\n".encode()
        self._writer.write(b"%x\r\n%s\r\n" % (len(part), part))
        await self._writer.drain()

    async def end_events(self) -> None:
        """End the stream as HTTP does, `[DONE]` or not."""
        self._writer.write(b"0\r\n\r\n")
        await self._writer.drain()

    def drop(self) -> None:
        """Cut the connection in the middle of what it was doing."""
        self._writer.transport.abort()

    def _head(self, status: int, headers: Mapping[str, str]) -> None:
        lines = [f"HTTP/1.1 {status} -", *(f"{name}: {value}" for name, value in headers.items())]
        self._writer.write("\r\n".join([*lines, "", ""]).encode("latin-1"))
