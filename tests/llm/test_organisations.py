"""Keys pooled by organisation, under load and when one is refused."""

import asyncio
from dataclasses import replace

import pytest
from pydantic import SecretStr

from nexus_cli.bench.groq import Plan
from nexus_cli.errors import BrainBusyError, BrainKeyError
from nexus_cli.llm.faults import fault_of
from nexus_cli.llm.keys import Key
from nexus_cli.llm.organisations import Organisations
from tests.llm.in_memory import LimitedProvider, ScriptedProvider, gateway_to
from tests.llm.stage import GRADE, now
from tests.llm.virtual_time import virtual

REFUSED = fault_of(401, {"error": {}}, {}, "Groq", "m")


def plan(requests_a_minute: int) -> Plan:
    return Plan(requests_a_minute, 10**6, requests_a_minute * 266, 10**9)


def test_three_organisations_under_load_are_asked_by_head_room() -> None:
    """30, 30 and 300 requests a minute at 92 % for half an hour; at most one in a hundred refused.

    Half an hour, because the first ten minutes live on what is there at the start. No header tells
    requests a minute: the large organisation's limit is learnt from a refusal.
    """
    load_a_minute = 0.92 * 360

    async def play() -> None:
        provider = LimitedProvider({"a": plan(30), "b": plan(30), "c": plan(300)}, seconds=0.8)
        gateway = gateway_to(provider, ["a:a", "b:b", "c:c"])
        call = replace(GRADE, max_completion_tokens=100)

        async def one(at: float) -> None:
            await asyncio.sleep(at)
            await gateway.complete(call)

        count = int(30 * load_a_minute)
        async with asyncio.TaskGroup() as group:
            for number in range(count):
                group.create_task(one(number * 60 / load_a_minute))
        answered = sum(n for (_, status), n in provider.statuses.items() if status == 200)
        refused = sum(n for (_, status), n in provider.statuses.items() if status == 429)
        assert answered == count
        assert refused <= count / 100
        assert all(provider.statuses[name, 200] > 200 for name in "abc")
        assert now() <= 30 * 60 + 20

    virtual(play())


def test_of_two_that_could_answer_at_once_the_one_with_more_room_is_asked() -> None:
    async def play() -> None:
        provider = LimitedProvider({"a": plan(30), "b": plan(30)}, seconds=0.0)
        gateway = gateway_to(provider, ["a:a", "b:b"])
        for _ in range(20):
            await gateway.complete(replace(GRADE, max_completion_tokens=100))
        assert provider.statuses == {("a", 200): 10, ("b", 200): 10}

    virtual(play())


def test_keys_of_one_organisation_give_no_more_than_one_key() -> None:
    async def play() -> None:
        provider = LimitedProvider({"k": plan(30)}, seconds=0.1)
        gateway = gateway_to(provider, ["a:k", "a:other"])
        call = replace(GRADE, max_completion_tokens=100)
        for _ in range(60):
            await gateway.complete(call)
        assert provider.statuses["k", 429] == 0
        assert now() >= 55

    virtual(play())


def test_a_refused_key_is_stood_in_for_by_the_next_of_its_organisation() -> None:
    async def play() -> None:
        provider = ScriptedProvider(REFUSED, "Yes.")
        gateway = gateway_to(provider, ["a:revoked", "a:fresh"])
        await gateway.complete(GRADE)
        await gateway.complete(GRADE)
        assert provider.keys == ["revoked", "fresh", "fresh"]

    virtual(play())


def test_when_every_key_is_refused_the_sentence_says_so_without_asking_again() -> None:
    async def play() -> None:
        provider = ScriptedProvider(REFUSED)
        gateway = gateway_to(provider, ["a:one", "b:two"])
        with pytest.raises(BrainKeyError, match="refuses the key"):
            await gateway.complete(GRADE)
        with pytest.raises(BrainKeyError, match="no key"):
            await gateway.complete(GRADE)
        assert len(provider.keys) == 2

    virtual(play())


def test_two_names_for_one_organisation_become_one_once_it_says_its_own() -> None:
    busy = BrainBusyError("Busy.", retry_after_seconds=50, organisation="org_same")

    async def play() -> None:
        provider = ScriptedProvider(busy, busy, "Yes.")
        gateway = gateway_to(provider, ["a:one", "b:two"])
        await gateway.complete(GRADE)
        stale = gateway.organisations.seat(GRADE.kind, 1, now())
        assert stale is not None
        gateway.organisations.told(replace(stale.organisation), "org_same")
        assert gateway.organisations.sentence() == (
            "Organisations: a (2 keys). Keys of one organisation share one limit."
        )

    virtual(play())


def test_the_sentence_about_organisations_holds_no_key() -> None:
    pool = Organisations([Key("acme", SecretStr("gsk_x")), Key("mine", SecretStr("gsk_y"))])
    assert pool.sentence() == "Organisations: acme (1 key), mine (1 key)."
