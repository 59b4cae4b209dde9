"""Everything that was seen to go wrong at Groq, through its SDK and a socket."""

import asyncio
from dataclasses import replace

import pytest

from nexus_cli.bench.groq import Fault, FaultKind, LatencyProfile, LoopbackGroq, in_order
from nexus_cli.errors import (
    BrainAnswerError,
    BrainBusyError,
    BrainError,
    BrainKeyError,
    BrainModelError,
    BrainRequestError,
    BrainTooLargeError,
    BrainUnavailableError,
)
from nexus_cli.llm import fill
from tests.llm.stage import GRADE, LARGE, SAY, SMALL, Stage, Verdict, heard, now, on_stage

PASSING_WHOLE = (
    FaultKind.SERVER_ERROR,
    FaultKind.STALL,
    FaultKind.DROP,
    FaultKind.HTML,
    FaultKind.BAD_BODY,
    FaultKind.NO_CHOICES,
    FaultKind.EMPTY,
)
PASSING_STREAM = (
    FaultKind.SERVER_ERROR,
    FaultKind.STALL,
    FaultKind.DROP,
    FaultKind.HTML,
    FaultKind.EMPTY,
)
MIDWAY = (
    FaultKind.STALL_MIDWAY,
    FaultKind.DROP_MIDWAY,
    FaultKind.NO_DONE,
    FaultKind.BAD_CHUNK,
    FaultKind.ERROR_CHUNK,
    FaultKind.NO_CHOICES,
)


@pytest.mark.parametrize("kind", PASSING_WHOLE)
def test_a_failure_that_passes_is_tried_again_and_graded(kind: FaultKind) -> None:
    async def play(stage: Stage) -> None:
        filled = await fill(stage.gateway, GRADE, Verdict)
        assert filled.value == Verdict(why="word", score=1)
        assert len(stage.server.seen) == 2
        assert now() < 13

    on_stage(LoopbackGroq(faults=in_order([kind])), play)


@pytest.mark.parametrize("kind", PASSING_STREAM)
def test_a_stream_that_fails_before_its_first_word_is_asked_for_again(kind: FaultKind) -> None:
    async def play(stage: Stage) -> None:
        assert "".join(await heard(stage)) == "I see. What happened next?"
        assert now() < 3

    on_stage(LoopbackGroq(faults=in_order([kind])), play)


@pytest.mark.parametrize("kind", MIDWAY)
def test_a_stream_that_breaks_later_is_a_failure_and_keeps_what_was_said(kind: FaultKind) -> None:
    async def play(stage: Stage) -> None:
        said: list[str] = []
        with pytest.raises(BrainUnavailableError):
            async for text in stage.gateway.stream(SAY):
                said += [text]
        assert "".join(said) == "I see. "
        assert now() <= 4.1, "silence in the middle of speech is noticed"
        assert len(stage.server.seen) == 1

    on_stage(LoopbackGroq(faults=in_order([kind])), play)


@pytest.mark.parametrize("kind", MIDWAY[:-1])
def test_a_whole_answer_that_breaks_midway_is_asked_for_again(kind: FaultKind) -> None:
    async def play(stage: Stage) -> None:
        answer = await stage.gateway.complete(GRADE)
        assert answer.text == "I see. What happened next?"

    on_stage(LoopbackGroq(faults=in_order([kind])), play)


@pytest.mark.parametrize(
    ("kind", "error", "requests"),
    [
        (FaultKind.SERVER_ERROR, BrainUnavailableError, 3),
        (FaultKind.STALL, BrainUnavailableError, 3),
        (FaultKind.NO_CAPACITY, BrainBusyError, 3),
        (FaultKind.TOO_LARGE, BrainTooLargeError, 2),
        (FaultKind.MODEL_RETIRED, BrainModelError, 2),
        (FaultKind.MODEL_UNKNOWN, BrainModelError, 2),
        (FaultKind.KEY_REFUSED, BrainKeyError, 1),
        (FaultKind.SCHEMA_FAILED, BrainAnswerError, 1),
    ],
)
def test_a_failure_that_stays_is_one_of_ours_after_few_requests(
    kind: FaultKind, error: type[BrainError], requests: int
) -> None:
    async def play(stage: Stage) -> None:
        with pytest.raises(error) as caught:
            await stage.gateway.complete(GRADE)
        assert caught.value.sentence.endswith(".")
        assert caught.value.next_step
        assert len(stage.server.seen) == requests
        assert now() <= 30.1

    on_stage(LoopbackGroq(faults=in_order([kind] * 9)), play)


@pytest.mark.parametrize("kind", [FaultKind.SERVER_ERROR, FaultKind.STALL, FaultKind.NO_CAPACITY])
def test_someone_who_waits_for_a_word_waits_three_seconds_at_most(kind: FaultKind) -> None:
    async def play(stage: Stage) -> None:
        with pytest.raises(BrainError):
            await heard(stage)
        assert now() <= 3.0

    on_stage(LoopbackGroq(faults=in_order([kind] * 9)), play)


@pytest.mark.parametrize("kind", [FaultKind.MODEL_RETIRED, FaultKind.MODEL_UNKNOWN])
def test_a_retired_model_means_the_next_one_from_then_on(kind: FaultKind) -> None:
    async def play(stage: Stage) -> None:
        for _ in range(3):
            assert (await stage.gateway.complete(GRADE)).model == SMALL
        assert stage.asked == [LARGE, SMALL, SMALL, SMALL]

    on_stage(LoopbackGroq(faults=in_order([kind])), play)


def test_a_request_too_large_for_one_limit_is_tried_where_the_limit_is_another() -> None:
    async def play(stage: Stage) -> None:
        assert (await stage.gateway.complete(GRADE)).model == SMALL
        assert (await stage.gateway.complete(GRADE)).model == LARGE
        assert not stage.waits

    on_stage(LoopbackGroq(faults=in_order([FaultKind.TOO_LARGE])), play)


def test_the_third_attempt_goes_to_the_next_model() -> None:
    async def play(stage: Stage) -> None:
        await stage.gateway.complete(GRADE)
        assert stage.asked == [LARGE, LARGE, SMALL]

    on_stage(LoopbackGroq(faults=in_order([FaultKind.SERVER_ERROR] * 2)), play)


def test_a_light_prompt_goes_to_the_small_model_first() -> None:
    async def play(stage: Stage) -> None:
        assert (await stage.gateway.complete(replace(GRADE, light=True))).model == SMALL
        assert (await stage.gateway.complete(GRADE)).model == LARGE

    on_stage(LoopbackGroq(), play)


def test_a_wrong_address_is_said_so_and_not_retried() -> None:
    async def play(stage: Stage) -> None:
        with pytest.raises(BrainRequestError, match="base URL"):
            await stage.gateway.complete(GRADE)

    on_stage(LoopbackGroq(), play, path="/elsewhere")


def test_the_address_may_be_given_in_its_familiar_form() -> None:
    async def play(stage: Stage) -> None:
        assert (await stage.gateway.complete(GRADE)).text

    on_stage(LoopbackGroq(), play, path="/openai/v1/")


def test_a_dead_service_is_left_alone_and_used_again_within_ten_seconds() -> None:
    async def play(stage: Stage) -> None:
        port = stage.server.port
        await stage.server.stop()
        for _ in range(12):
            started = now()
            with pytest.raises(BrainUnavailableError) as caught:
                await heard(stage)
            assert now() - started <= 3.0
        assert caught.value.sentence == "Groq has failed several times in a row."
        await stage.server.start(port)
        back = now()
        while not stage.server.seen and now() - back < 30:
            await asyncio.sleep(0.5)
            try:
                await heard(stage)
            except BrainUnavailableError:
                continue
        assert now() - back <= 10.0

    on_stage(LoopbackGroq(), play)


def test_a_page_on_the_way_is_told_from_an_answer() -> None:
    async def play(stage: Stage) -> None:
        with pytest.raises(BrainUnavailableError, match="something that is not an answer"):
            await heard(stage)

    on_stage(LoopbackGroq(faults=in_order([FaultKind.HTML] * 9)), play)


def test_a_slow_answer_within_its_time_is_waited_for() -> None:
    async def play(stage: Stage) -> None:
        assert await heard(stage)
        assert stage.asked == [LARGE]

    slow = LatencyProfile(first_token_seconds=1.4, tokens_a_second=2)
    on_stage(LoopbackGroq(latency=slow), play)


def test_a_listener_who_leaves_early_drops_the_connection_and_nothing_else() -> None:
    async def play(stage: Stage) -> None:
        stream = stage.gateway.stream(SAY)
        assert await anext(stream) == "I "
        await stream.aclose()
        assert (await stage.gateway.complete(GRADE)).text

    on_stage(LoopbackGroq(latency=LatencyProfile(tokens_a_second=5)), play)


def test_a_late_retry_after_means_the_next_model_for_someone_who_waits() -> None:
    busy = Fault(FaultKind.RATE_LIMITED, retry_after="120")

    async def play(stage: Stage) -> None:
        assert await heard(stage)
        assert stage.asked == [LARGE, SMALL]
        assert now() < 1

    on_stage(LoopbackGroq(faults=in_order([busy])), play)
