"""Who may ask, and what they are told when they may not."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from nexus_cli.bench.groq import bodies
from nexus_cli.bench.groq.faults import Fault
from nexus_cli.bench.groq.http import Request
from nexus_cli.bench.groq.ledger import Ledger, Plan

UNLIMITED = Plan(10**9, 10**9, 10**9, 10**9)
ANYBODY = "org_loopback"


@dataclass(frozen=True)
class Refused:
    """A response that is no answer."""

    status: int
    body: dict[str, Any]
    headers: dict[str, str] = field(default_factory=dict)


class Admission:
    """Knows keys, organisations and what each has left."""

    def __init__(
        self,
        plans: Mapping[str, Plan],
        organisations: Mapping[str, str] | None,
        models: Sequence[str],
    ) -> None:
        self._plans = plans
        self._organisations = organisations
        self._models = models
        self._ledgers: dict[tuple[str, str], Ledger] = {}

    def organisation(self, request: Request) -> str | None:
        """Return whose key a request carries, None when nobody's."""
        key = request.headers.get("authorization", "").removeprefix("Bearer ")
        return ANYBODY if self._organisations is None else self._organisations.get(key)

    def ledger(self, organisation: str, model: str) -> Ledger:
        """Return what an organisation has left for a model."""
        if (organisation, model) not in self._ledgers:
            plan = self._plans.get(organisation, UNLIMITED)
            clock = asyncio.get_running_loop().time
            self._ledgers[organisation, model] = Ledger(plan, clock)
        return self._ledgers[organisation, model]

    def refusal(self, organisation: str, model: str, reserved: int) -> Refused | None:
        """Admit a request that reserves so many tokens, or return what it is told."""
        if model not in self._models:
            message = f"The model `{model}` does not exist or you do not have access to it."
            body = bodies.error(message, "invalid_request_error", "model_not_found")
            return Refused(404, body)
        ledger = self.ledger(organisation, model)
        over = ledger.admit(reserved)
        if over is None:
            return None
        body = bodies.over_limit(over, model, organisation)
        if over.wait_seconds == float("inf"):
            return Refused(413, body, ledger.headers())
        after = str(max(1, -int(-over.wait_seconds // 1)))
        return Refused(429, body, {**ledger.headers(), "retry-after": after})


def scripted(request: Request, fault: Fault | None) -> Refused | None:
    """Return the refusal that a fault stands for, if it is one."""
    if fault is None or fault.kind not in bodies.REFUSALS:
        return None
    status, body = bodies.REFUSALS[fault.kind]
    if fault.echo_secrets:
        told = request.headers.get("authorization", "") + request.body.decode()
        body = bodies.error(told, "x", body["error"]["code"])
    return Refused(status, body, {"retry-after": fault.retry_after} if fault.retry_after else {})
