"""Full jitter, the budget of retries, the breaker, and a thousand gradings in a storm."""

import json
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.bench.groq import FaultKind, LatencyProfile, LoopbackGroq, at_rates
from nexus_cli.errors import BrainError, BrainUnavailableError
from nexus_cli.llm import ChatRequest, Gateway, fill
from nexus_cli.llm.backoff import CAP_SECONDS, full_jitter
from nexus_cli.llm.breaker import Breaker
from nexus_cli.llm.budget import RetryBudget
from tests.llm.in_memory import ScriptedProvider, gateway_to
from tests.llm.stage import CHAIN, GRADE, SAY, Stage, Verdict, heard, on_stage
from tests.llm.virtual_time import timing, virtual

DOWN = BrainUnavailableError("Down.")


@given(st.integers(1, 60), st.floats(0, 1, exclude_max=True))
def test_a_wait_lies_between_nothing_and_a_cap_that_doubles(failures: int, drawn: float) -> None:
    wait = full_jitter(failures, lambda: drawn)
    assert 0 <= wait <= min(CAP_SECONDS, 0.25 * 2 ** (failures - 1))
    assert full_jitter(failures, lambda: 0.0) == 0


@given(st.lists(st.booleans(), max_size=300), st.sampled_from([0.1, 0.25]))
def test_retries_never_exceed_their_share_and_the_few_saved(
    failed: list[bool], share: float
) -> None:
    budget = RetryBudget(share)
    retries = 0
    for wants in failed:
        budget.earn()
        retries += wants and budget.spend()
    assert retries <= 3 + share * len(failed) + 1e-6


def test_a_breaker_opens_after_five_failures_in_a_row_and_lets_one_call_try() -> None:
    breaker = Breaker()
    for _ in range(4):
        breaker.failed(0.0)
    assert breaker.allows(0.0)
    breaker.failed(0.0)
    assert not breaker.allows(4.9)
    assert breaker.allows(5.0)
    breaker.sent(5.0)
    assert not breaker.allows(5.1), "one call tries, the others wait for it"
    breaker.succeeded()
    assert breaker.allows(5.2)


def test_a_success_between_failures_keeps_a_breaker_closed() -> None:
    breaker = Breaker()
    for _ in range(20):
        breaker.failed(0.0)
        breaker.failed(0.0)
        breaker.succeeded()
    assert breaker.allows(0.0)


def test_a_slow_model_of_ones_own_is_waited_for_as_long_as_its_owner_says() -> None:
    server = LoopbackGroq(latency=LatencyProfile(first_token_seconds=10.0, tokens_a_second=20))

    async def play(stage: Stage) -> None:
        with pytest.raises(BrainUnavailableError):
            await heard(stage)
        patient = Gateway(
            stage.gateway.provider, stage.gateway.organisations, CHAIN, timing(0.5), slower=10.0
        )
        assert "".join([text async for text in patient.stream(SAY)])

    on_stage(server, play)


@pytest.mark.parametrize(("kind", "share"), [(SAY, 0.10), (GRADE, 0.25)])
def test_a_service_that_fails_every_other_time_gets_few_more_requests_than_calls(
    kind: ChatRequest, share: float
) -> None:
    async def play() -> None:
        every_other: list[BrainError | str] = [DOWN, "Yes."] * 400
        provider = ScriptedProvider(*every_other)
        gateway = gateway_to(provider)
        for _ in range(200):
            with suppress(BrainError):
                await gateway.complete(kind)
        assert len(provider.requests) <= 200 * (1 + share) + 3

    virtual(play())


def test_gradings_that_fail_leave_the_retries_of_the_conversation_alone() -> None:
    async def play() -> None:
        provider = ScriptedProvider(*[DOWN] * 4, "Yes.", DOWN, "Yes.")
        gateway = gateway_to(provider)
        for _ in range(2):
            with suppress(BrainError):
                await gateway.complete(GRADE)
        assert [text async for text in gateway.stream(SAY)] == ["Yes."]

    virtual(play())


STORM = {
    FaultKind.RATE_LIMITED: 0.20,
    FaultKind.SERVER_ERROR: 0.05,
    FaultKind.STALL: 0.07,
    FaultKind.BAD_JSON: 0.05,
}


def test_of_gradings_in_a_storm_nearly_all_are_made_and_none_is_invented() -> None:
    """The storm of a bad day: 20 % 429, 5 % 500, 7 % silence, 5 % bad JSON."""
    calls = 200

    async def play(stage: Stage) -> None:
        made = 0
        for number in range(calls):
            request = replace(GRADE, user=f"answer {number}")
            with suppress(BrainError):
                filled = await fill(stage.gateway, request, Verdict)
                assert filled.value.why == f"answer {number}"
                made += 1
        assert made >= 0.98 * calls

    def echo(body: dict[str, Any]) -> str:
        lines = body["messages"][1]["content"].splitlines()
        return json.dumps({"why": lines[0], "score": 3})

    server = LoopbackGroq(
        answer=echo,
        faults=at_rates(STORM, seed=7, retry_after="2"),
        latency=LatencyProfile(first_token_seconds=0.4, tokens_a_second=500),
    )
    on_stage(server, play)
