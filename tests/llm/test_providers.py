"""What is sent, and what the SDK's errors become."""

import subprocess
import sys
from dataclasses import replace

import groq
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from nexus_cli.bench.groq import Fault, FaultKind, LoopbackGroq, in_order
from nexus_cli.errors import BrainKeyError, BrainModelError, BrainUnavailableError
from nexus_cli.llm import Answer, ChatRequest, Gateway, fill
from nexus_cli.llm.groq import TRANSLATIONS, translated
from nexus_cli.llm.keys import Key
from nexus_cli.llm.openai_compatible import OpenAICompatibleProvider
from nexus_cli.llm.organisations import Organisations
from tests.llm.stage import GRADE, LARGE, SAY, SMALL, Stage, Verdict, heard, now, on_stage
from tests.llm.virtual_time import SETTLE_SECONDS, timing, virtual

REQUEST = httpx.Request("POST", "http://127.0.0.1/")


def family(kind: type[Exception]) -> set[type[Exception]]:
    """A class and everything below it."""
    return {kind}.union(*(family(below) for below in kind.__subclasses__()))


def test_every_exception_of_the_sdk_has_a_meaning_of_its_own() -> None:
    names = {kind.__name__ for kind in family(groq.GroqError) if kind.__module__[:4] == "groq"}
    assert len(names) >= 10
    assert names == set(TRANSLATIONS)


def test_every_exception_that_the_sdk_lets_through_becomes_one_of_ours() -> None:
    through = family(httpx.HTTPError) | family(httpx.StreamError) | {httpx.InvalidURL}
    kinds: set[type[Exception]] = through | {ValueError, AttributeError, TypeError}
    for kind in kinds:
        error: Exception = kind.__new__(kind)
        assert isinstance(translated(error, "Groq", "m"), BrainUnavailableError), kind


@given(
    st.integers(300, 599),
    st.none() | st.text() | st.lists(st.integers()) | st.dictionaries(st.just("error"), st.text()),
)
def test_every_status_and_body_become_one_of_ours_with_a_next_step(
    status: int, body: object
) -> None:
    response = httpx.Response(status, request=REQUEST)
    ours = translated(
        groq.APIStatusError("secret words", response=response, body=body), "Groq", "m"
    )
    assert ours.next_step
    assert "secret" not in str(ours)


def test_a_whole_answer_is_asked_for_with_a_strict_schema_and_hidden_reasoning() -> None:
    async def play(stage: Stage) -> None:
        await fill(stage.gateway, replace(GRADE, effort="medium"), Verdict)
        body = stage.server.seen[0].body
        assert not body["stream"]
        assert body["response_format"]["json_schema"]["strict"] is True
        assert body["reasoning_effort"] == "medium"
        assert body["include_reasoning"] is False
        assert [message["role"] for message in body["messages"]] == ["system", "user"]

    on_stage(LoopbackGroq(), play)


def test_a_model_that_may_not_reason_is_not_told_how_hard_to() -> None:
    async def play(stage: Stage) -> None:
        await heard(stage)
        assert "reasoning_effort" not in stage.server.seen[0].body

    on_stage(LoopbackGroq(models=["other/model"]), play, models=["other/model"])


def test_speech_is_streamed_word_by_word_and_told_whole_at_the_end() -> None:
    async def play(stage: Stage) -> None:
        answers: list[Answer] = []
        pieces = [text async for text in stage.gateway.stream(SAY, answers.append)]
        assert pieces == ["I ", "see. ", "What ", "happened ", "next?"]
        assert answers[0].text == "I see. What happened next?"
        assert answers[0].usage.completion_tokens > 0
        assert answers[0].model == LARGE

    on_stage(LoopbackGroq(), play)


def test_tokens_that_an_earlier_prompt_began_with_are_counted_as_cached() -> None:
    shared = replace(GRADE, system="The lamp is cleaned before every sunset. " * 100)

    async def play(stage: Stage) -> None:
        first = await stage.gateway.complete(shared)
        second = await stage.gateway.complete(replace(shared, user="Another answer."))
        assert first.usage.cached_tokens == 0
        assert second.usage.cached_tokens >= 0.8 * second.usage.prompt_tokens
        counted = stage.telemetry.counters[f"llm_cached_tokens {LARGE}"]
        assert counted == second.usage.cached_tokens

    on_stage(LoopbackGroq(), play)


def test_the_models_that_a_key_can_use_are_listed_and_a_refused_key_says_so() -> None:
    async def play(stage: Stage) -> None:
        assert await stage.gateway.usable_models() == {"default": [LARGE, SMALL]}
        with pytest.raises(BrainKeyError):
            await stage.gateway.provider.models(SecretStr("gsk_other"))

    on_stage(LoopbackGroq(organisations={"gsk_one": "org"}), play)


def test_importing_the_gateway_loads_no_sdk() -> None:
    program = "import sys, nexus_cli.llm; print('groq' in sys.modules, 'httpx' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.split() == ["False", "False"]


def local(server: LoopbackGroq, request: ChatRequest) -> str:
    """Ask the loopback under its `/openai/v1`, as a local server would be asked under `/v1`."""

    async def whole() -> str:
        async with server:
            provider = OpenAICompatibleProvider(f"{server.url}/openai/v1/")
            pool = Organisations([Key("default", SecretStr(""))])
            gateway = Gateway(provider, pool, [LARGE], timing())
            try:
                if request.patience.name == "interactive":
                    return "".join([text async for text in gateway.stream(request)])
                return (await fill(gateway, request, Verdict)).value.why
            finally:
                assert now() < 31
                await gateway.close()

    return virtual(whole(), SETTLE_SECONDS)


def test_any_compatible_server_speaks_and_fills_forms() -> None:
    server = LoopbackGroq()
    assert local(server, SAY) == "I see. What happened next?"
    assert local(server, GRADE) == "word"
    assert "reasoning_effort" not in server.seen[0].body


@pytest.mark.parametrize(
    "kind",
    [
        *(FaultKind.SERVER_ERROR, FaultKind.DROP, FaultKind.STALL, FaultKind.HTML),
        *(FaultKind.BAD_BODY, FaultKind.NO_CHOICES, FaultKind.RATE_LIMITED),
    ],
)
def test_a_compatible_server_may_fail_once(kind: FaultKind) -> None:
    assert local(LoopbackGroq(faults=in_order([Fault(kind, retry_after="0.1")])), GRADE) == "word"


@pytest.mark.parametrize(
    "kind",
    [
        *(FaultKind.NO_DONE, FaultKind.BAD_CHUNK, FaultKind.ERROR_CHUNK),
        *(FaultKind.DROP_MIDWAY, FaultKind.STALL_MIDWAY),
    ],
)
def test_a_stream_of_a_compatible_server_that_breaks_is_a_failure(kind: FaultKind) -> None:
    with pytest.raises(BrainUnavailableError):
        local(LoopbackGroq(faults=in_order([kind])), SAY)


def test_a_compatible_server_without_the_model_says_so() -> None:
    with pytest.raises(BrainModelError, match="does not offer"):
        local(LoopbackGroq(models=["another"]), GRADE)
