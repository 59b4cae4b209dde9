"""The naive pipeline: what it waits for, in which order, and what it says."""

import json
import wave
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from nexus_cli.audio.samples import Samples
from nexus_cli.bench.edge import LatencyProfile, LoopbackEdge
from nexus_cli.bench.groq import LoopbackGroq
from nexus_cli.bench.spoken.material import shipped_speech
from nexus_cli.bench.spoken.naive import (
    NaiveServices,
    NaiveTurn,
    measure_naive,
)
from nexus_cli.bench.spoken.naive_asking import asked_plainly
from nexus_cli.bench.spoken.naive_recording import end_of_answer
from nexus_cli.bench.spoken.recogniser import TimedRecogniser
from nexus_cli.bench.spoken.whisper_timing import ModelTiming, WhisperTiming
from nexus_cli.bench.timing.delays import DelayProfile, DrawnDelays
from nexus_cli.bench.timing.preparation import loopback_options
from nexus_cli.brain.prompting import Caller
from nexus_cli.brain.protocol import ReplyRequest
from nexus_cli.errors import AudioError
from nexus_cli.llm import open_groq
from nexus_cli.telemetry import Telemetry
from nexus_cli.tts.edge import EdgeService
from tests.llm.virtual_time import LoopClock
from tests.made_up import question
from tests.tts.stage import virtual

SPEECH = shipped_speech()
NEXT = "What would you change about the lighthouse today, and why?"
STEPS = [
    "endpoint", "write_file", "transcribe", "score", "decide", "reply", "synthesise", "play",
]  # fmt: skip
TIMING = WhisperTiming(
    source="made up", machine={}, models={"base": ModelTiming(padded={3: 400}, short={3: 50})}
)
DELAYS = DelayProfile.model_validate(
    {
        "seed": 1,
        "whole": {
            "first_token_ms": {"median": 200, "sigma": 0},
            "tokens_a_second": {"median": 500, "sigma": 0},
        },
        "streamed": {
            "first_token_ms": {"median": 200, "sigma": 0},
            "tokens_a_second": {"median": 10, "sigma": 0},
        },
    }
)


@asynccontextmanager
async def naive_groq(home: Path) -> AsyncGenerator[tuple[Caller, DrawnDelays]]:
    """The script's way to Groq, and its delays."""
    delays = DrawnDelays(DELAYS)
    async with LoopbackGroq(answer=asked_plainly, latency=delays) as server:
        gateway = open_groq(loopback_options(server.url), home, Telemetry(LoopClock()))
        try:
            yield Caller("groq", gateway, "5eed5eed"), delays
        finally:
            await gateway.close()


class Spoke(NamedTuple):
    samples: Samples
    last_speech_sample: int


class Stage:
    """Measures a turn in virtual time, and remembers what was done."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.said: list[str] = []
        self.played: list[Samples] = []
        self.audible_after = 0.05

    def turn(
        self, reply_with: ReplyRequest | str, decides: bool = True, rewords: bool = True
    ) -> NaiveTurn:
        return virtual(self._turn(reply_with, decides, rewords))

    async def _turn(
        self, reply_with: ReplyRequest | str, decides: bool, rewords: bool
    ) -> NaiveTurn:
        latency = LatencyProfile(first_byte_seconds=0.6)
        async with (
            LoopbackEdge(latency=latency) as edge,
            naive_groq(self.folder) as (caller, delays),
        ):
            services = NaiveServices(
                TimedRecogniser(SPEECH, TIMING, "base", clock=LoopClock()),
                caller,
                EdgeService(edge.socket),
                self._play,
                self.folder,
                clock=LoopClock(),
            )
            delays.begin(1)
            turn = await measure_naive(
                SPEECH[0], question("one"), reply_with, services, decides, rewords
            )
            self.said += edge.texts
            self.answers = len(delays.busy)
            return turn

    async def _play(self, samples: Samples) -> float:
        self.played.append(samples)
        return LoopClock().seconds() + self.audible_after


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


def test_each_step_takes_at_least_its_own_time_and_they_sum_to_the_turn(stage: Stage) -> None:
    turn = stage.turn(NEXT)
    assert list(turn.parts) == STEPS
    assert sum(turn.parts.values()) == pytest.approx(turn.total_ms)
    assert turn.parts["endpoint"] >= 700
    assert turn.parts["transcribe"] >= 399.9
    assert turn.parts["score"] >= 200
    assert turn.parts["decide"] >= 200
    assert turn.parts["reply"] >= 200 + 100 * (len(NEXT.split()) - 1)
    assert turn.parts["synthesise"] >= 600
    assert turn.parts["play"] == pytest.approx(50, abs=1)


def test_the_next_question_is_said_word_for_word_and_played_whole(stage: Stage) -> None:
    stage.turn(NEXT)
    assert stage.said == [NEXT]
    assert stage.answers == 3
    assert len(stage.played) == 1
    assert len(stage.played[0]) / 24_000 > 0.06 * len(NEXT)


def test_a_follow_up_is_worded_by_the_request_that_nexus_makes(stage: Stage) -> None:
    request = ReplyRequest("follow_up", question("one"), answer=SPEECH[0].text)
    stage.turn(request)
    assert "Lighthouses" in stage.said[0]
    assert stage.said[0].endswith("?")
    assert stage.answers == 3


def test_without_a_decision_of_its_own_one_call_fewer_is_made(stage: Stage) -> None:
    turn = stage.turn(NEXT, decides=False)
    assert list(turn.parts) == [step for step in STEPS if step != "decide"]
    assert stage.answers == 2


def test_a_planned_question_may_be_said_without_a_call(stage: Stage) -> None:
    turn = stage.turn(NEXT, decides=False, rewords=False)
    assert stage.said == [NEXT]
    assert stage.answers == 1
    assert turn.parts["reply"] < 1


def test_the_whole_answer_and_the_silence_after_it_are_written_to_a_file(stage: Stage) -> None:
    stage.turn(NEXT)
    with wave.open(str(stage.folder / "answer.wav")) as file:
        assert (file.getframerate(), file.getnchannels()) == (16_000, 1)
        assert file.getnframes() == end_of_answer(SPEECH[0])
        sound = np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32767
    spoken = SPEECH[0].samples[: SPEECH[0].last_speech_sample]
    assert sound[: len(spoken)] == pytest.approx(spoken, abs=1e-3)


def test_a_reply_that_cannot_be_heard_is_no_measurement(stage: Stage) -> None:
    stage.audible_after = float("inf")
    with pytest.raises(AudioError, match="cannot be heard"):
        stage.turn(NEXT)


@pytest.mark.parametrize("last", [100, 319, 320, 16_000])
def test_an_answer_ends_after_silence_from_the_block_of_its_last_sample(last: int) -> None:
    samples = np.zeros(20_000, dtype=np.float32)
    samples[:last] = 0.3
    waited = (end_of_answer(Spoke(samples, last)) - last) / 16_000
    assert 0.7 <= waited <= 0.7 + 2 * 0.02


def test_an_obliging_model_says_what_it_is_told_and_is_honest_otherwise() -> None:
    other = {"messages": [{"role": "system", "content": "Hello."}]}
    assert asked_plainly(other).strip()
    with pytest.raises(json.JSONDecodeError):
        json.loads(asked_plainly(other))
