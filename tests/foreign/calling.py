"""Calls through the gateway to aimock: real connections and deadlines, waits that take no time."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from pydantic import BaseModel, SecretStr

from nexus_cli.errors import BrainError
from nexus_cli.llm import Answer, ChatRequest, Filled, Gateway, Patience, Provider, fill
from nexus_cli.llm.groq import GroqProvider
from nexus_cli.llm.keys import Key
from nexus_cli.llm.openai_compatible import OpenAICompatibleProvider
from nexus_cli.llm.organisations import Organisations
from nexus_cli.llm.timing import Timing
from nexus_cli.telemetry import Telemetry
from tests.foreign.aimock import KEYS

T = TypeVar("T")

LARGE, SMALL = "openai/gpt-oss-120b", "openai/gpt-oss-20b"
CALM = Patience("calm", 20.0, 10.0, 10.0, 60.0, 60.0, retry_share=0.25)
"""Nothing is late, however busy the machine."""
GRADE = ChatRequest(
    "grade_answer", "Grade the answer.", "The lamp was cleaned.", 500, patience=CALM
)
SAY = replace(GRADE, kind="speak")


class Verdict(BaseModel):
    """What the made-up grading prompt asks for."""

    why: str
    score: int


class SkippingClock:
    """Real time, and on top of it the waits that were skipped."""

    def __init__(self) -> None:
        self.skipped = 0.0

    def seconds(self) -> float:
        return time.monotonic() + self.skipped

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self.skipped)

    async def sleep(self, seconds: float) -> None:
        self.skipped += seconds
        await asyncio.sleep(0)


@dataclass
class Heard:
    """A stream as it came."""

    pieces: list[str] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    """One at most, when the stream ended complete."""
    fault: BrainError | None = None
    """Why it ended before that."""

    @property
    def text(self) -> str:
        return "".join(self.pieces)


@dataclass
class Caller:
    """Somebody with keys and a chain of models; each call has a gateway of its own."""

    provider: Callable[[], Provider]
    keys: Sequence[str] = KEYS[:1]
    """Each of an organisation of its own."""
    models: Sequence[str] = (LARGE,)
    clock: SkippingClock = field(default_factory=SkippingClock)
    telemetry: Telemetry = field(default_factory=Telemetry)

    def fill(self, request: ChatRequest = GRADE) -> Filled[Verdict]:
        return self.through(lambda gateway: fill(gateway, request, Verdict))

    def hear(self, request: ChatRequest = SAY) -> Heard:
        async def listen(gateway: Gateway) -> Heard:
            heard = Heard()
            try:
                async for text in gateway.stream(request, heard.answers.append):
                    heard.pieces.append(text)
            except BrainError as fault:
                heard.fault = fault
            return heard

        return self.through(listen)

    def through(self, play: Callable[[Gateway], Awaitable[T]]) -> T:
        """Open a gateway, do something with it and close it."""

        async def whole() -> T:
            pool = [Key(f"org-{n}", SecretStr(key)) for n, key in enumerate(self.keys)]
            timing = Timing(self.clock, self.clock.sleep, chance=lambda: 0.5)
            gateway = Gateway(
                self.provider(), Organisations(pool), self.models, timing, self.telemetry
            )
            try:
                return await play(gateway)
            finally:
                await gateway.close()

        return asyncio.run(whole())


def groq(url: str) -> Caller:
    return Caller(lambda: GroqProvider(url))


def compatible(url: str, path: str = "/v1") -> Caller:
    return Caller(lambda: OpenAICompatibleProvider(f"{url}{path}"))
