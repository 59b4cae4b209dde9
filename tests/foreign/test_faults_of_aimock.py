"""Limits, failures and silences, made by a server that was written by somebody else."""

import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from nexus_cli.errors import (
    BrainBusyError,
    BrainError,
    BrainRequestError,
    BrainTooLargeError,
    BrainUnavailableError,
)
from nexus_cli.llm import Patience
from tests.foreign.aimock import Aimock, answer, refusal
from tests.foreign.calling import CALM, GRADE, SAY, Caller, Verdict, compatible

pytestmark = pytest.mark.foreign

RIGHT = Verdict(why="The lamp was cleaned before sunset.", score=4)
GOOD = answer(RIGHT.model_dump())
QUESTION = "What did you find when you opened the lamp?"
FIRST = {"sequenceIndex": 0}
"""Matches the first request only."""
LONG_MS = 25_000
"""A silence that no test sits out."""
STALLING = {"ttftMs": 0, "interChunkDelaysMs": [0, 0, 0, LONG_MS], "totalDurationMs": LONG_MS}
HASTY = replace(CALM, attempt_seconds=0.6)
LISTENING = replace(CALM, gap_seconds=0.3)

Ask = Callable[[Patience], Verdict]


@pytest.fixture(params=["whole", "streamed"])
def ask(request: pytest.FixtureRequest, caller: Caller) -> Ask:
    """The same answer, asked for whole or streamed."""

    def whole(patience: Patience) -> Verdict:
        return caller.fill(replace(GRADE, patience=patience)).value

    def streamed(patience: Patience) -> Verdict:
        heard = caller.hear(replace(SAY, patience=patience))
        if heard.fault:
            raise heard.fault
        return Verdict.model_validate_json(heard.text)

    return whole if request.param == "whole" else streamed


def test_a_limit_is_waited_out_for_as_long_as_the_service_says(
    aimock: Aimock, caller: Caller, ask: Ask
) -> None:
    aimock.play(refusal(429, "rate_limit_exceeded", FIRST, retryAfter=7), GOOD)
    assert ask(CALM) == RIGHT
    assert aimock.statuses == [429, 200]
    assert 7 <= caller.clock.skipped < 9


def test_a_limit_longer_than_the_patience_is_told_at_once(
    aimock: Aimock, caller: Caller, ask: Ask
) -> None:
    aimock.play(refusal(429, "rate_limit_exceeded", retryAfter=700))
    with pytest.raises(BrainBusyError) as busy:
        ask(CALM)
    assert busy.value.retry_after_seconds == pytest.approx(700, abs=2)
    assert aimock.statuses == [429]
    assert caller.clock.skipped == 0


@pytest.mark.parametrize("status", [500, 529, 408])
def test_a_failure_that_passes_costs_a_second_attempt(
    aimock: Aimock, ask: Ask, status: int
) -> None:
    aimock.play(refusal(status, when=FIRST), GOOD)
    assert ask(CALM) == RIGHT
    assert aimock.statuses == [status, 200]


@pytest.mark.parametrize(
    ("chaos", "status"),
    [("dropRate", 500), ("malformedRate", 200), ("rateLimitRate", 429), ("disconnectRate", 0)],
)
def test_each_kind_of_chaos_is_got_over_when_it_strikes_once(
    aimock: Aimock, ask: Ask, chaos: str, status: int
) -> None:
    aimock.play(answer("Unsaid.", when=FIRST, pace={"chaos": {chaos: 1}}), GOOD)
    assert ask(CALM) == RIGHT
    assert aimock.statuses == [status, 200]


@pytest.mark.parametrize(
    ("chaos", "status"), [("dropRate", 500), ("malformedRate", 200), ("disconnectRate", 0)]
)
def test_a_service_that_goes_on_failing_is_given_up_after_three_attempts(
    aimock: Aimock, ask: Ask, chaos: str, status: int
) -> None:
    aimock.play(GOOD)
    aimock.disturb(**{chaos: 1})
    with pytest.raises(BrainUnavailableError):
        ask(CALM)
    assert aimock.statuses == [status] * 3


def test_under_any_mix_of_faults_a_call_ends_in_the_answer_or_in_an_error_of_ours(
    aimock: Aimock, ask: Ask
) -> None:
    aimock.play(GOOD)
    aimock.disturb(dropRate=0.15, malformedRate=0.15, rateLimitRate=0.15, disconnectRate=0.15)
    answers = 0
    for _ in range(20):
        try:
            assert ask(CALM) == RIGHT
            answers += 1
        except BrainError as fault:
            assert fault.next_step
    assert answers
    assert set(aimock.statuses) - {200}


@pytest.mark.parametrize(
    ("refused", "kind"),
    [
        (refusal(400, "invalid_request_error"), BrainRequestError),
        (refusal(404), BrainRequestError),
        (refusal(422), BrainRequestError),
        (refusal(400, "context_length_exceeded"), BrainTooLargeError),
        (refusal(413), BrainTooLargeError),
    ],
)
def test_a_request_that_is_refused_is_not_sent_again(
    aimock: Aimock, ask: Ask, refused: dict[str, object], kind: type[BrainError]
) -> None:
    aimock.play(refused)
    with pytest.raises(kind) as error:
        ask(CALM)
    assert "made-up refusal" not in str(error.value)
    assert len(aimock.seen) == 1


def test_a_tool_call_in_place_of_an_answer_is_no_answer(aimock: Aimock, ask: Ask) -> None:
    call = {"name": "score", "arguments": '{"why": "Called.", "score": 5}'}
    aimock.play({"match": FIRST, "response": {"toolCalls": [call]}}, GOOD)
    assert ask(CALM) == RIGHT


def test_a_silent_attempt_is_given_up_and_the_next_one_answers(aimock: Aimock, ask: Ask) -> None:
    aimock.play(answer("Late.", when=FIRST, pace={"chaos": {"latencyMs": LONG_MS}}), GOOD)
    assert ask(HASTY) == RIGHT


def test_a_service_that_stays_silent_is_an_error_within_the_patience(
    aimock: Aimock, ask: Ask
) -> None:
    aimock.play(GOOD)
    aimock.disturb(latencyMs=LONG_MS)
    started = time.monotonic()
    with pytest.raises(BrainUnavailableError, match="did not answer in time"):
        ask(replace(CALM, answer_seconds=0.4, attempt_seconds=0.2))
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    "pace",
    [
        {"truncateAfterChunks": 1, "latency": 5},  # the first chunk has a role and no text
        {"disconnectAfterMs": 1, "latency": LONG_MS},
        {"streamingProfile": {"ttft": LONG_MS}},
    ],
)
def test_a_stream_that_ends_before_its_first_word_is_asked_for_again(
    aimock: Aimock, caller: Caller, pace: dict[str, object]
) -> None:
    aimock.play(answer("Unheard.", when=FIRST, pace=pace), answer(QUESTION))
    heard = caller.hear(replace(SAY, patience=HASTY))
    assert (heard.text, heard.fault) == (QUESTION, None)


@pytest.mark.parametrize(
    ("pace", "sentence"),
    [
        ({"truncateAfterChunks": 5, "latency": 5}, "broke off"),
        ({"recordedTimings": STALLING}, "did not answer in time"),
    ],
)
def test_a_stream_that_ends_midway_keeps_what_was_said_and_is_not_begun_anew(
    aimock: Aimock, caller: Caller, pace: dict[str, object], sentence: str
) -> None:
    aimock.play(answer(QUESTION, pace={"chunkSize": 8, **pace}))
    heard = caller.hear(replace(SAY, patience=LISTENING))
    assert isinstance(heard.fault, BrainUnavailableError)
    assert sentence in str(heard.fault)
    assert heard.text
    assert QUESTION.startswith(heard.text)
    assert heard.text != QUESTION
    assert not heard.answers
    assert len(aimock.seen) == 1


def test_a_slow_stream_that_moves_is_heard_to_its_end(aimock: Aimock, caller: Caller) -> None:
    slow = {"chunkSize": 2, "streamingProfile": {"ttft": 0, "tps": 25}}
    aimock.play(answer(QUESTION, pace=slow))
    started = time.monotonic()
    heard = caller.hear(replace(SAY, patience=HASTY))
    assert (heard.text, heard.fault) == (QUESTION, None)
    assert time.monotonic() - started > HASTY.attempt_seconds


def test_errors_with_a_number_for_a_code_are_understood(aimock: Aimock) -> None:
    caller = compatible(aimock.url, "/api/v1")  # OpenRouter's form of an error
    aimock.play(refusal(429, when=FIRST, retryAfter=3), GOOD)
    assert caller.fill().value == RIGHT
    assert 3 <= caller.clock.skipped < 5
    assert aimock.statuses == [429, 200]
