"""Limits in headers and sentences, kept before they are hit and honoured when they are."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.bench.groq import (
    FREE_PLAN,
    Fault,
    FaultKind,
    LatencyProfile,
    LoopbackGroq,
    in_order,
)
from nexus_cli.bench.groq.ledger import go_duration
from nexus_cli.errors import BrainBusyError, BrainTooLargeError
from nexus_cli.llm import INTERACTIVE, ChatRequest, Usage
from nexus_cli.llm.faults import fault_of
from nexus_cli.llm.limits import RateLimits, never_fits, rate_limits, retry_after, seconds_of
from nexus_cli.llm.protocol import Finished, Fragment, Piece
from tests.llm.in_memory import ScriptedProvider, gateway_to
from tests.llm.stage import GRADE, LARGE, SAY, SMALL, Stage, heard, now, on_stage
from tests.llm.virtual_time import virtual

LONG = replace(GRADE, max_completion_tokens=5_300)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        *(("1m26.4s", 86.4), ("7.66s", 7.66), ("120ms", 0.12), ("2m52.8s", 172.8)),
        *(("6m 11.52s", 371.52), ("1h0m0.5s", 3600.5), ("120", 120.0), ("0", 0.0)),
        *(("", None), ("soon", None), ("-3s", None)),
    ],
)
def test_go_durations_are_read(text: str, seconds: float | None) -> None:
    assert seconds_of(text) == pytest.approx(seconds)


@given(st.floats(min_value=0.001, max_value=90_000))
def test_every_duration_that_go_writes_is_read(seconds: float) -> None:
    assert seconds_of(go_duration(seconds)) == pytest.approx(seconds, abs=0.001)


@given(st.text())
def test_no_text_breaks_the_readers(text: str) -> None:
    seconds = seconds_of(text)
    assert seconds is None or seconds >= 0
    headers = {"retry-after": text, "x-ratelimit-limit-tokens": text}
    assert (retry_after(headers, text) or 0) >= 0
    assert rate_limits(headers).requests_left is None
    never_fits(text)


def test_a_refusal_that_names_a_time_in_words_is_understood() -> None:
    assert retry_after({}, "... Please try again in 11m0.528s. Visit ...") == 660.528
    assert retry_after({"retry-after": "2"}, "try again in 2.4s") == 2.4
    assert retry_after({"retry-after": "Wed, 21 Oct 2026 07:28:00 GMT"}, "") is None


def test_two_minutes_are_waited_out_when_nobody_waits_and_no_other_model_is_there() -> None:
    busy = Fault(FaultKind.RATE_LIMITED, retry_after="120")

    async def play(stage: Stage) -> None:
        assert (await stage.gateway.complete(GRADE)).model == LARGE
        assert stage.statuses == [429, 200]
        assert 120 <= now() <= 121
        assert [round(wait.seconds) for wait in stage.waits] == [120]

    on_stage(LoopbackGroq(faults=in_order([busy])), play, models=[LARGE])


def test_two_minutes_become_the_next_model_when_there_is_one() -> None:
    busy = Fault(FaultKind.RATE_LIMITED, retry_after="1m26.4s")

    async def play(stage: Stage) -> None:
        assert (await stage.gateway.complete(GRADE)).model == SMALL
        assert (await stage.gateway.complete(GRADE)).model == SMALL
        await asyncio.sleep(90)
        assert (await stage.gateway.complete(GRADE)).model == LARGE
        assert stage.statuses == [429, 200, 200, 200]

    on_stage(LoopbackGroq(faults=in_order([busy])), play)


def test_waiting_for_a_limit_costs_no_retries() -> None:
    busy = Fault(FaultKind.RATE_LIMITED, retry_after="2")

    async def play(stage: Stage) -> None:
        await stage.gateway.complete(GRADE)
        assert stage.telemetry.counters["llm_retries"] == 0
        assert stage.telemetry.counters["llm_limits_hit"] == 12

    on_stage(LoopbackGroq(faults=in_order([busy] * 12)), play)


def test_a_limit_that_lasts_longer_than_anyone_waits_is_an_error_that_says_how_long() -> None:
    busy = Fault(FaultKind.RATE_LIMITED, retry_after="3600")

    async def play(stage: Stage) -> None:
        with pytest.raises(BrainBusyError, match="60 minutes"):
            await stage.gateway.complete(GRADE)
        assert stage.asked == [LARGE, SMALL]
        with pytest.raises(BrainBusyError):
            await heard(stage)
        assert len(stage.asked) == 2, "a limit known to be reached is not tried"

    on_stage(LoopbackGroq(faults=in_order([busy] * 2)), play)


def test_on_a_free_plan_twenty_large_gradings_are_all_made_and_none_is_refused() -> None:
    async def play(stage: Stage) -> None:
        for _ in range(20):
            await stage.gateway.complete(LONG)
        assert set(stage.statuses) == {200}

    on_stage(LoopbackGroq(plans={"org_loopback": FREE_PLAN}), play)


def test_on_a_free_plan_calls_made_at_once_wait_in_turn() -> None:
    thrifty = replace(GRADE, max_completion_tokens=3_000)
    answers: list[str] = []

    async def play(stage: Stage) -> None:
        async def one() -> None:
            answers.append((await stage.gateway.complete(thrifty)).text)

        await stage.gateway.complete(GRADE)
        await asyncio.gather(*(one() for _ in range(8)))
        assert len(answers) == 8
        assert stage.statuses.count(429) == 0
        assert now() <= 150

    slow = LatencyProfile(first_token_seconds=5)
    on_stage(LoopbackGroq(plans={"org_loopback": FREE_PLAN}, latency=slow), play, models=[LARGE])


def test_a_request_larger_than_a_known_limit_is_not_sent() -> None:
    async def play(stage: Stage) -> None:
        await stage.gateway.complete(GRADE)
        with pytest.raises(BrainTooLargeError):
            await stage.gateway.complete(replace(GRADE, max_completion_tokens=9_000))
        assert stage.statuses == [200, 413], "the second model's limit was not known yet"

    on_stage(LoopbackGroq(plans={"org_loopback": FREE_PLAN}), play)


def test_thirty_requests_a_minute_are_kept_though_no_header_tells_them() -> None:
    async def play(stage: Stage) -> None:
        small = replace(GRADE, max_completion_tokens=20)
        for _ in range(60):
            await stage.gateway.complete(small)
        assert stage.statuses.count(429) == 0

    on_stage(LoopbackGroq(plans={"org_loopback": FREE_PLAN}), play, models=[LARGE])


def test_a_refusal_that_no_waiting_cures_is_not_waited_out() -> None:
    message = "on tokens per minute (TPM): Limit 7000, Used 0, Requested ~12903. Please try again"
    body = {"error": {"message": message, "code": "rate_limit_exceeded"}}
    assert isinstance(fault_of(429, body, {"retry-after": "3"}, "Groq", "m"), BrainTooLargeError)
    fits = body["error"] | {"message": message.replace("12903", "6000")}
    assert isinstance(fault_of(429, {"error": fits}, {}, "Groq", "m"), BrainBusyError)


def test_a_call_that_waited_its_turn_heeds_a_limit_that_was_hit_meanwhile() -> None:
    told = RateLimits(1_000, 999, 8_000, 0)

    async def first(request: ChatRequest) -> AsyncGenerator[Piece, None]:
        yield told
        yield Fragment("Yes.")
        yield Finished("stop", Usage(prompt_tokens=request.tokens))

    async def play() -> None:
        busy = BrainBusyError("Busy.", retry_after_seconds=60)
        provider = ScriptedProvider(first, busy, "Yes.")
        gateway = gateway_to(provider)
        await gateway.complete(GRADE)
        sent: list[float] = []

        async def one(pause: float) -> None:
            await asyncio.sleep(pause)
            await gateway.complete(GRADE)
            sent.append(now())

        await asyncio.gather(one(0), one(1))
        assert len(provider.requests) == 4
        assert min(sent) >= 60

    virtual(play())


def test_an_answer_that_breaks_off_after_its_headers_is_charged_as_reserved() -> None:
    async def broken(request: ChatRequest) -> AsyncGenerator[Piece, None]:
        yield RateLimits(1_000, 999, 8_000, 8_000 - request.tokens)

    async def play() -> None:
        gateway = gateway_to(ScriptedProvider(broken))
        with pytest.raises(BrainBusyError, match="for the next 20 seconds"):
            await gateway.complete(replace(LONG, patience=INTERACTIVE))

    virtual(play())


def test_someone_who_waits_for_a_word_gets_the_model_that_has_room() -> None:
    async def play(stage: Stage) -> None:
        await stage.gateway.complete(LONG)
        await stage.gateway.complete(LONG)
        await heard(stage, replace(SAY, max_completion_tokens=6_000))
        assert stage.asked == [LARGE, LARGE, SMALL]
        assert not [wait for wait in stage.waits if wait.kind == "speak"]

    def long_winded(body: object) -> str:
        return "w" * 20_000

    server = LoopbackGroq(plans={"org_loopback": FREE_PLAN}, answer=long_winded)
    on_stage(server, play)
