"""Answers, streams, keys and models, with a server that was written by somebody else."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from nexus_cli.errors import BrainAnswerError, BrainKeyError, BrainModelError
from nexus_cli.llm import Gateway, LLMOptions, Usage, open_compatible, open_groq
from nexus_cli.telemetry import Telemetry
from tests.foreign.aimock import KEYS, Aimock, answer, refusal
from tests.foreign.calling import LARGE, SAY, SMALL, Caller, Verdict, compatible, groq

pytestmark = pytest.mark.foreign

RIGHT = {"why": "The lamp was cleaned before sunset.", "score": 4}
QUESTION = "What did you find when you opened the lamp?"
PIECES = ["What did", " you fin", "d when y", "ou opene", "d the la", "mp?"]
IN_EIGHTS = {"chunkSize": 8}
TOKENS = {"prompt_tokens": 120, "completion_tokens": 9}
COUNTED = Usage(prompt_tokens=120, completion_tokens=9)


def test_a_whole_answer_fills_a_model_and_its_tokens_are_counted(
    aimock: Aimock, caller: Caller
) -> None:
    aimock.play(answer(RIGHT, usage=TOKENS))
    filled = caller.fill()
    assert filled.value == Verdict(**RIGHT)
    assert not filled.asked_again
    assert filled.answer.usage == COUNTED
    assert caller.telemetry.counters[f"llm_prompt_tokens {LARGE}"] == 120
    assert caller.telemetry.counters[f"llm_completion_tokens {LARGE}"] == 9


def test_a_whole_answer_is_asked_for_with_a_strict_schema(aimock: Aimock, caller: Caller) -> None:
    aimock.play(answer(RIGHT, when={"responseFormat": "json_schema"}))
    caller.fill()
    [seen] = aimock.seen
    described = seen["body"]["response_format"]["json_schema"]
    assert described["strict"] is True
    assert described["schema"]["required"] == ["why", "score"]
    assert not seen["body"].get("stream")


@pytest.mark.parametrize(
    "wrong",
    [
        {"why": "No number.", "score": "many"},
        {"why": "No score."},
        [RIGHT],
        "Here it is: {}",
        '{"why": "Doubled.", "score": 1, "score": 5}',
    ],
)
def test_an_answer_that_does_not_fit_is_asked_for_once_more_with_what_was_wrong(
    aimock: Aimock, caller: Caller, wrong: object
) -> None:
    aimock.play(answer(RIGHT, when={"userMessage": "reply was refused"}), answer(wrong))
    filled = caller.fill()
    assert filled.asked_again
    assert filled.value == Verdict(**RIGHT)
    assert aimock.statuses == [200, 200]


@pytest.mark.parametrize(
    "never", [answer({"why": "No score."}), answer(RIGHT, finishReason="length")]
)
def test_an_answer_that_never_fits_or_is_always_cut_off_is_an_error(
    aimock: Aimock, caller: Caller, never: dict[str, object]
) -> None:
    aimock.play(never)
    with pytest.raises(BrainAnswerError):
        caller.fill()
    assert aimock.statuses == [200, 200]


def test_a_stream_s_text_comes_in_pieces_and_ends_complete(aimock: Aimock, caller: Caller) -> None:
    aimock.play(answer(QUESTION, pace=IN_EIGHTS))
    heard = caller.hear()
    assert heard.pieces == PIECES
    [told] = heard.answers
    assert (told.text, told.finish_reason, told.model) == (QUESTION, "stop", LARGE)


def test_a_stream_that_ran_out_of_room_says_so(aimock: Aimock, caller: Caller) -> None:
    aimock.play(answer(QUESTION, finishReason="length"))
    assert [told.finish_reason for told in caller.hear().answers] == ["length"]


def test_what_the_model_thought_is_not_said(aimock: Aimock, caller: Caller) -> None:
    aimock.play(answer(QUESTION, reasoning="They never opened it.", pace=IN_EIGHTS))
    assert caller.hear().text == QUESTION
    aimock.reset()
    aimock.play(answer(RIGHT, reasoning="The score is 0."))
    assert caller.fill().value == Verdict(**RIGHT)


def test_a_compatible_server_is_asked_for_the_tokens_of_a_stream(aimock: Aimock) -> None:
    aimock.play(answer(QUESTION, usage=TOKENS))
    caller = compatible(aimock.url)
    assert [told.usage for told in caller.hear().answers] == [COUNTED]
    assert caller.telemetry.counters[f"llm_completion_tokens {LARGE}"] == 9


def test_a_stream_that_does_not_tell_its_tokens_is_complete_all_the_same(aimock: Aimock) -> None:
    aimock.play(answer(QUESTION, usage=TOKENS))  # not told: Groq's own are in `x_groq`
    assert [told.usage for told in groq(aimock.url).hear().answers] == [Usage()]


def test_comments_in_a_stream_are_passed_over_and_all_four_counts_are_read(aimock: Aimock) -> None:
    counts = TOKENS | {
        "prompt_tokens_details": {"cached_tokens": 64},
        "completion_tokens_details": {"reasoning_tokens": 5},
    }
    aimock.play(answer(QUESTION, usage=counts, pace={"openRouterProcessing": True}))
    heard = compatible(aimock.url, "/api/v1").hear()
    assert heard.text == QUESTION
    assert [told.usage for told in heard.answers] == [Usage(120, 64, 9, 5)]


def test_the_key_opens_the_door_and_no_other_header_carries_it(
    aimock: Aimock, caller: Caller
) -> None:
    aimock.play(answer(RIGHT))
    caller.fill()
    [seen] = aimock.seen  # aimock answers keys it knows, and blackens the headers that carry them
    assert [name for name, value in seen["headers"].items() if value == "[REDACTED]"] == [
        "authorization"
    ]
    assert KEYS[0] not in str(seen)


def test_a_key_that_is_refused_is_an_error_that_does_not_repeat_it(
    aimock: Aimock, caller: Caller
) -> None:
    aimock.play(answer(RIGHT))
    stranger = replace(caller, keys=["sk-of-a-stranger"])
    with pytest.raises(BrainKeyError) as refused:
        stranger.fill()
    assert "stranger" not in str(refused.value)
    (listed,) = stranger.through(Gateway.usable_models).values()
    assert isinstance(listed, BrainKeyError)
    assert not aimock.seen


def test_another_organisation_s_key_stands_in_for_one_that_is_refused(
    aimock: Aimock, caller: Caller
) -> None:
    aimock.play(answer(QUESTION))
    assert replace(caller, keys=["sk-revoked", KEYS[1]]).hear().text == QUESTION


def test_the_models_on_offer_are_listed(aimock: Aimock, caller: Caller) -> None:
    offered = [answer("Yes.", when={"model": model}) for model in (SMALL, LARGE)]
    aimock.play(*offered)
    assert caller.through(Gateway.usable_models) == {"org-0": [LARGE, SMALL]}


def test_the_next_model_answers_for_one_that_is_not_offered(aimock: Aimock, caller: Caller) -> None:
    retired = refusal(404, "model_not_found", when={"model": LARGE})
    aimock.play(retired, answer(RIGHT, when={"model": SMALL}))
    assert replace(caller, models=[LARGE, SMALL]).fill().answer.model == SMALL
    assert aimock.statuses == [404, 200]
    with pytest.raises(BrainModelError, match=LARGE):
        caller.fill()


@pytest.mark.parametrize("path", ["", "/", "/openai/v1", "/openai/v1/"])
def test_groq_is_found_at_either_form_of_its_address(
    aimock: Aimock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    aimock.play(answer(QUESTION))
    monkeypatch.chdir(tmp_path)  # where there is no .env
    monkeypatch.setenv("GROQ_API_KEY", KEYS[0])
    monkeypatch.setenv("GROQ_BASE_URL", f"{aimock.url}{path}")
    assert said(open_groq(LLMOptions(), tmp_path, Telemetry())) == QUESTION
    assert [seen["path"] for seen in aimock.seen] == ["/openai/v1/chat/completions"]


@pytest.mark.parametrize("end", ["", "/"])
def test_a_compatible_server_is_found_where_its_own_address_ends(
    aimock: Aimock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    aimock.play(answer(QUESTION))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NEXUS_LLM_API_KEY", KEYS[0])
    monkeypatch.setenv("NEXUS_LLM_BASE_URL", f"{aimock.url}/v1{end}")
    monkeypatch.setenv("NEXUS_LLM_MODEL", LARGE)
    assert said(open_compatible(LLMOptions(), Telemetry())) == QUESTION
    assert [seen["path"] for seen in aimock.seen] == ["/v1/chat/completions"]


def said(gateway: Gateway) -> str:
    """Let a gateway speak that was opened as the program opens it."""

    async def whole() -> str:
        try:
            return "".join([text async for text in gateway.stream(SAY)])
        finally:
            await gateway.close()

    return asyncio.run(whole())
