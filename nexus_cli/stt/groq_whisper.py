"""Groq's Whisper: the large model, at the price of sending the voice away."""

import asyncio
import io
import wave
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from pydantic import SecretStr, ValidationError

from nexus_cli.errors import TranscriptionError
from nexus_cli.stt.groq_reply import GroqReply
from nexus_cli.stt.protocol import SAMPLE_RATE_HZ, Sound, Transcript
from nexus_cli.stt.silence import has_sound
from nexus_cli.stt.vocabulary import fitting_hotwords, fitting_prompt

if TYPE_CHECKING:
    import httpx

MODEL = "whisper-large-v3-turbo"
MAX_BYTES = 25_000_000
"""What a free plan takes in one request: thirteen minutes."""
_PATH = "/openai/v1/audio/transcriptions"
_CONNECT_SECONDS = 2.0
ANSWER_SECONDS = 4.0
"""How long Groq may take, on top of the way there."""
_SECONDS_A_SECOND = 0.5
"""The way there, of a second of sound, at 64 kB a second."""
_CHARACTERS_A_TOKEN = 3
"""Fewer than English has, since the tokens of the prompt are counted there and not here."""
_OTHERWISE = "nexus goes on with the model on this machine, or typed."


class GroqWhisper:
    """Sends each piece to `url`, which a key may be sent to: https, or a server on this machine.

    `url` has no slash and no path of Groq's own at its end.
    """

    def __init__(
        self,
        url: str,
        key: SecretStr,
        language: str = "en",
        model: str = MODEL,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        self._url = url + _PATH
        self._key = key
        self._language = language
        self._model = model
        self._answer_seconds = answer_seconds
        self._client: httpx.AsyncClient | None = None
        self._turn = asyncio.Lock()

    @property
    def name(self) -> str:
        """Such as "Groq whisper-large-v3-turbo"."""
        return f"Groq {self._model}"

    async def transcribe(
        self, audio: Sound, prompt: str = "", hotwords: Sequence[str] = ()
    ) -> Transcript:
        """See Transcriber; one request, never sent twice, with a deadline by the sound's length."""
        if not has_sound(audio):
            return Transcript((), self.name)
        sound = wav(audio)
        if len(sound) > MAX_BYTES:
            raise TranscriptionError(
                "The answer is longer than Groq takes at once.", "Pause now and then, or type it."
            )
        seconds = self._answer_seconds + _SECONDS_A_SECOND * len(audio) / SAMPLE_RATE_HZ
        async with self._turn:  # answers come in the order of the questions
            reply = await self._asked(sound, _hints(prompt, hotwords), seconds)
        return Transcript(reply.heard(), self.name)

    async def close(self) -> None:
        """See Transcriber."""
        if self._client is not None:
            await self._client.aclose()
            self._client = None

    async def _asked(self, sound: bytes, hints: str, seconds: float) -> GroqReply:
        import httpx  # 100 ms

        try:
            async with asyncio.timeout(seconds):
                response = await self._opened().post(
                    self._url,
                    headers={"Authorization": f"Bearer {self._key.get_secret_value()}"},
                    data={
                        "model": self._model,
                        "language": self._language,
                        "temperature": "0",
                        "response_format": "verbose_json",
                        "timestamp_granularities[]": ["word", "segment"],
                        "prompt": hints,
                    },
                    files={"file": ("answer.wav", sound, "audio/wav")},
                )
            if response.status_code == 200:
                return GroqReply.model_validate_json(response.content)
            what = _refusal(response.status_code)
        except (TimeoutError, httpx.TimeoutException):
            what = "did not write down what was said in time"
        except (httpx.ConnectError, httpx.ProxyError, httpx.UnsupportedProtocol):
            what = "cannot be reached"
        except httpx.HTTPError:
            what = "broke off"
        except ValidationError:
            what = "answered with something that is no transcript"
        # Raised out here, so that it does not carry the request, which holds the key and the voice.
        raise TranscriptionError(f"Groq {what}.", _OTHERWISE)

    def _opened(self) -> "httpx.AsyncClient":
        if self._client is None:
            import httpx

            timeout = httpx.Timeout(None, connect=_CONNECT_SECONDS)
            # Plain http goes to this machine, so never through a proxy.
            self._client = httpx.AsyncClient(timeout=timeout, mounts={"http://": None})
        return self._client


def wav(audio: Sound) -> bytes:
    """Return `audio`, (samples,) in [-1, 1], as a WAV file of 16 bits at SAMPLE_RATE_HZ."""
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(SAMPLE_RATE_HZ)
        out.writeframes((np.clip(audio, -1, 1) * 32_767).astype("<i2").tobytes())
    return file.getvalue()


def _hints(prompt: str, hotwords: Sequence[str]) -> str:
    """Return one prompt: the terms, then what was said last, which weighs most at its end."""

    def count(text: str) -> int:
        return len(text) // _CHARACTERS_A_TOKEN

    return " ".join(
        part for part in (fitting_hotwords(hotwords, count), fitting_prompt(prompt, count)) if part
    )


def _refusal(status: int) -> str:
    if status in {401, 403}:
        return "refuses the key"
    if status == 413:
        return "finds the answer too long"
    if status in {429, 498}:
        return "has reached the limit of your plan"
    return f"is in trouble (status {status})" if status >= 500 else f"refuses (status {status})"
