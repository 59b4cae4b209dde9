"""aimock, an emulator of language model services by CopilotKit, as a process of its own.

It is an npm package. `npm install --prefix tests/foreign` gets the version that package.json pins.
It serves `/v1`, Groq's `/openai/v1` and OpenRouter's `/api/v1` by itself, and takes the keys in
aimock.json only. `Aimock` speaks to its control paths under `/__aimock`.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import Any

import httpx

HERE = Path(__file__).parent
CONFIG = HERE / "aimock.json"
NAME = "@copilotkit/aimock"
PACKAGE = HERE / "node_modules" / NAME
NODE_NEEDED = (20, 15)
START_SECONDS = 30.0
KEYS: tuple[str, ...] = tuple(json.loads(CONFIG.read_text())["auth"]["apiKeys"])

Fixture = dict[str, Any]
"""What to answer and when, as `FixtureFileEntry` in the package's types.d.ts."""


def answer(
    content: object,
    when: Mapping[str, object] | None = None,
    pace: Mapping[str, object] | None = None,
    **overrides: object,
) -> Fixture:
    """Return a fixture that says `content`; `overrides` are `usage`, `finishReason` and others."""
    return {"match": when or {}, "response": {"content": content, **overrides}, **(pace or {})}


def refusal(
    status: int, code: str = "", when: Mapping[str, object] | None = None, **more: object
) -> Fixture:
    """Return a fixture that refuses; `more` may hold `retryAfter` in seconds."""
    error = {"message": "A made-up refusal.", "code": code}
    return {"match": when or {}, "response": {"error": error, "status": status, **more}}


class Aimock:
    """A running aimock: what it is to answer, and what it was asked."""

    def __init__(self, client: httpx.Client) -> None:
        self.url = str(client.base_url).rstrip("/")
        self._client = client

    def reset(self) -> None:
        """Forget fixtures, faults and what was asked."""
        self._post("reset", {})

    def play(self, *fixtures: Fixture) -> None:
        """Add fixtures; the first that matches a request answers it."""
        self._post("fixtures", {"fixtures": fixtures})

    def disturb(self, **chaos: float) -> None:
        """Set the rates of faults for every request, as `ChaosConfig` names them."""
        self._post("chaos", chaos)

    @property
    def seen(self) -> list[dict[str, Any]]:
        """Return the requests that were answered, in order, with `path`, `headers` and `body`."""
        response = self._client.get("/__aimock/journal")
        seen: list[dict[str, Any]] = response.raise_for_status().json()
        return seen

    @property
    def statuses(self) -> list[int]:
        """Return what was answered, in order; 0 where the connection was dropped instead."""
        return [entry["response"]["status"] for entry in self.seen]

    def _post(self, path: str, body: object) -> None:
        response = self._client.post(f"/__aimock/{path}", json=body)
        assert response.is_success, response.text


def what_is_missing() -> str:
    """Say what is missing to start aimock and how to get it; empty when all is there."""
    get_it = "`npm install --prefix tests/foreign` gets it, with Node 20.15 or newer."
    if shutil.which("node") is None:
        return f"aimock needs Node, which is not there. {get_it}"
    said = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout.strip()
    version = re.match(r"v(\d+)\.(\d+)", said)
    if not version or (int(version[1]), int(version[2])) < NODE_NEEDED:
        return f"aimock needs a newer Node than {said}. {get_it}"
    wanted = json.loads((HERE / "package.json").read_text())["devDependencies"][NAME]
    try:
        there = json.loads((PACKAGE / "package.json").read_text())["version"]
    except FileNotFoundError:
        there = "none"
    return "" if there == wanted else f"aimock {wanted} is not there ({there} is). {get_it}"


@contextmanager
def started() -> Iterator[Aimock]:
    """Start aimock on a port that is free, and stop it at the end."""
    command = ["node", str(PACKAGE / "dist" / "aimock-cli.js"), "--config", str(CONFIG)]
    own = {name: value for name, value in os.environ.items() if not name.startswith("AIMOCK_")}
    with subprocess.Popen(
        command, env=own, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            headers = {"Authorization": f"Bearer {KEYS[0]}"}
            with httpx.Client(base_url=_url(process), headers=headers, trust_env=False) as client:
                client.get("/health").raise_for_status()
                yield Aimock(client)
        finally:
            process.kill()


def _url(process: subprocess.Popen[str]) -> str:
    """Return the address that the process prints once it listens."""
    assert process.stdout
    watch = Timer(START_SECONDS, process.kill)
    watch.start()
    said = ""
    try:
        for line in process.stdout:  # ends when the process does
            said += line
            if found := re.search(r"listening on (http://\S+)", line):
                return found[1]
    finally:
        watch.cancel()
    raise AssertionError(f"aimock did not start: {said}")
