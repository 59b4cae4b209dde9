"""The process that fetches a model, which can be killed at any moment.

It reads one line of JSON, `{"url", "repository", "folder", "needed"}`, and prints one a step:
`{"total"}`, `{"received"}`, and at the end `{"done"}` or `{"fault"}`. It ends when its standard
input does, and so never outlives the one that started it.
"""

import json
import os
import re
import shutil
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any

import filelock
import httpx

from nexus_cli.stt.hub import RemoteFile, listing

TRIES = 3
"""Tries in a row that may bring nothing before a file is given up."""
QUIET_SECONDS = 20.0
"""Silence after which a connection is taken for dead and another one goes on from there."""
_TELL_SECONDS, _TELL_BYTES = 0.2, 1 << 18


class Fetch:
    """Brings a repository's needed files into a folder, going on where an earlier one ended."""

    def __init__(self, client: httpx.Client, order: dict[str, str]) -> None:
        self._client = client
        self._url, self._repository = order["url"].rstrip("/"), order["repository"]
        self._needed = re.compile(order["needed"])
        self._folder = Path(order["folder"])
        self._received = 0
        self._told = (0.0, 0)

    def run(self) -> None:
        """Fetch, check and tell; raises httpx.HTTPError, OSError and ValueError."""
        revision, listed = listing(self._client, self._url, self._repository)
        files = [file for file in listed if self._needed.fullmatch(file.name)]
        if not any(file.name == "model.bin" for file in files):
            raise ValueError("no model in the listing")
        total = sum(file.size for file in files)
        self._received = sum(path.stat().st_size for path in self._folder.iterdir())
        if shutil.disk_usage(self._folder).free < total - self._received:
            raise OSError("no space left")
        tell(total=total, received=self._received)
        for file in files:
            self._fetch(file, revision)
        tell(received=total)
        for path in self._folder.iterdir():
            if path.name not in {file.name for file in files}:
                path.unlink()

    def _fetch(self, file: RemoteFile, revision: str) -> None:
        whole = self._folder / file.name
        if whole.exists() and file.matches(whole):
            return
        part = self._folder / f"{file.name}.{file.digest[:12]}.part"
        part.touch()
        left = TRIES
        while (had := part.stat().st_size) < file.size:
            fault: Exception = httpx.ReadError("the answer was too short")
            try:
                self._receive(file, revision, part)
            except httpx.TransportError as error:
                fault = error
            left = TRIES if part.stat().st_size > had else left - 1
            if not left:
                raise fault
        if not file.matches(part):
            part.unlink()  # nothing to go on from
            raise ValueError("the file is not the one that the hub promised")
        part.replace(whole)

    def _receive(self, file: RemoteFile, revision: str, part: Path) -> None:
        address = f"{self._url}/{self._repository}/resolve/{revision}/{file.name}"
        had = part.stat().st_size
        headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={had}-"} if had else {})
        with self._client.stream("GET", address, headers=headers) as response:
            response.raise_for_status()
            if response.status_code != 206:  # all of it once more
                self._received, had = self._received - had, 0
            with part.open("ab" if had else "wb") as out:
                for chunk in response.iter_raw():
                    out.write(chunk)
                    out.flush()
                    self._progress(len(chunk))
                    if out.tell() > file.size:
                        raise ValueError("more came than was promised")

    def _progress(self, more: int) -> None:
        self._received += more
        now, (then, before) = time.monotonic(), self._told
        if now - then >= _TELL_SECONDS or self._received - before >= _TELL_BYTES:
            self._told = now, self._received
            tell(received=self._received)


def tell(**what: Any) -> None:
    """Print one line of JSON."""
    print(json.dumps(what), flush=True)  # noqa: T201  # the way to the parent


def fault_of(error: Exception) -> str:
    """Return which of the parent's sentences fits."""
    if isinstance(error, filelock.Timeout):
        return "busy"
    if isinstance(error, httpx.HTTPStatusError):
        return "refused"
    if isinstance(error, (httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol)):
        return "unreachable"
    if isinstance(error, httpx.TimeoutException):
        return "silent"
    if isinstance(error, httpx.HTTPError):
        return "broken"
    return "disk" if isinstance(error, OSError) else "wrong"


def _end_with_parent() -> None:
    os.read(0, 1)  # nothing comes but the end
    os._exit(1)


def main() -> None:
    """Carry out the order on standard input."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent kills, and says why
    order = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    timeout = httpx.Timeout(QUIET_SECONDS, connect=10.0)
    try:
        Path(order["folder"]).mkdir(parents=True, exist_ok=True)
        with (
            filelock.FileLock(order["folder"] + ".lock", timeout=0),
            httpx.Client(timeout=timeout, follow_redirects=True) as client,
        ):
            Fetch(client, order).run()
    except Exception as error:  # told as one word; the parent has the sentences
        tell(fault=fault_of(error))
    else:
        tell(done=True)
