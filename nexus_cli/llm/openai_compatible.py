"""Any server that speaks OpenAI's chat completions: Ollama, vLLM, llama.cpp and others."""

import json
from collections.abc import AsyncGenerator, AsyncIterator
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from nexus_cli.errors import BrainError
from nexus_cli.llm.connection import open_client, tls, transport_fault
from nexus_cli.llm.faults import fault_of, unavailable
from nexus_cli.llm.limits import rate_limits
from nexus_cli.llm.protocol import ChatRequest, Piece
from nexus_cli.llm.reading import ChunkReader, is_chat, whole_answer

if TYPE_CHECKING:
    import httpx

_BODY_LIMIT = 64_000
"""Bytes read of a refusal."""


class OpenAICompatibleProvider:
    """Chats under `base_url`, which ends as the server's own documentation says, mostly in /v1."""

    name = "The language model"

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url.rstrip("/")
        self._client: httpx.AsyncClient | None = None

    def load(self) -> None:
        """Import the client and read the certificates, so that the first call need not."""
        tls()

    async def ask(
        self, request: ChatRequest, model: str, key: SecretStr
    ) -> AsyncGenerator[Piece, None]:
        """Send once; whole when the request has a schema, else streamed."""
        fault: BrainError | None = None
        try:
            sending = self._opened().stream(
                "POST",
                f"{self._base_url}/chat/completions",
                json=_parameters(request, model),
                headers=_headers(key),
            )
            async with sending as response:
                if response.status_code != 200:
                    raise await self._refusal(response, model)
                yield rate_limits(response.headers)
                if not is_chat(response.headers, streamed=request.schema is None):
                    raise unavailable(self.name, "answered with something that is not an answer")
                if request.schema:
                    for piece in whole_answer(json.loads(await response.aread())):
                        yield piece
                else:
                    async for streamed in self._streamed(response, model):
                        yield streamed
        except BrainError:
            raise
        except Exception as error:  # httpx, JSON and encodings; the words are not repeated
            fault = transport_fault(error, self.name)
        if fault:  # raised out here, so that it does not carry the request
            raise fault

    async def models(self, key: SecretStr) -> list[str]:
        """Return the ids of the models the server has, sorted."""
        fault: BrainError | None = None
        try:
            response = await self._opened().get(f"{self._base_url}/models", headers=_headers(key))
            if response.status_code != 200:
                raise fault_of(
                    response.status_code, _parsed(response.content), response.headers, self.name, ""
                )
            return sorted(str(model["id"]) for model in response.json()["data"])
        except BrainError:
            raise
        except Exception as error:
            fault = transport_fault(error, self.name)
        raise fault

    async def close(self) -> None:
        """Close the connections."""
        if self._client is not None:
            await self._client.aclose()
            self._client = None

    def _opened(self) -> "httpx.AsyncClient":
        if self._client is None:
            self._client = open_client()
        return self._client

    async def _refusal(self, response: "httpx.Response", model: str) -> BrainError:
        body = b""
        async for part in response.aiter_bytes():
            body += part
            if len(body) > _BODY_LIMIT:
                break
        return fault_of(response.status_code, _parsed(body), response.headers, self.name, model)

    async def _streamed(
        self, response: "httpx.Response", model: str
    ) -> AsyncGenerator[Piece, None]:
        reader = ChunkReader()
        async for data in _events(response.aiter_lines()):
            chunk = json.loads(data)
            if isinstance(chunk, dict) and chunk.get("error"):
                raise fault_of(500, chunk, {}, self.name, model)
            for fragment in reader.read(chunk):
                yield fragment
            if reader.complete:
                break
        for end in reader.end():
            yield end


async def _events(lines: AsyncIterator[str]) -> AsyncIterator[str]:
    """Yield the data of server-sent events until `[DONE]`; each stands on one line here."""
    async for line in lines:
        if line.startswith("data:"):
            data = line.removeprefix("data:").strip()
            if data == "[DONE]":
                return
            yield data


def _headers(key: SecretStr) -> dict[str, str]:
    secret = key.get_secret_value()
    return {"Authorization": f"Bearer {secret}"} if secret else {}


def _parsed(body: bytes) -> object:
    try:
        parsed: object = json.loads(body)
    except ValueError:
        return body.decode("utf-8", "replace")
    return parsed


def _parameters(request: ChatRequest, model: str) -> dict[str, Any]:
    """Return what every such server knows; reasoning effort is left at the server's default."""
    parameters: dict[str, Any] = {
        "model": model,
        "messages": request.messages,
        "max_tokens": request.max_completion_tokens,
        "temperature": request.temperature,
    }
    if request.schema is None:
        return parameters | {"stream": True, "stream_options": {"include_usage": True}}
    return parameters | {"response_format": request.schema.response_format}
