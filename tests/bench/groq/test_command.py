"""`nexus bench groq`, started as a person starts it."""

import json
import re
import signal
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import pytest

from nexus_cli.brain.judging.forms import AnswerGrade
from tests.bench.groq.prompts import asked, block
from tests.cli.running import Nexus

CHAT = "/openai/v1/chat/completions"
READY = re.compile(r"export GROQ_API_KEY=(\S+) GROQ_BASE_URL=(http://127\.0\.0\.1:\d+)\n")


@pytest.fixture
def nexus(tmp_path: Path) -> Nexus:
    return Nexus(tmp_path / "home")


class Running:
    """A server that has said how to use it."""

    def __init__(self, process: "subprocess.Popen[str]", err: IO[str]) -> None:
        self._process = process
        self._err = err
        told = READY.fullmatch(err.readline())
        assert told
        self.key, self.url = told.groups()

    def asks(self, path: str, body: object = None, key: str = "test") -> tuple[int, Any]:
        """Send a request, and return status and body of the response."""
        request = urllib.request.Request(self.url + path)  # noqa: S310  # our own server
        request.add_header("Authorization", f"Bearer {key}")
        request.data = None if body is None else json.dumps(body).encode()
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=30) as response:
                return response.status, json.load(response)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.load(error)

    def stopped(self, by: signal.Signals = signal.SIGINT) -> str:
        """Stop it, as Ctrl+C does, and return what it says at the end; it must leave with 0."""
        self._process.send_signal(by)
        _, err = self._process.communicate(timeout=30)
        assert self._process.returncode == 0, err
        return err


@contextmanager
def serving(nexus: Nexus, *words: str) -> Iterator[Running]:
    process = nexus.start("bench", "groq", *words)
    try:
        assert process.stderr is not None
        yield Running(process, process.stderr)
    finally:
        process.kill()
        process.communicate()


def test_it_serves_models_and_a_chat_and_sums_up_when_stopped(nexus: Nexus) -> None:
    body = asked(AnswerGrade, block("answer", "We use Kafka.", prefix="a"))
    with serving(nexus) as server:
        assert server.key == "test"
        status, models = server.asks("/openai/v1/models")
        assert status == 200
        assert {model["id"] for model in models["data"]} >= {body["model"]}
        status, told = server.asks(CHAT, body)
        assert status == 200
        AnswerGrade.model_validate_json(told["choices"][0]["message"]["content"])
        assert server.asks(CHAT, {**body, "model": "nobody"})[0] == 404
        end = server.stopped()
    assert "2 chat requests: 1 with status 200, 1 with status 404." in end
    assert re.search(r"Tokens: [1-9]\d* of prompts, \d+ of them cached, [1-9]\d* of answers", end)


def test_keys_limits_faults_and_characters_are_as_asked_for(nexus: Nexus) -> None:
    body = asked(None, "Say something.")
    words = ("--plan", "free", "--keys", "k1:red,k2:blue", "--character", "praiser")
    with serving(nexus, *words) as server:
        assert server.key == "red:k1,blue:k2"
        assert server.asks(CHAT, body)[0] == 401
        status, told = server.asks(CHAT, body, "k1")
        assert (status, "Excellent" in told["choices"][0]["message"]["content"]) == (200, True)
        assert server.asks(CHAT, {**body, "max_completion_tokens": 9_000}, "k2")[0] == 413
        assert "Tokens: " in server.stopped()
    with serving(nexus, "--fault", "500=1", "--seed", "3") as server:
        assert server.asks(CHAT, body)[0] == 500
        assert "1 chat request: 1 with status 500." in server.stopped(signal.SIGTERM)


def test_a_port_that_is_taken_is_a_sentence_and_5(nexus: Nexus) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        _, err = nexus.run("bench", "groq", "--port", port, code=5)
    assert f"Port {port} is taken" in err
    assert "--port" in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--character", "saint"), "There are: honest, obeys"),
        (("--fault", "flood=0.1"), "There are: 429, 500"),
        (("--fault", "429=2"), "Write it as 429=0.2."),
        (("--fault", "429=often"), "Write it as 429=0.2."),
        (("--fault", "429=0.6", "--fault", "500=0.6"), "add up to more than 1"),
        (("--keys", "k1"), "Write them as key:org"),
        (("--keys", "k1:red,k1:blue"), "Name each key once."),
        (("--latency", "nowhere.json"), "is not a latency profile"),
        (("--port", "70000"), "--port"),
        (("--plan", "gold"), "--plan"),
    ],
)
def test_an_option_that_makes_no_sense_is_a_sentence_and_2(
    nexus: Nexus, words: tuple[str, ...], said: str
) -> None:
    _, err = nexus.run("bench", "groq", *words, code=2)
    assert said in " ".join(err.split())
    assert "Traceback" not in err
