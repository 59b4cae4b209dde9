"""Groq's Whisper, against a server on loopback."""

import asyncio
import io
import json
import threading
import traceback
import wave
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np
import pytest
from pydantic import SecretStr

from nexus_cli.errors import TranscriptionError
from nexus_cli.stt.groq_whisper import GroqWhisper
from nexus_cli.stt.protocol import Transcript
from tests.stt.sounds import noise, silence

KEY = "gsk_made_up"
REPLY: dict[str, Any] = {
    "task": "transcribe",
    "text": " I led it. Thank you.",
    "words": [
        {"word": "I", "start": 0.1, "end": 0.2},
        {"word": "led", "start": 0.2, "end": 0.6},
        {"word": "it", "start": 0.6, "end": 0.9},
        {"word": "Thank", "start": 1.6, "end": 1.8},
        {"word": "you", "start": 1.8, "end": 1.9},
    ],
    "segments": [
        {"text": " I led it.", "start": 0.0, "end": 1.0, "avg_logprob": -0.9, "no_speech_prob": 0},
        {"text": " Thank you.", "start": 1.5, "end": 2.0, "avg_logprob": 0, "no_speech_prob": 0.2},
    ],
}


@dataclass
class Server:
    """What it answers, and what it was sent."""

    status: int = 200
    body: bytes = field(default_factory=lambda: json.dumps(REPLY).encode())
    hangs: bool = False
    drops: bool = False
    url: str = ""
    paths: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    forms: list[dict[str, list[bytes]]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        sent = request.rfile.read(int(request.headers["Content-Length"]))
        self.paths.append(request.path)
        self.keys.append(request.headers["Authorization"])
        head = f"Content-Type: {request.headers['Content-Type']}\r\n\r\n".encode()
        form: dict[str, list[bytes]] = {}
        for part in message_from_bytes(head + sent, policy=policy.HTTP).iter_parts():
            name = str(part.get_param("name", header="content-disposition"))
            payload = part.get_payload(decode=True)
            assert isinstance(payload, bytes)
            form.setdefault(name, []).append(payload)
        self.forms.append(form)
        if self.hangs:
            self.over.wait(30)
        if self.hangs or self.drops:
            request.close_connection = True
            return
        request.send_response(self.status)
        request.send_header("Content-Length", str(len(self.body)))
        request.end_headers()
        request.wfile.write(self.body)


@pytest.fixture
def server() -> Iterator[Server]:
    served = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            served.answer(self)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # its name there
            pass

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listening.daemon_threads = True
    served.url = f"http://127.0.0.1:{listening.server_port}"
    thread = threading.Thread(target=listening.serve_forever, args=(0.01,))
    thread.start()
    yield served
    served.over.set()
    listening.shutdown()
    thread.join()
    listening.server_close()


def transcribe(server: Server, seconds: float = 2.0, answer_seconds: float = 10.0) -> Transcript:
    async def once() -> Transcript:
        groq = GroqWhisper(server.url, SecretStr(KEY), answer_seconds=answer_seconds)
        try:
            return await groq.transcribe(noise(seconds), "We moved to the cloud.", ["Kubernetes"])
        finally:
            await groq.close()
            await groq.close()

    return asyncio.run(once())


def test_words_keep_their_times_and_thanks_that_nobody_said_go(server: Server) -> None:
    heard = transcribe(server)
    assert heard.text == "I led it."
    assert heard.engine == "Groq whisper-large-v3-turbo"
    assert [(word.start_seconds, word.end_seconds) for word in heard.words] == [
        (0.1, 0.2),
        (0.2, 0.6),
        (0.6, 0.9),
    ]
    assert heard.words[0].probability == pytest.approx(0.407, abs=0.001)
    assert len(heard.doubtful) == 3


def test_the_sound_and_the_hints_go_where_groq_expects_them(server: Server) -> None:
    transcribe(server)
    form = server.forms[0]
    assert server.paths == ["/openai/v1/audio/transcriptions"]
    assert server.keys == [f"Bearer {KEY}"]
    assert form["model"] == [b"whisper-large-v3-turbo"]
    assert form["language"] == [b"en"]
    assert form["response_format"] == [b"verbose_json"]
    assert form["timestamp_granularities[]"] == [b"word", b"segment"]
    assert form["prompt"] == [b"Kubernetes We moved to the cloud."]
    with wave.open(io.BytesIO(form["file"][0])) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (16_000, 1, 2)
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32_767
    assert np.abs(samples - noise(2)).max() < 1e-4


def test_words_without_times_share_the_time_of_their_segment(server: Server) -> None:
    server.body = json.dumps({**REPLY, "words": None}).encode()
    heard = transcribe(server)
    assert [word.text for word in heard.words] == ["I", "led", "it."]
    assert [word.end_seconds for word in heard.words] == pytest.approx([1 / 3, 2 / 3, 1])


def test_silence_is_never_sent(server: Server) -> None:
    groq = GroqWhisper(server.url, SecretStr(KEY))
    assert asyncio.run(groq.transcribe(silence(3))).words == ()
    assert server.forms == []


def test_what_groq_would_refuse_for_its_length_is_not_sent(server: Server) -> None:
    with pytest.raises(TranscriptionError, match="longer than Groq takes"):
        transcribe(server, seconds=800)
    assert server.forms == []


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (401, "refuses the key"),
        (413, "too long"),
        (429, "limit of your plan"),
        (400, r"refuses \(status 400\)"),
        (503, r"in trouble \(status 503\)"),
    ],
)
def test_a_refusal_is_a_sentence_without_secrets(
    server: Server, status: int, sentence: str
) -> None:
    server.status, server.body = status, f"your key {KEY} is bad".encode()
    with pytest.raises(TranscriptionError, match=sentence) as caught:
        transcribe(server)
    assert KEY not in "".join(traceback.format_exception(caught.value))
    assert caught.value.__context__ is None
    assert len(server.forms) == 1


@pytest.mark.parametrize("body", [b"<html>", b"{}", b'{"text": "x", "segments": [{"text": 1}]}'])
def test_an_answer_that_is_no_transcript_is_said(server: Server, body: bytes) -> None:
    server.body = body
    with pytest.raises(TranscriptionError, match="no transcript") as caught:
        transcribe(server)
    assert caught.value.__context__ is None


def test_a_server_that_hangs_drops_or_is_gone_is_said(server: Server) -> None:
    server.drops = True
    with pytest.raises(TranscriptionError, match="broke off"):
        transcribe(server)
    server.hangs = True
    with pytest.raises(TranscriptionError, match="in time"):
        transcribe(server, seconds=0.2, answer_seconds=0.2)
    server.url = "http://127.0.0.1:1"
    with pytest.raises(TranscriptionError, match="cannot be reached") as caught:
        transcribe(server)
    assert caught.value.__context__ is None
