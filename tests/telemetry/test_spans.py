"""Spans, counters and the log."""

import json
import stat
from pathlib import Path

import pytest

from nexus_cli.telemetry import Telemetry, open_log
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
    with telemetry.span("grade", question="a"):
        pass
    close()
    line = json.loads(path.read_text())
    assert (line["stage"], line["question"], line["failed"]) == ("grade", "a", False)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    write, close = open_log(tmp_path / "file" / "nexus.log")
    with Telemetry(HandClock(), on_span=write).span("grade"):
        pass
    close()
