"""A model hub on loopback, well or ill."""

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum, auto
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from math import ceil
from pathlib import Path
from typing import Any


class Mood(Enum):
    """What becomes of requests for the model itself; `REFUSED` and `MUTE` are of all."""

    WHOLE = auto()
    REFUSED = auto()
    MUTE = auto()
    STALLED = auto()
    """Half of it comes, and nothing more."""
    CUT = auto()
    """Half of what is asked for comes, then the connection ends."""
    EMPTY = auto()
    """The connection ends before anything comes."""
    FORGED = auto()
    """Other bytes, as many of them."""


@dataclass
class Hub:
    """What is served, and what was asked for."""

    folder: Path
    mood: Mood = Mood.WHOLE
    ranges: list[str] = field(default_factory=list)
    """The ranges of the model that were asked for."""
    half_sent: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)
    url: str = ""


@contextmanager
def serving(folder: Path) -> Iterator[Hub]:
    """Serve the files in `folder` as every repository there is."""
    hub = Hub(folder)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            _answer(hub, self)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # its name there
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    hub.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield hub
    finally:
        hub.over.set()
        server.shutdown()
        thread.join()
        server.server_close()


def _answer(hub: Hub, request: BaseHTTPRequestHandler) -> None:
    if hub.mood is Mood.MUTE:
        hub.over.wait(30)
    elif hub.mood is Mood.REFUSED:
        request.send_error(500)
    elif request.path.startswith("/api/"):
        _send(request, json.dumps(_listing(hub.folder)).encode())
    else:
        _send_file(hub, request, hub.folder / request.path.rsplit("/", 1)[-1])


def _listing(folder: Path) -> dict[str, object]:
    return {"sha": "c" * 40, "siblings": [_entry(path) for path in sorted(folder.iterdir())]}


def _entry(path: Path) -> dict[str, object]:
    data = path.read_bytes()
    blob = hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
    entry: dict[str, object] = {"rfilename": path.name, "size": len(data), "blobId": blob}
    if path.name == "model.bin":
        entry["lfs"] = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
    return entry


def _send_file(hub: Hub, request: BaseHTTPRequestHandler, path: Path) -> None:
    data = path.read_bytes()
    if path.name != "model.bin":
        return _send(request, data)
    wanted = request.headers.get("Range", "")
    hub.ranges.append(wanted)
    start = int(wanted.removeprefix("bytes=").removesuffix("-") or 0)
    data = bytes(len(data)) if hub.mood is Mood.FORGED else data
    sent = {Mood.STALLED: 0.5, Mood.CUT: 0.5, Mood.EMPTY: 0.0}.get(hub.mood, 1.0)
    rest = data[start:]
    _send(request, rest[: ceil(len(rest) * sent)], 206 if start else 200, len(rest))
    hub.half_sent.set()
    if hub.mood is Mood.STALLED:
        hub.over.wait(30)
    request.close_connection = True
    return None


def _send(
    request: BaseHTTPRequestHandler, data: bytes, status: int = 200, promised: int = -1
) -> None:
    request.send_response(status)
    request.send_header("Content-Length", str(promised if promised >= 0 else len(data)))
    request.end_headers()
    request.wfile.write(data)
