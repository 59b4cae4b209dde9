"""The server: connections, paths, keys and limits."""

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from nexus_cli.bench.groq import bodies
from nexus_cli.bench.groq.admission import Admission, scripted
from nexus_cli.bench.groq.exchange import Exchange, spoiled
from nexus_cli.bench.groq.faults import FaultScript
from nexus_cli.bench.groq.filling import filled
from nexus_cli.bench.groq.http import Request, Responder, read_request
from nexus_cli.bench.groq.latency import Latency, LatencyProfile
from nexus_cli.bench.groq.ledger import Plan
from nexus_cli.bench.groq.prefix_cache import PrefixCache, tokens_of

CHAT = "/openai/v1/chat/completions"
MODELS = "/openai/v1/models"
SERVED = ("openai/gpt-oss-120b", "openai/gpt-oss-20b")


@dataclass(frozen=True)
class Seen:
    """A chat request as it arrived, and the status it got."""

    at: float
    """Seconds on the event loop's clock."""
    organisation: str
    model: str
    body: Mapping[str, Any]
    status: int


@dataclass
class LoopbackGroq:
    """Serves the paths of Groq at `url`; everything is counted on the event loop's clock."""

    answer: Callable[[dict[str, Any]], str] = filled
    """Makes an answer's text from the body of its request."""
    faults: FaultScript = lambda: None
    latency: Latency = field(default_factory=LatencyProfile)
    plans: Mapping[str, Plan] = field(default_factory=dict)
    """Limits by organisation; without an entry there are none."""
    organisations: Mapping[str, str] | None = None
    """Organisation by key; None takes any key for one organisation."""
    models: Sequence[str] = SERVED
    seen: list[Seen] = field(default_factory=list)
    paid: list[bodies.Tokens] = field(default_factory=list)
    """What each answer cost, refusals left out."""

    def __post_init__(self) -> None:
        self._admission = Admission(self.plans, self.organisations, self.models)
        self._prefixes: dict[tuple[str, str], PrefixCache] = {}
        self._server: asyncio.Server | None = None
        self._connections: set[asyncio.Task[None]] = set()
        self.port = 0

    @property
    def url(self) -> str:
        """Return the base URL, as GROQ_BASE_URL takes it."""
        return f"http://127.0.0.1:{self.port}"

    async def start(self, port: int = 0) -> None:
        """Listen on `port` of the loopback, a free one when 0."""
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def serve(self, port: int) -> None:
        """Serve on `port` until cancelled."""
        await self.start(port)
        try:
            await asyncio.Event().wait()
        finally:
            await self.stop()

    async def stop(self) -> None:
        """Stop listening and cut every connection."""
        if self._server is not None:
            self._server.close()
            self._server = None
        for task in self._connections:
            task.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        await self.stop()

    def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._serve(reader, writer))
        self._connections.add(task)
        task.add_done_callback(self._connections.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while request := await read_request(reader):
                if not await self._respond(request, Responder(writer)):
                    return
        except OSError:  # the other side is gone
            return
        finally:
            writer.transport.abort()

    async def _respond(self, request: Request, responder: Responder) -> bool:
        organisation = self._admission.organisation(request)
        if organisation is None:
            await responder.send_json(401, bodies.error("Invalid API Key", "x", "invalid_api_key"))
        elif (request.method, request.path) == ("GET", MODELS):
            listed = [{"id": m, "object": "model", "owned_by": "x"} for m in self.models]
            await responder.send_json(200, {"object": "list", "data": listed})
        elif (request.method, request.path) == ("POST", CHAT):
            return await self._chat(request, organisation, responder)
        else:
            message = f"Unknown request URL: {request.method} {request.path}"
            await responder.send_json(404, bodies.error(message, "x", "unknown_url"))
        return True

    async def _chat(self, request: Request, organisation: str, responder: Responder) -> bool:
        try:
            body = json.loads(request.body)
            model, prompt = body["model"], "\n".join(m["content"] for m in body["messages"])
        except (ValueError, KeyError, TypeError):
            await responder.send_json(400, bodies.error("Not a chat request", "x", ""))
            return True
        fault = self.faults()
        ledger = self._admission.ledger(organisation, model)
        reserved = tokens_of(prompt) + int(body.get("max_completion_tokens") or 0)
        refused = scripted(request, fault) or self._admission.refusal(organisation, model, reserved)
        now = asyncio.get_running_loop().time()
        self.seen.append(Seen(now, organisation, model, body, refused.status if refused else 200))
        if refused:
            await responder.send_json(refused.status, refused.body, refused.headers)
            return True
        text, reason = spoiled(self.answer(body), fault)
        cached = self._prefixes.setdefault((organisation, model), PrefixCache())
        tokens = bodies.Tokens(tokens_of(prompt), cached.cached_tokens(prompt), tokens_of(text))
        self.paid.append(tokens)
        streamed = bool(body.get("stream"))
        exchange = Exchange(
            model=model,
            text=text,
            reason=reason,
            tokens=tokens,
            streamed=streamed,
            headers=ledger.headers(),
            pace=self.latency.pace(tokens.completion, streamed),
            fault=fault.kind if fault else None,
        )
        try:
            return await exchange.run(responder)
        finally:
            ledger.credit(reserved - (tokens.prompt - tokens.cached + tokens.completion))
