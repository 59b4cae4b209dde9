"""The loopback Groq itself: what it counts and what it says, to a client that knows nothing."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from nexus_cli.bench.groq import FREE_PLAN, FaultKind, LatencyProfile, LoopbackGroq, at_rates
from nexus_cli.errors import UsageError
from tests.llm.stage import LARGE
from tests.llm.virtual_time import SETTLE_SECONDS, virtual

CHAT = "/openai/v1/chat/completions"
BODY: dict[str, Any] = {
    "model": LARGE,
    "messages": [{"role": "user", "content": "x" * 300}],
    "max_completion_tokens": 0,
}


def with_client(server: LoopbackGroq, play: Callable[[httpx.AsyncClient], Awaitable[None]]) -> None:
    async def whole() -> None:
        async with server, httpx.AsyncClient(base_url=server.url, trust_env=False) as client:
            client.headers["Authorization"] = "Bearer gsk_one"
            await play(client)

    virtual(whole(), SETTLE_SECONDS)


def test_the_headers_count_tokens_of_a_minute_and_requests_of_a_day() -> None:
    async def play(client: httpx.AsyncClient) -> None:
        headers = (await client.post(CHAT, json=BODY)).headers
        assert headers["x-ratelimit-limit-requests"] == "1000"
        assert headers["x-ratelimit-remaining-requests"] == "999"
        assert headers["x-ratelimit-reset-requests"] == "1m26.4s"
        assert headers["x-ratelimit-limit-tokens"] == "8000"
        assert headers["x-ratelimit-remaining-tokens"] == "7925"
        assert headers["x-ratelimit-reset-tokens"] == "562ms"
        assert "retry-after" not in headers

    with_client(LoopbackGroq(plans={"org_loopback": FREE_PLAN}), play)


@pytest.mark.parametrize(
    ("reserved", "admitted", "limit"),
    [(0, 30, "RPM"), (3_925, 2, "TPM")],
)
def test_the_limits_of_a_free_key_really_count(reserved: int, admitted: int, limit: str) -> None:
    async def play(client: httpx.AsyncClient) -> None:
        body = {**BODY, "max_completion_tokens": reserved}
        together = [client.post(CHAT, json=body) for _ in range(admitted + 3)]
        responses = await asyncio.gather(*together)
        refused = [response for response in responses if response.status_code == 429]
        assert len(refused) == 3
        error = refused[0].json()["error"]
        assert error["code"] == "rate_limit_exceeded"
        assert f"({limit}): Limit" in error["message"]
        await asyncio.sleep(float(refused[0].headers["retry-after"]))
        assert (await client.post(CHAT, json=body)).status_code == 200

    slow = LatencyProfile(first_token_seconds=1)
    with_client(LoopbackGroq(plans={"org_loopback": FREE_PLAN}, latency=slow), play)


def test_a_request_larger_than_a_minute_is_413_and_costs_nothing() -> None:
    async def play(client: httpx.AsyncClient) -> None:
        refused = await client.post(CHAT, json={**BODY, "max_completion_tokens": 8_000})
        assert refused.status_code == 413
        assert "Limit 8000" in refused.json()["error"]["message"]
        assert refused.headers["x-ratelimit-remaining-tokens"] == "8000"

    with_client(LoopbackGroq(plans={"org_loopback": FREE_PLAN}), play)


def test_keys_of_one_organisation_share_its_limit() -> None:
    async def play(client: httpx.AsyncClient) -> None:
        for key in ("gsk_one", "gsk_two"):
            client.headers["Authorization"] = f"Bearer {key}"
            response = await client.post(CHAT, json=BODY)
        assert response.headers["x-ratelimit-remaining-requests"] == "998"
        client.headers["Authorization"] = "Bearer gsk_stranger"
        assert (await client.post(CHAT, json=BODY)).status_code == 401

    server = LoopbackGroq(
        plans={"org_a": FREE_PLAN}, organisations={"gsk_one": "org_a", "gsk_two": "org_a"}
    )
    with_client(server, play)


def test_a_day_s_requests_end_and_the_minute_s_do_not_hide_it() -> None:
    async def play(client: httpx.AsyncClient) -> None:
        small = {**BODY, "messages": [{"role": "user", "content": "hi"}]}
        statuses = []
        for _ in range(60):
            response = await client.post(CHAT, json=small)
            statuses.append(response.status_code)
            await asyncio.sleep(2.1)
        assert statuses == [200] * 50 + [429] * 10
        assert "(RPD): Limit 50" in response.json()["error"]["message"]

    short_day = replace(FREE_PLAN, requests_a_day=50)
    with_client(LoopbackGroq(plans={"org_loopback": short_day}), play)


def test_it_serves_until_it_is_cancelled_and_leaves_the_port() -> None:
    async def whole() -> None:
        server = LoopbackGroq()
        task = asyncio.create_task(server.serve(0))
        await asyncio.sleep(0.1)
        async with httpx.AsyncClient(base_url=server.url, trust_env=False) as client:
            assert (await client.post(CHAT, json=BODY)).status_code == 200
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            with pytest.raises(httpx.TransportError):
                await client.post(CHAT, json=BODY)

    virtual(whole(), SETTLE_SECONDS)


def test_what_is_not_groqs_is_not_found_or_refused() -> None:
    async def play(client: httpx.AsyncClient) -> None:
        doubled = await client.post("/openai/v1/openai/v1/chat/completions", json=BODY)
        assert doubled.status_code == 404
        assert (await client.post(CHAT, content=b"{")).status_code == 400
        assert (await client.post(CHAT, json={"model": LARGE})).status_code == 400
        assert (await client.get("/openai/v1/models")).json()["data"][0]["id"] == LARGE

    with_client(LoopbackGroq(), play)


def test_answers_take_the_time_of_the_profile(tmp_path: Path) -> None:
    profile = tmp_path / "slow.json"
    profile.write_text('{"first_token_seconds": 2, "tokens_a_second": 10}')

    async def play(client: httpx.AsyncClient) -> None:
        started = asyncio.get_running_loop().time()
        response = await client.post(CHAT, json=BODY)
        tokens = response.json()["usage"]["completion_tokens"]
        took = asyncio.get_running_loop().time() - started
        assert took == pytest.approx(2 + tokens / 10, abs=0.1)

    with_client(LoopbackGroq(latency=LatencyProfile.read(profile)), play)
    profile.write_text('{"first_token": 2}')
    with pytest.raises(UsageError, match="latency profile"):
        LatencyProfile.read(profile)


def test_faults_come_at_their_rates_and_the_same_ones_each_time() -> None:
    rates = {FaultKind.RATE_LIMITED: 0.2, FaultKind.STALL: 0.05}
    first, second = (at_rates(rates, seed=3, retry_after="7") for _ in range(2))
    drawn = [first() for _ in range(2_000)]
    assert drawn == [second() for _ in range(2_000)]
    limited = [fault for fault in drawn if fault and fault.kind is FaultKind.RATE_LIMITED]
    assert len(limited) == pytest.approx(400, rel=0.2)
    assert {fault.retry_after for fault in limited} == {"7"}
