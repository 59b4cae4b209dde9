"""One attempt at one request: pieces in time and complete, or a BrainUnavailableError."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing

from nexus_cli.llm.call import Call
from nexus_cli.llm.faults import unavailable
from nexus_cli.llm.limits import RateLimits
from nexus_cli.llm.organisations import Seat
from nexus_cli.llm.pacing import Booking
from nexus_cli.llm.protocol import ChatRequest, Finished, Fragment, Piece, Provider
from nexus_cli.telemetry import Clock


class Attempt:
    """Asks the provider once, from a seat whose room is booked."""

    def __init__(
        self, provider: Provider, seat: Seat, booking: Booking, call: Call, clock: Clock
    ) -> None:
        self.seat = seat
        self.cost: int | None = 0
        """Tokens to charge the limit with; None when what was reserved is the best guess."""
        self._provider = provider
        self._booking = booking
        self._call = call
        self._clock = clock

    async def pieces(
        self, request: ChatRequest, whole: bool
    ) -> AsyncGenerator[Fragment | Finished, None]:
        """Yield text as it comes, or at the end when `whole`, and the end itself.

        Raises BrainError. The room booked is settled, whatever happens.
        """
        try:
            async with aclosing(self._complete(request, whole)) as pieces:
                async for piece in pieces:
                    yield piece
        except (asyncio.CancelledError, GeneratorExit):
            self.cost = None
            raise
        finally:
            self.seat.allowance.settle(self._booking, self.cost, self._clock.seconds())

    async def _complete(
        self, request: ChatRequest, whole: bool
    ) -> AsyncGenerator[Fragment | Finished, None]:
        """Hold fragments back until they hold a letter, or until the end when `whole`."""
        held: list[Fragment] = []
        text = False
        async with aclosing(self._timed(request, whole)) as pieces:
            async for piece in pieces:
                if isinstance(piece, RateLimits):
                    self.seat.allowance.learn(self._booking, piece, self._clock.seconds())
                    self.cost = None
                elif isinstance(piece, Fragment):
                    text = text or bool(piece.text.strip())
                    held.append(piece)
                    while held and text and not whole:
                        yield held.pop(0)
                elif text or piece.reason == "length":
                    self.cost = piece.usage.counted_tokens or None
                    for fragment in held:
                        yield fragment
                    yield piece
                    return
                else:
                    raise unavailable(self._provider.name, "answered with nothing")
        raise unavailable(self._provider.name, "broke off in the middle of an answer")

    async def _timed(self, request: ChatRequest, whole: bool) -> AsyncGenerator[Piece, None]:
        """Yield what comes while it comes in time; the connection is dropped at the end."""
        end = self._call.attempt_end(self._clock.seconds())
        source = self._provider.ask(request, self.seat.model, self.seat.key)
        async with aclosing(source):
            while True:
                try:
                    async with asyncio.timeout(max(0.0, end - self._clock.seconds())):
                        piece = await anext(source)
                except StopAsyncIteration:
                    return
                except TimeoutError:
                    self.cost = None
                    raise unavailable(self._provider.name, "did not answer in time") from None
                yield piece
                if not whole and isinstance(piece, Fragment) and piece.text:
                    end = self._clock.seconds() + self._call.patience.gap_seconds
