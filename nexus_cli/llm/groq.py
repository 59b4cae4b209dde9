"""Groq, through its SDK: the one file that imports it."""

import logging
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from nexus_cli.errors import BrainError
from nexus_cli.llm.connection import open_client, tls, transport_fault
from nexus_cli.llm.faults import fault_of, unavailable
from nexus_cli.llm.limits import rate_limits
from nexus_cli.llm.protocol import ChatRequest, Piece
from nexus_cli.llm.reading import ChunkReader, is_chat, whole_answer

if TYPE_CHECKING:
    from types import ModuleType

    import httpx
    from groq import AsyncGroq

BASE_URL = "https://api.groq.com"
_PATH = "/openai/v1/chat/completions"
"""Posted to as it stands: the SDK's own method walks through every schema each time."""
_REASONERS = ("openai/gpt-oss-",)
"""Models that take `include_reasoning`; others are left at their defaults."""


class GroqProvider:
    """Chats at Groq, or at a server that speaks as it does under `base_url`."""

    name = "Groq"

    def __init__(self, base_url: str = BASE_URL) -> None:
        # The SDK adds /openai/v1 itself; with the familiar form it would stand there twice.
        self._base_url = base_url.rstrip("/").removesuffix("/openai/v1")
        self._pool: httpx.AsyncClient | None = None
        self._clients: dict[SecretStr, AsyncGroq] = {}

    def load(self) -> None:
        """Import the SDK and read the certificates, so that the first call need not."""
        _quiet_sdk()
        tls()

    async def ask(
        self, request: ChatRequest, model: str, key: SecretStr
    ) -> AsyncGenerator[Piece, None]:
        """Send once; whole when the request has a schema, else streamed."""
        fault: BrainError | None = None
        try:
            asking = _whole if request.schema else _streamed
            sent = asking(self._with(key), _parameters(request, model))
            async with aclosing(sent) as pieces:  # who stops listening drops the connection
                async for piece in pieces:
                    yield piece
        except BrainError:
            raise
        except Exception as error:  # the SDK lets errors of httpx, json and attributes through
            fault = translated(error, self.name, model)
        if fault:  # raised out here, so that it does not carry the SDK's error and its request
            raise fault

    async def models(self, key: SecretStr) -> list[str]:
        """Return the ids of the models this key can use, sorted."""
        fault: BrainError | None = None
        try:
            listed = await self._with(key).models.list()
            return sorted(model.id for model in listed.data)
        except Exception as error:
            fault = translated(error, self.name, "")
        raise fault

    async def close(self) -> None:
        """Close the connections."""
        if self._pool is not None:
            await self._pool.aclose()
        self._pool = None
        self._clients.clear()

    def _with(self, key: SecretStr) -> "AsyncGroq":
        """Return the client of `key`; all share one pool of connections."""
        groq = _quiet_sdk()
        if self._pool is None:
            self._pool = open_client()
        if key not in self._clients:
            self._clients[key] = groq.AsyncGroq(
                api_key=key.get_secret_value(),
                base_url=self._base_url,
                max_retries=0,
                http_client=self._pool,
            )
        return self._clients[key]


def _quiet_sdk() -> "ModuleType":
    """Return the SDK, imported when something is asked (190 ms), with its own log shut.

    With GROQ_LOG=debug, or a root logger at that level, it would write out every request: CVs and
    answers. Importing it is what reads GROQ_LOG, so its loggers are shut afterwards.
    """
    import groq

    for name in ("groq", "httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
    return groq


def _status(error: Any, service: str, model: str) -> BrainError:
    return fault_of(error.status_code, error.body, error.response.headers, service, model)


def _in_stream(error: Any, service: str, model: str) -> BrainError:
    return fault_of(500, error.body, {}, service, model)


def _unconnected(error: Any, service: str, model: str) -> BrainError:
    cause = error.__cause__
    if isinstance(cause, Exception):
        return transport_fault(cause, service)
    return unavailable(service, "cannot be reached")


def _no_answer(error: Any, service: str, model: str) -> BrainError:
    return unavailable(service, "answered with something that is not an answer")


TRANSLATIONS: dict[str, Callable[[Any, str, str], BrainError]] = {
    "GroqError": _no_answer,
    "APIError": _in_stream,
    "APIResponseValidationError": _no_answer,
    "APIConnectionError": _unconnected,
    "APITimeoutError": _unconnected,
    "APIStatusError": _status,
    "BadRequestError": _status,
    "AuthenticationError": _status,
    "PermissionDeniedError": _status,
    "NotFoundError": _status,
    "ConflictError": _status,
    "UnprocessableEntityError": _status,
    "RateLimitError": _status,
    "InternalServerError": _status,
    "StreamAlreadyConsumed": _no_answer,
}
"""What each of the SDK's exceptions means; by name, because some are in private modules."""


def translated(error: Exception, service: str, model: str) -> BrainError:
    """Return our error for one that came out of the SDK, whose words are not repeated."""
    for kind in type(error).__mro__:
        if kind.__module__.partition(".")[0] == "groq" and kind.__name__ in TRANSLATIONS:
            return TRANSLATIONS[kind.__name__](error, service, model)
    return transport_fault(error, service)


async def _whole(client: "AsyncGroq", parameters: Mapping[str, Any]) -> AsyncGenerator[Piece, None]:
    import httpx

    response = await client.post(_PATH, cast_to=httpx.Response, body=parameters)
    yield rate_limits(response.headers)
    _must_be_chat(response.headers, streamed=False)
    for piece in whole_answer(response.json()):
        yield piece


async def _streamed(
    client: "AsyncGroq", parameters: Mapping[str, Any]
) -> AsyncGenerator[Piece, None]:
    from groq import AsyncStream

    reader = ChunkReader()
    kind = AsyncStream[object]  # chunks as they come: with no model built of each
    stream = await client.post(_PATH, cast_to=object, body=parameters, stream=True, stream_cls=kind)
    async with stream:
        yield rate_limits(stream.response.headers)
        _must_be_chat(stream.response.headers, streamed=True)
        async for chunk in stream:
            for fragment in reader.read(chunk):
                yield fragment
            if reader.complete:
                break
    for end in reader.end():
        yield end


def _must_be_chat(headers: Mapping[str, str], streamed: bool) -> None:
    if not is_chat(headers, streamed):
        raise unavailable(GroqProvider.name, "answered with something that is not an answer")


def _parameters(request: ChatRequest, model: str) -> dict[str, Any]:
    parameters: dict[str, Any] = {
        "model": model,
        "messages": request.messages,
        "max_completion_tokens": request.max_completion_tokens,
        "temperature": request.temperature,
        "stream": request.schema is None,
    }
    if model.startswith(_REASONERS):
        parameters |= {"reasoning_effort": request.effort, "include_reasoning": False}
    if request.schema:
        parameters["response_format"] = request.schema.response_format
    return parameters
