"""One way to a language model: one retry loop, its limits kept, its failures bounded."""

import asyncio
import math
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from pydantic import SecretStr

from nexus_cli.errors import (
    BrainBusyError,
    BrainError,
    BrainKeyError,
    BrainModelError,
    BrainTooLargeError,
    BrainUnavailableError,
)
from nexus_cli.llm.attempt import Attempt
from nexus_cli.llm.backoff import full_jitter
from nexus_cli.llm.budget import RetryBudget
from nexus_cli.llm.call import ATTEMPTS, Call
from nexus_cli.llm.faults import unavailable
from nexus_cli.llm.organisations import Organisations, Seat
from nexus_cli.llm.protocol import ChatRequest, Finished, Fragment, Provider, Usage
from nexus_cli.llm.seating import LimitWait, Seating
from nexus_cli.llm.timing import Timing
from nexus_cli.telemetry import Telemetry

CHECK_SECONDS = 5.0
WARM_SECONDS = 120.0
"""A connection used so lately is still open; Groq's are closed after some minutes."""


@dataclass(frozen=True)
class Answer:
    """What came of a call."""

    text: str
    model: str
    finish_reason: str
    """`stop`, or `length` when the answer was cut."""
    usage: Usage


class Gateway:
    """Sends each request to a model of the chain, with a key of the least busy organisation."""

    def __init__(
        self,
        provider: Provider,
        organisations: Organisations,
        models: Sequence[str],
        timing: Timing | None = None,
        telemetry: Telemetry | None = None,
        on_wait: Callable[[LimitWait], None] = lambda wait: None,
        slower: float = 1.0,
    ) -> None:
        """Take a provider; `slower` says how many times longer than Groq its models take."""
        self.provider = provider
        self.organisations = organisations
        self.models = tuple(models)
        self._timing = timing or Timing()
        self._telemetry = telemetry or Telemetry(self._timing.clock)
        self._seating = Seating(provider.name, organisations, models, self._timing, on_wait)
        self._slower = slower
        self._budgets: dict[str, RetryBudget] = {}
        self._used_at = -math.inf

    async def complete(self, request: ChatRequest) -> Answer:
        """Return the whole answer; raises BrainError when no attempt gave one."""
        answers: list[Answer] = []
        async with aclosing(self._texts(request, answers.append, whole=True)) as texts:
            async for _ in texts:
                pass
        return answers[0]

    async def stream(
        self, request: ChatRequest, on_answer: Callable[[Answer], None] = lambda answer: None
    ) -> AsyncGenerator[str, None]:
        """Yield the answer's text as it comes; `on_answer` gets it whole at the end.

        Raises BrainError. Before the first text other attempts were made; after it, none is:
        what was said stays said.
        """
        async with aclosing(self._texts(request, on_answer, whole=False)) as texts:
            async for text in texts:
                yield text

    def tokens_a_minute(self) -> float | None:
        """Return the largest limit known for the first model; None before its first response."""
        return self.organisations.tokens_a_minute(self.models[0])

    def can_spare(self) -> bool:
        """Whether a model that speaks has room for a call that may turn out not to be needed."""
        return self.organisations.can_spare(self.models[-1], self._timing.clock.seconds())

    async def warm(self) -> None:
        """Have a connection open for the next call; never raises BrainError."""
        now = self._timing.clock.seconds()
        keys = list(self.organisations.first_keys().values())
        if keys and now - self._used_at > WARM_SECONDS:
            self._used_at = now
            await self._models(keys[0])

    async def usable_models(self) -> dict[str, list[str] | BrainError]:
        """Return the ids of the models that each organisation can use, by its name.

        In five seconds at most; what stands in an organisation's way is returned in their place.
        """
        keys = self.organisations.first_keys()
        found = await asyncio.gather(*(self._models(key) for key in keys.values()))
        return dict(zip(keys, found, strict=True))

    async def _models(self, key: SecretStr) -> list[str] | BrainError:
        try:
            async with asyncio.timeout(CHECK_SECONDS):
                return await self.provider.models(key)
        except BrainError as fault:
            return fault
        except TimeoutError:
            return unavailable(self.provider.name, "did not answer in time")

    async def close(self) -> None:
        """Close the provider's connections."""
        await self.provider.close()

    async def _texts(
        self, request: ChatRequest, on_answer: Callable[[Answer], None], whole: bool
    ) -> AsyncGenerator[str, None]:
        """The one retry loop."""
        call = Call(request.patience.times(self._slower), self._timing.clock.seconds())
        self._budget(request).earn()
        while True:
            seat, booking = await self._seating.seat(request, call)
            attempt = Attempt(self.provider, seat, booking, call, self._timing.clock)
            said: list[str] = []
            try:
                async with aclosing(self._watched(attempt, request, whole)) as pieces:
                    async for piece in pieces:
                        if isinstance(piece, Finished):
                            on_answer(Answer("".join(said), seat.model, piece.reason, piece.usage))
                        else:
                            said.append(piece.text)
                            yield piece.text
                return
            except BrainError as fault:
                if said:
                    raise
                failure = fault
            call.last = failure
            await self._after(failure, seat, request, call)

    async def _watched(
        self, attempt: Attempt, request: ChatRequest, whole: bool
    ) -> AsyncGenerator[Fragment | Finished, None]:
        """Make one attempt, and let the breaker and the counters know how it went."""
        model = attempt.seat.model
        breaker = self._seating.breakers[model]
        self._used_at = self._timing.clock.seconds()
        breaker.sent(self._used_at)
        self._telemetry.count("llm_attempts")
        try:
            with self._telemetry.span("llm", kind=request.kind, model=model):
                async with aclosing(attempt.pieces(request, whole)) as pieces:
                    async for piece in pieces:
                        if isinstance(piece, Finished):
                            self._count(piece.usage, model)
                        yield piece
        except BrainUnavailableError:
            breaker.failed(self._timing.clock.seconds())
            raise
        except BrainError:
            breaker.succeeded()
            raise
        breaker.succeeded()

    async def _after(self, fault: BrainError, seat: Seat, request: ChatRequest, call: Call) -> None:
        """Prepare for another attempt after `fault`; raises it when another is of no use."""
        if isinstance(fault, BrainBusyError):
            self._hold(fault, seat, call)
        elif isinstance(fault, BrainKeyError):
            self.organisations.refused(seat)
        elif isinstance(fault, BrainModelError):
            seat.allowance.closed = True
        elif isinstance(fault, BrainTooLargeError):
            call.too_small.add(seat.allowance)
        elif isinstance(fault, BrainUnavailableError):
            await self._back_off(fault, seat, request, call)
        else:
            raise fault
        if call.left(self._timing.clock.seconds()) <= 0:
            raise fault

    def _hold(self, fault: BrainBusyError, seat: Seat, call: Call) -> None:
        """Leave this seat alone for as long as the service says, and some, so that calls spread."""
        now = self._timing.clock.seconds()
        self._telemetry.count("llm_limits_hit")
        call.refused(seat.model, fault.retry_after_seconds is not None)
        if fault.retry_after_seconds is None and call.refusals >= ATTEMPTS:
            raise fault
        wait = fault.retry_after_seconds or 0.0
        seat.allowance.hold(wait + full_jitter(call.refusals, self._timing.chance), now)
        if fault.requests_a_minute:
            seat.allowance.learn_requests_a_minute(fault.requests_a_minute, now)
        if fault.organisation:
            self.organisations.told(seat.organisation, fault.organisation)

    async def _back_off(
        self, fault: BrainError, seat: Seat, request: ChatRequest, call: Call
    ) -> None:
        call.failed(seat.model)
        wait = full_jitter(call.failures, self._timing.chance)
        late = wait >= call.left(self._timing.clock.seconds())
        if late or call.failures >= ATTEMPTS or not self._budget(request).spend():
            raise fault
        self._telemetry.count("llm_retries")
        await self._timing.sleep(wait)

    def _budget(self, request: ChatRequest) -> RetryBudget:
        patience = request.patience
        return self._budgets.setdefault(patience.name, RetryBudget(patience.retry_share))

    def _count(self, usage: Usage, model: str) -> None:
        self._telemetry.count(f"llm_prompt_tokens {model}", usage.prompt_tokens)
        self._telemetry.count(f"llm_cached_tokens {model}", usage.cached_tokens)
        self._telemetry.count(f"llm_completion_tokens {model}", usage.completion_tokens)
