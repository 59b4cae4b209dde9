"""What a gateway does ahead of need: a connection kept open, calls that leave room for others."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable

import pytest
from pydantic import SecretStr

from nexus_cli.errors import BrainUnavailableError
from nexus_cli.llm import ChatRequest, Gateway
from nexus_cli.llm.gateway import WARM_SECONDS
from nexus_cli.llm.keys import Key
from nexus_cli.llm.limits import RateLimits
from nexus_cli.llm.organisations import Organisations
from nexus_cli.llm.pacing import SPARE_SHARE, Allowance
from nexus_cli.llm.protocol import Finished, Fragment, Piece
from tests.llm.stage import CHAIN, GRADE
from tests.llm.virtual_time import timing, virtual


class Watched:
    """Answers at once, and counts how often it was asked for its models."""

    name = "Groq"

    def __init__(self, breaks: bool = False) -> None:
        self.listed = 0
        self._breaks = breaks

    def load(self) -> None:
        pass

    async def ask(
        self, request: ChatRequest, model: str, key: SecretStr
    ) -> AsyncGenerator[Piece, None]:
        yield Fragment("Yes.")
        yield Finished("stop")

    async def models(self, key: SecretStr) -> list[str]:
        self.listed += 1
        if self._breaks:
            raise BrainUnavailableError("Groq cannot be reached.")
        return []

    async def close(self) -> None:
        return None


def with_gateway(
    play: Callable[[Gateway, Watched], Awaitable[None]], breaks: bool = False
) -> Watched:
    provider = Watched(breaks)

    async def whole() -> None:
        pool = Organisations([Key("default", SecretStr("gsk_one"))])
        await play(Gateway(provider, pool, CHAIN, timing(0.5)), provider)

    virtual(whole())
    return provider


def test_a_connection_is_opened_once_and_not_while_it_is_in_use() -> None:
    async def play(gateway: Gateway, provider: Watched) -> None:
        await gateway.warm()
        await gateway.warm()
        assert provider.listed == 1
        await asyncio.sleep(WARM_SECONDS - 1)
        await gateway.complete(GRADE)
        await asyncio.sleep(WARM_SECONDS - 1)
        await gateway.warm()
        assert provider.listed == 1
        await asyncio.sleep(2)
        await gateway.warm()

    assert with_gateway(play).listed == 2


def test_a_service_that_cannot_be_reached_is_no_error_before_it_is_needed() -> None:
    async def play(gateway: Gateway, provider: Watched) -> None:
        await gateway.warm()

    assert with_gateway(play, breaks=True).listed == 1


@pytest.mark.parametrize(
    ("left", "spare"),
    [
        (RateLimits(1_000, 999, 8_000, 8_000), True),
        (RateLimits(1_000, 999, 8_000, SPARE_SHARE * 8_000 - 1), False),
        (RateLimits(1_000, SPARE_SHARE * 1_000 - 1, 8_000, 8_000), False),
        (RateLimits(), True),
    ],
)
def test_work_that_may_not_be_needed_leaves_a_share_of_every_limit(
    left: RateLimits, spare: bool
) -> None:
    allowance = Allowance()
    booking = allowance.book(0, 0.0)
    allowance.learn(booking, left, 0.0)
    allowance.settle(booking, 0, 0.0)
    assert allowance.can_spare(0.0) is spare


def test_nothing_is_spared_while_the_service_asks_to_wait_or_has_no_such_model() -> None:
    allowance = Allowance()
    allowance.hold(10.0, 0.0)
    assert not allowance.can_spare(9.0)
    assert allowance.can_spare(11.0)
    allowance.closed = True
    assert not allowance.can_spare(11.0)


def test_a_gateway_spares_a_call_until_its_limits_are_known_to_be_low() -> None:
    async def play(gateway: Gateway, provider: Watched) -> None:
        assert gateway.can_spare()
        seat = gateway.organisations.seat(CHAIN[-1], 0, 0.0)
        assert seat is not None
        seat.allowance.hold(60.0, asyncio.get_running_loop().time())
        assert not gateway.can_spare()

    with_gateway(play)
