"""Spans, counters and the log."""

import asyncio
import json
import stat
from collections.abc import Generator
from pathlib import Path

import pytest

from nexus_cli.services.session_thread import SessionThread
from nexus_cli.telemetry import Span, Telemetry, observed, open_log
from tests.made_up import HandClock


def test_a_span_knows_its_length_and_its_parent() -> None:
    clock = HandClock()
    telemetry = Telemetry(clock)
    with telemetry.span("setup"):
        clock.elapsed += 1
        with telemetry.span("read"):
            clock.elapsed += 2
    inner, outer = telemetry.spans
    assert (inner.name, inner.seconds, inner.parent) == ("read", 2, "setup")
    assert (outer.name, outer.seconds, outer.parent) == ("setup", 3, None)
    assert telemetry.timings() == {"read": 2, "setup": 3}


def test_a_failing_stage_is_recorded_as_failed() -> None:
    telemetry = Telemetry(HandClock())
    with pytest.raises(ValueError, match="x"), telemetry.span("read"):
        raise ValueError("x")
    assert telemetry.spans[0].failed


def test_what_was_cancelled_has_not_failed() -> None:
    telemetry = Telemetry(HandClock())

    async def leave() -> None:
        with telemetry.span("grade"):
            raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(leave())
    assert (telemetry.spans[0].failed, telemetry.spans[0].error) == (False, "CancelledError")


def test_each_task_has_its_own_innermost_span() -> None:
    telemetry = Telemetry(HandClock())

    async def stage(name: str) -> None:
        with telemetry.span(name):
            await asyncio.sleep(0)
            with telemetry.span(f"inside {name}"):
                await asyncio.sleep(0)

    async def both() -> None:
        with telemetry.span("setup"):
            await asyncio.gather(stage("cv"), stage("job"))

    asyncio.run(both())
    parents = {span.name: span.parent for span in telemetry.spans}
    assert (parents["inside cv"], parents["inside job"]) == ("cv", "job")
    assert (parents["cv"], parents["job"]) == ("setup", "setup")


def test_work_on_the_session_thread_is_inside_what_asked_for_it() -> None:
    outer, inner = Telemetry(HandClock()), Telemetry(HandClock())

    async def work() -> None:
        with inner.span("store_append"):
            pass

    thread = SessionThread()
    with outer.span("nexus interview"):
        thread.run(work())
    thread.close()
    assert inner.spans[0].parent_id == outer.spans[0].id
    assert (inner.spans[0].thread, outer.spans[0].thread) == ("sessions", "MainThread")


def test_a_span_that_outlives_the_one_around_it_leaves_nothing_open() -> None:
    telemetry = Telemetry(HandClock())

    def stage() -> Generator[None]:
        with telemetry.span("reply"):
            yield

    half_way = stage()
    next(half_way)
    with telemetry.span("store_append"):
        half_way.close()
        with telemetry.span("lock"):
            pass
    with telemetry.span("grade"):
        pass
    parents = {span.name: span.parent for span in telemetry.spans}
    assert parents == {
        "reply": None,
        "store_append": "reply",
        "lock": "store_append",
        "grade": None,
    }


def test_counts_belong_to_the_innermost_span_too() -> None:
    telemetry = Telemetry(HandClock())
    with telemetry.span("grade"):
        telemetry.count("llm_attempts")
        with telemetry.span("llm"):
            telemetry.count("llm_prompt_tokens m", 5)
            telemetry.count("llm_prompt_tokens m", 2)
    call, grade = telemetry.spans
    assert (call.counts, grade.counts) == ({"llm_prompt_tokens m": 7}, {"llm_attempts": 1})
    assert telemetry.counters == {"llm_prompt_tokens m": 7, "llm_attempts": 1}


def test_observers_see_the_spans_of_every_telemetry_while_they_look() -> None:
    seen: list[Span] = []
    with observed(seen.append):
        for name in ("one", "two"):
            with Telemetry(HandClock()).span(name):
                pass
    with Telemetry(HandClock()).span("three"):
        pass
    assert [span.name for span in seen] == ["one", "two"]


def test_every_later_span_of_a_name_carries_what_describes_it() -> None:
    telemetry = Telemetry(HandClock())
    telemetry.describe("llm", system="groq")
    with telemetry.span("llm", model="m"), telemetry.span("grade"):
        pass
    grade, call = telemetry.spans
    assert (call.attributes, grade.attributes) == ({"system": "groq", "model": "m"}, {})


def test_spans_beyond_the_bound_are_counted() -> None:
    telemetry = Telemetry(HandClock(), keep=1)
    for _ in range(3):
        with telemetry.span("read"):
            pass
    assert (len(telemetry.spans), telemetry.counters["spans_dropped"]) == (1, 2)


def test_the_log_is_private_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "home" / "nexus.log"
    write, close = open_log(path)
    telemetry = Telemetry(HandClock(), on_span=write)
    with telemetry.span("reply", kind="bridge"):
        pass
    close()
    line = json.loads(path.read_text())
    assert (line["stage"], line["kind"], line["failed"]) == ("reply", "bridge", False)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    write, close = open_log(tmp_path / "file" / "nexus.log")
    with Telemetry(HandClock(), on_span=write).span("grade"):
        pass
    close()
