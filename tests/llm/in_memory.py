"""A provider without sockets: the loopback's limits and a script of faults, for long runs."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence

from pydantic import SecretStr

from nexus_cli.bench.groq import Plan
from nexus_cli.bench.groq.bodies import over_limit
from nexus_cli.bench.groq.ledger import Ledger
from nexus_cli.errors import BrainError
from nexus_cli.llm import ChatRequest, Gateway
from nexus_cli.llm.faults import fault_of
from nexus_cli.llm.keys import Key
from nexus_cli.llm.limits import rate_limits
from nexus_cli.llm.organisations import Organisations
from nexus_cli.llm.protocol import Finished, Fragment, Piece, Usage
from tests.llm.virtual_time import timing

Behaviour = Callable[[ChatRequest], AsyncGenerator[Piece, None]]


class LimitedProvider:
    """Answers after `seconds`, within each key's plan; counts statuses by key."""

    name = "Groq"

    def __init__(self, plans: Mapping[str, Plan], seconds: float) -> None:
        clock = asyncio.get_running_loop().time
        self._ledgers = {key: Ledger(plan, clock) for key, plan in plans.items()}
        self._seconds = seconds
        self.statuses: Counter[tuple[str, int]] = Counter()

    def load(self) -> None:
        pass

    async def ask(
        self, request: ChatRequest, model: str, key: SecretStr
    ) -> AsyncGenerator[Piece, None]:
        name = key.get_secret_value()
        ledger = self._ledgers[name]
        if over := ledger.admit(request.tokens):
            self.statuses[name, 429] += 1
            raise fault_of(429, over_limit(over, model, f"org_{name}"), {}, self.name, model)
        self.statuses[name, 200] += 1
        yield rate_limits(ledger.headers())
        await asyncio.sleep(self._seconds)
        yield Fragment("Yes.")
        used = request.tokens // 2
        ledger.credit(request.tokens - used)
        yield Finished("stop", Usage(prompt_tokens=used))

    async def models(self, key: SecretStr) -> list[str]:
        return []

    async def close(self) -> None:
        return None


class ScriptedProvider:
    """Plays one behaviour a request: an error, a text, or pieces of its own."""

    name = "Groq"

    def __init__(self, *behaviours: BrainError | str | Behaviour) -> None:
        self._behaviours = list(behaviours)
        self.requests: list[ChatRequest] = []
        self.keys: list[str] = []
        self.models_asked: list[str] = []

    def load(self) -> None:
        pass

    async def ask(
        self, request: ChatRequest, model: str, key: SecretStr
    ) -> AsyncGenerator[Piece, None]:
        self.requests.append(request)
        self.keys.append(key.get_secret_value())
        self.models_asked.append(model)
        behaviour = self._behaviours.pop(0) if len(self._behaviours) > 1 else self._behaviours[0]
        if isinstance(behaviour, BrainError):
            raise behaviour
        if isinstance(behaviour, str):
            yield Fragment(behaviour)
            yield Finished("stop")
            return
        async for piece in behaviour(request):
            yield piece

    async def models(self, key: SecretStr) -> list[str]:
        return []

    async def close(self) -> None:
        return None


def gateway_to(
    provider: LimitedProvider | ScriptedProvider,
    keys: Sequence[str] = ("default:k",),
    models: Sequence[str] = ("openai/gpt-oss-120b",),
) -> Gateway:
    """A gateway in virtual time, with keys as `organisation:secret`."""
    pool = [Key(name, SecretStr(secret)) for name, _, secret in (k.partition(":") for k in keys)]
    return Gateway(provider, Organisations(pool), models, timing())
