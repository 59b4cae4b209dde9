"""Which model and whose key the next attempt uses, and the wait before it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nexus_cli.errors import BrainBusyError, BrainError, BrainKeyError
from nexus_cli.llm.breaker import Breaker
from nexus_cli.llm.call import Call
from nexus_cli.llm.faults import LATER, too_large, unavailable, unknown_model
from nexus_cli.llm.organisations import Organisations, Seat
from nexus_cli.llm.pacing import Booking
from nexus_cli.llm.protocol import ChatRequest
from nexus_cli.llm.timing import Timing

NOTICED_SECONDS = 1.0


@dataclass(frozen=True)
class LimitWait:
    """A limit is being waited out, for someone who watches."""

    kind: str
    """The prompt's id."""
    model: str
    seconds: float

    @property
    def sentence(self) -> str:
        """Say so; empty for a wait that nobody would notice."""
        if self.seconds < NOTICED_SECONDS:
            return ""
        return f"The limit of {self.model} is reached; it goes on in {self.seconds:.0f} s."


class Seating:
    """Knows the chain of models, their breakers and everybody's limits."""

    def __init__(
        self,
        service: str,
        organisations: Organisations,
        models: Sequence[str],
        timing: Timing,
        on_wait: Callable[[LimitWait], None],
    ) -> None:
        self.organisations = organisations
        self.models = tuple(models)
        self.breakers = {model: Breaker() for model in models}
        self._service = service
        self._timing = timing
        self._on_wait = on_wait

    async def seat(self, request: ChatRequest, call: Call) -> tuple[Seat, Booking]:
        """Return where the next attempt goes, once its limits allow it.

        Raises BrainError when there is nothing left to try, or nothing soon enough.
        """
        while True:
            seat = self._choose(request, call)
            booking = seat.allowance.book(request.tokens, self._timing.clock.seconds())
            if seat.wait > 0:
                await self._wait(seat, booking, request, call)
            if not seat.allowance.held(self._timing.clock.seconds()):
                return seat, booking
            seat.allowance.cancel(booking, self._timing.clock.seconds())

    async def _wait(self, seat: Seat, booking: Booking, request: ChatRequest, call: Call) -> None:
        self._on_wait(LimitWait(request.kind, seat.model, seat.wait))
        try:
            await self._timing.sleep(seat.wait)
        except BaseException:
            seat.allowance.cancel(booking, self._timing.clock.seconds())
            raise
        call.waited(seat.wait)

    def _choose(self, request: ChatRequest, call: Call) -> Seat:
        """Return the first model's seat that is free soon enough, else the one free first."""
        now = self._timing.clock.seconds()
        seats = []
        for model in self._chain(request, call):
            if not self.breakers[model].allows(now):
                continue
            seat = self.organisations.seat(model, request.tokens, now, call.too_small)
            if seat is not None and call.prefers_to_wait(seat.wait):
                return seat
            if seat is not None:
                seats.append(seat)
        if not seats:
            raise call.last or self._nothing(now)
        soonest = min(seats, key=lambda seat: seat.wait)
        if not call.can_wait(soonest.wait):
            raise self._too_late(soonest.wait)
        return soonest

    def _chain(self, request: ChatRequest, call: Call) -> list[str]:
        """Return the models in order, without those that failed twice unless all did."""
        models = list(reversed(self.models)) if request.light else list(self.models)
        return [model for model in models if not call.worn_out(model)] or models

    def _nothing(self, now: float) -> BrainError:
        if not self.organisations.any_key:
            return BrainKeyError(
                f"There is no key that {self._service} accepts.",
                "`nexus setup --check` says what to do.",
            )
        if any(not breaker.allows(now) for breaker in self.breakers.values()):
            return unavailable(self._service, "has failed several times in a row")
        return unknown_model(self._service, ", ".join(self.models))

    def _too_late(self, wait: float) -> BrainError:
        if wait == float("inf"):
            return too_large(self._service)
        minutes = f"{wait / 60:.0f} minutes" if wait >= 90 else f"{wait:.0f} seconds"
        return BrainBusyError(
            f"{self._service} has reached the limit of your plan for the next {minutes}.",
            LATER,
            retry_after_seconds=wait,
        )
