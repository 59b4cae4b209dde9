"""Figures over all sessions and over the log."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from nexus_cli.brain import OfflineBrain
from nexus_cli.models.events import (
    AnswerAccepted,
    Event,
    FollowUpAsked,
    InterviewEnded,
    ModelsUsed,
    QuestionAsked,
)
from nexus_cli.models.spoken import Speech
from nexus_cli.models.usage import ModelUsage
from nexus_cli.services import Services
from nexus_cli.services.session_thread import SessionThread
from nexus_cli.services.stats import CacheStats, Stats, gather_stats, stage_stats
from nexus_cli.settings import Settings
from nexus_cli.store import MemoryStore
from nexus_cli.telemetry import Span, Telemetry, open_log
from tests.made_up import NOON, HandClock, prepared, question

MODEL = "openai/gpt-oss-120b"


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    thread = SessionThread()
    yield Services(
        settings=Settings(home=tmp_path),
        store=MemoryStore(),
        brain=OfflineBrain(today=NOON.date()),
        telemetry=Telemetry(HandClock()),
        thread=thread,
    )
    thread.close()


def stored(services: Services, name: str, *events: Event) -> None:
    services.thread.run(services.store.append(name, *events))


def stats(services: Services) -> Stats:
    return services.thread.run(gather_stats(services))


def answered(name: str, text: str, part: str = "answer", spoken: bool = False) -> AnswerAccepted:
    heard = Speech(words=(), engine="Whisper base") if spoken else None
    return AnswerAccepted(
        at=NOON,
        question_id=name,
        part="follow_up" if part == "follow_up" else "answer",
        text=text,
        spoken=heard,
    )


def used(stage: str, calls: int = 1, from_cache: bool = False) -> ModelsUsed:
    usage = ModelUsage(model=MODEL, calls=calls, prompt_tokens=1_000 * calls, cached_tokens=500)
    return ModelsUsed(
        at=NOON, stage=stage, usage=() if from_cache else (usage,), from_cache=from_cache
    )


def span(stage: str, seconds: float, failed: bool = False, error: str = "") -> Span:
    return Span(stage, 0, seconds, None, {}, failed, error)


def test_nothing_stored_and_nothing_logged_is_zero(services: Services) -> None:
    found = stats(services)
    assert (found.sessions.total, found.stages, found.since) == (0, (), None)
    assert found.usage.calls == 0


def test_sessions_and_answers_are_counted(services: Services) -> None:
    both = prepared(question("a"), question("b"))
    asked = [QuestionAsked(at=NOON, question_id=name, number=n) for n, name in enumerate("ab", 1)]
    follow_up = FollowUpAsked(at=NOON, question_id="a", text="What else?", about="x")
    ended = InterviewEnded(at=NOON, reason="finished")
    stored(services, "ready", both)
    stored(services, "begun", both, asked[0], answered("a", "I cleaned the lamp.", spoken=True))
    stored(
        services,
        "done",
        both,
        asked[0],
        answered("a", "I cleaned it."),
        follow_up,
        answered("a", "The generator too.", "follow_up"),
        asked[1],
        answered("b", ""),
        ended,
    )
    of = stats(services).sessions
    assert (of.total, of.finished, of.unfinished, of.ready, of.damaged) == (3, 1, 1, 1, 0)
    assert (of.answers, of.unanswered, of.follow_ups, of.spoken) == (2, 1, 1, 1)


def test_a_damaged_session_is_counted_and_the_others_still_are(services: Services) -> None:
    stored(services, "whole", prepared(question("a")))
    stored(services, "headless", InterviewEnded(at=NOON, reason="finished"))
    of = stats(services).sessions
    assert (of.total, of.ready, of.damaged) == (2, 1, 1)


def test_models_and_what_was_found_among_earlier_analyses_are_added_up(services: Services) -> None:
    for name in ("one", "two"):
        stored(
            services, name, prepared(question("a")), used("read_candidate"), used("grade", calls=3)
        )
    stored(services, "three", prepared(question("a")), used("read_candidate", from_cache=True))
    found = stats(services)
    assert (found.usage.calls, found.usage.prompt_tokens, found.usage.cached_tokens) == (
        8,
        8_000,
        2_000,
    )
    assert found.usage.cost_usd == pytest.approx((6_000 * 0.15 + 2_000 * 0.075) / 1e6)
    assert found.sessions.caches == {"read_candidate": CacheStats(look_ups=3, hits=1)}


def test_stages_come_from_the_log_and_broken_lines_are_counted(services: Services) -> None:
    line = {"at": "2026-05-04T12:00:00+00:00", "stage": "grade", "seconds": 0.5, "failed": False}
    services.settings.log_file.write_text(f"{json.dumps(line)}\nnot a line\n")
    found = stats(services)
    assert [(stage.stage, stage.n) for stage in found.stages] == [("grade", 1)]
    assert (found.since, found.skipped_lines) == (NOON, 1)


def test_the_latest_setup_is_told_by_what_it_waited_for(services: Services) -> None:
    clock = HandClock()
    for slowness in (1, 2):  # two commands
        write, close = open_log(services.settings.log_file)
        telemetry = Telemetry(clock, on_span=write)
        with telemetry.span("setup"):
            with telemetry.span("analyse"):
                clock.elapsed += 3 * slowness
            clock.elapsed += 0.5
        close()
    (path,) = stats(services).paths
    assert (path.of.seconds, path.seconds, path.elsewhere) == (6.5, {"analyse": 6}, 0.5)


def test_spans_of_another_command_are_no_part_of_a_setup(services: Services) -> None:
    common = {"at": "2026-05-04T12:00:00+00:00", "start": 0, "failed": False}
    lines = [
        {**common, "run": "one", "id": 2, "inside_id": 1, "stage": "analyse", "seconds": 1},
        {**common, "run": "two", "id": 1, "inside_id": None, "stage": "setup", "seconds": 2},
    ]
    services.settings.log_file.write_text("\n".join(map(json.dumps, lines)))
    (path,) = stats(services).paths
    assert (path.seconds, path.elsewhere) == ({}, 2)


def test_spoken_and_typed_turns_are_told_apart_and_the_latest_is_shown(services: Services) -> None:
    write, close = open_log(services.settings.log_file)
    telemetry = Telemetry(HandClock(), on_span=write)
    telemetry.record("turn", 1, 1.01)
    spoken = telemetry.begin("spoken_turn")
    telemetry.record("endpoint_wait", 5, 5.7, spoken)
    telemetry.end(spoken, 5, 6)
    telemetry.end(telemetry.begin("spoken_turn"), 8, 9, asyncio.CancelledError)
    close()
    found = stats(services)
    assert [path.of.name for path in found.paths] == ["spoken_turn", "turn"]
    assert found.paths[0].seconds == {"endpoint_wait": pytest.approx(0.7)}
    assert found.paths[0].elsewhere == pytest.approx(0.3)
    assert found.turn is not None
    assert (found.turn.name, found.turn.seconds) == ("spoken_turn", 1)


def test_percentiles_are_interpolated_between_runs() -> None:
    (grade,) = stage_stats(span("grade", seconds) for seconds in (0.4, 0.1, 0.3, 0.2))
    assert grade.n == 4
    assert grade.p50 == pytest.approx(0.25)
    assert grade.p95 == pytest.approx(0.385)


def test_one_run_is_all_its_percentiles() -> None:
    (grade,) = stage_stats([span("grade", 0.4)])
    assert (grade.n, grade.p50, grade.p95, grade.p99) == (1, 0.4, 0.4, None)


def test_the_99th_percentile_takes_a_hundred_runs() -> None:
    (few,) = stage_stats(span("grade", float(n)) for n in range(1, 100))
    (enough,) = stage_stats(span("grade", float(n)) for n in range(1, 101))
    assert few.p99 is None
    assert enough.p99 == pytest.approx(99.01)


def test_the_commonest_error_of_a_stage_is_named() -> None:
    spans = [span("llm", 1, True, error) for error in ("BrainBusyError", "E", "BrainBusyError")]
    (calls,) = stage_stats([*spans, span("llm", 1)])
    assert (calls.errors, calls.commonest_error) == (3, "BrainBusyError")


def test_failed_runs_count_and_cancelled_ones_do_not() -> None:
    spans = [
        span("grade", 1),
        span("grade", 9, True, "E"),
        span("grade", 99, error="CancelledError"),
    ]
    (grade,) = stage_stats([*spans, span("reply", 1, error="CancelledError")])
    assert (grade.n, grade.errors, grade.p50) == (2, 1, 5)
