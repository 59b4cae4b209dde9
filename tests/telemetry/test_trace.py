"""The file that Perfetto opens."""

import json
import os
import stat
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.errors import UsageError
from nexus_cli.telemetry import Span, Telemetry
from nexus_cli.telemetry.lanes import begin, end, lanes
from nexus_cli.telemetry.outlets import outlets
from nexus_cli.telemetry.trace import TraceFile
from nexus_cli.telemetry.whole_file import write_whole


def span(number: int, start: float, seconds: float, inside: int | None = None) -> Span:
    return Span("stage", start, seconds, None, {}, id=number, parent_id=inside, thread="sessions")


def complete(trace: Any) -> list[Any]:
    return [event for event in trace["traceEvents"] if event["ph"] == "X"]


def test_spans_are_complete_events_in_microseconds_from_the_first(tmp_path: Path) -> None:
    file = TraceFile(tmp_path / "t.json")
    file.add(span(2, 10.25, 0.5, inside=1))
    file.add(span(1, 10.0, 1.0))
    outer, inner = complete(file.as_json())
    assert (outer["ts"], outer["dur"]) == (0, 1_000_000)
    assert (inner["ts"], inner["dur"]) == (250_000, 500_000)
    assert inner["tid"] == outer["tid"]
    assert inner["args"]["inside"] == outer["args"]["id"]


def test_lanes_bear_the_names_of_threads(tmp_path: Path) -> None:
    file = TraceFile(tmp_path / "t.json")
    file.add(span(1, 0, 2))
    file.add(span(2, 1, 2))  # at the same time, in another task
    events = file.as_json()["traceEvents"]
    names = {e["tid"]: e["args"]["name"] for e in events if e["name"] == "thread_name"}
    assert [names[event["tid"]] for event in complete(file.as_json())] == ["sessions", "sessions 2"]


def test_only_what_ran_inside_is_drawn_inside() -> None:
    beside = lanes([span(1, 0, 10), span(2, 1, 2, inside=1), span(3, 4, 2)])
    assert [lane for _, lane in beside] == ["sessions", "sessions", "sessions 2"]


def test_one_after_the_other_shares_a_lane() -> None:
    assert {lane for _, lane in lanes([span(1, 0, 1), span(2, 1, 1)])} == {"sessions"}


times = st.integers(0, 40).map(lambda tenths: tenths / 10)


@given(st.lists(st.tuples(times, times, st.integers(0, 12)), max_size=12))
def test_in_a_lane_spans_lie_apart_or_inside_what_they_ran_in(
    drawn: list[tuple[float, float, int]],
) -> None:
    spans = [span(n, start, long, up or None) for n, (start, long, up) in enumerate(drawn, 1)]
    placed = lanes(spans)
    assert sorted(s.id for s, _ in placed) == [s.id for s in spans]
    for (one, lane), (two, other) in combinations(placed, 2):
        if lane == other:
            apart = end(one) <= begin(two) or end(two) <= begin(one)
            assert apart or end(two) <= end(one)


def test_of_too_many_spans_the_latest_are_kept_and_the_rest_counted(tmp_path: Path) -> None:
    file = TraceFile(tmp_path / "t.json", most=2)
    for number in range(1, 6):
        file.add(span(number, number, 0.5))
    made = file.as_json()
    assert [event["args"]["id"] for event in complete(made)] == [4, 5]
    assert made["otherData"] == {"spans_dropped": 3}


def test_a_command_that_fails_leaves_its_trace(tmp_path: Path) -> None:
    path = tmp_path / "t.json"
    with pytest.raises(ValueError, match="x"), outlets("nexus report", path):
        with Telemetry().span("grade"):
            pass
        raise ValueError("x")
    command, stage = complete(json.loads(path.read_text()))
    assert (command["name"], command["cat"]) == ("nexus report", "failed")
    assert command["args"]["error.type"] == "ValueError"
    assert (stage["name"], stage["args"]["inside"]) == ("grade", command["args"]["id"])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == ["t.json"]  # noqa: PTH208


def test_a_trace_that_cannot_be_is_refused_before_anything_is_done(tmp_path: Path) -> None:
    for path in (tmp_path / "no folder" / "t.json", tmp_path):
        with pytest.raises(UsageError, match="trace"), outlets("nexus", path):
            pytest.fail("the command ran")


def test_a_trace_that_fails_at_the_end_is_a_sentence_and_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, told = tmp_path / "t.json", list[str]()
    path.write_text("the last one")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with outlets("nexus", path, told.append):
        monkeypatch.setattr(os, "open", full)
    monkeypatch.undo()
    assert path.read_text() == "the last one"
    assert told == [f"Nothing was written to the trace {path}: No space left on device."]


def test_a_file_that_cannot_be_moved_into_place_leaves_nothing_beside_it(tmp_path: Path) -> None:
    (tmp_path / "t.json").mkdir()
    with pytest.raises(OSError, match="directory"):
        write_whole(tmp_path / "t.json", "{}")
    assert os.listdir(tmp_path) == ["t.json"]  # noqa: PTH208


def test_a_call_to_a_model_is_described_as_opentelemetry_words_it(tmp_path: Path) -> None:
    file = TraceFile(tmp_path / "t.json")
    telemetry = Telemetry(on_span=file.add)
    telemetry.describe("llm", system="groq")
    with telemetry.span("llm", kind="grade_answer", model="openai/gpt-oss-120b"):
        telemetry.count("llm_prompt_tokens openai/gpt-oss-120b", 120)
        telemetry.count("llm_cached_tokens openai/gpt-oss-120b", 64)
        telemetry.count("llm_completion_tokens openai/gpt-oss-120b", 9)
    (call,) = complete(file.as_json())
    assert call["name"] == "chat openai/gpt-oss-120b"
    assert {k: v for k, v in call["args"].items() if k.startswith(("gen_ai", "nexus"))} == {
        "gen_ai.operation.name": "chat",
        "gen_ai.system": "groq",
        "gen_ai.provider.name": "groq",
        "gen_ai.request.model": "openai/gpt-oss-120b",
        "gen_ai.usage.input_tokens": 120,
        "gen_ai.usage.cache_read.input_tokens": 64,
        "gen_ai.usage.output_tokens": 9,
        "nexus.kind": "grade_answer",
    }
