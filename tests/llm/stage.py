"""A gateway that speaks to a loopback Groq through the real SDK, in virtual time."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace

from pydantic import BaseModel, SecretStr

from nexus_cli.bench.groq import LoopbackGroq
from nexus_cli.errors import BrainRequestError
from nexus_cli.llm import INTERACTIVE, ChatRequest, Gateway, LimitWait
from nexus_cli.llm.groq import GroqProvider
from nexus_cli.llm.keys import Key
from nexus_cli.llm.organisations import Organisations
from nexus_cli.telemetry import Telemetry
from tests.llm.virtual_time import SETTLE_SECONDS, LoopClock, timing, virtual

LARGE, SMALL = "openai/gpt-oss-120b", "openai/gpt-oss-20b"
CHAIN = (LARGE, SMALL)
GRADE = ChatRequest("grade_answer", "Grade the answer.", "The lamp was cleaned.", 500)
SAY = replace(GRADE, kind="speak", patience=INTERACTIVE)


class Verdict(BaseModel):
    """What the made-up grading prompt asks for."""

    why: str
    score: int


def now() -> float:
    return asyncio.get_running_loop().time()


@dataclass
class Stage:
    """The server, the gateway to it, and what they noticed."""

    server: LoopbackGroq
    gateway: Gateway
    telemetry: Telemetry
    waits: list[LimitWait] = field(default_factory=list)

    @property
    def statuses(self) -> list[int]:
        return [seen.status for seen in self.server.seen]

    @property
    def asked(self) -> list[str]:
        """The models that were asked, in order."""
        return [seen.model for seen in self.server.seen]


@asynccontextmanager
async def staged(
    server: LoopbackGroq,
    keys: Sequence[str] = ("default:gsk_one",),
    models: Sequence[str] = CHAIN,
    chance: float = 0.5,
    path: str = "",
) -> AsyncIterator[Stage]:
    """Start the server, and a gateway whose first connection is made."""
    pool = [Key(*_parts(key)) for key in keys]
    waits: list[LimitWait] = []
    telemetry = Telemetry(LoopClock())
    async with server:
        provider = GroqProvider(f"{server.url}{path}")
        gateway = Gateway(
            provider, Organisations(pool), models, timing(chance), telemetry, waits.append
        )
        for key in pool:  # the SDK looks at the machine in a thread, which virtual time cannot see
            with suppress(BrainRequestError):
                await provider.models(key.secret)
        try:
            yield Stage(server, gateway, telemetry, waits)
        finally:
            await gateway.close()


def on_stage(
    server: LoopbackGroq,
    play: Callable[[Stage], Awaitable[None]],
    keys: Sequence[str] = ("default:gsk_one",),
    models: Sequence[str] = CHAIN,
    path: str = "",
) -> None:
    """Run the coroutine function `play` with a stage."""

    async def whole() -> None:
        async with staged(server, keys, models, path=path) as stage:
            await play(stage)

    virtual(whole(), SETTLE_SECONDS)


async def heard(stage: Stage, request: ChatRequest = SAY) -> list[str]:
    return [text async for text in stage.gateway.stream(request)]


def _parts(key: str) -> tuple[str, SecretStr]:
    organisation, _, secret = key.partition(":")
    return organisation, SecretStr(secret)
