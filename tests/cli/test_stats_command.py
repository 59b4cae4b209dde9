"""`nexus stats`, and what a command tells of its own time: `--trace` and the metrics file."""

import json
import sqlite3
from pathlib import Path
from typing import Any

from tests.cli.running import JOB, Nexus
from tests.cli.test_start_up import loaded

CANARIES = ("Ashmerrow", "Runa Vell", "lanternfish")
CV = "# Runa Vell\n\nLamp keeper at Ashmerrow since 2019. Python, SQL, Airflow.\n"
ANSWER = "At Ashmerrow I moved the lanternfish tables first and wrote a test for each.\n"


def interviewed(nexus: Nexus, *before: str) -> None:
    cv = nexus.home.parent / "runa-vell.md"
    cv.write_text(CV)
    given = ("--cv", str(cv), "--jd", JOB, "--questions", "3", "--seed", "5")
    nexus.run(*before, "interview", "--plain", *given, text="\n\n".join([ANSWER] * 6))


def spans(path: Path) -> list[Any]:
    return [event for event in json.loads(path.read_text())["traceEvents"] if event["ph"] == "X"]


def test_an_interview_leaves_figures(nexus: Nexus) -> None:
    interviewed(nexus)
    found = nexus.json("stats", "--json")
    assert (found["sessions"]["total"], found["sessions"]["finished"]) == (1, 1)
    assert found["sessions"]["answers"] == 3
    assert found["stages"]["grade"]["n"] >= 3
    assert set(found["stages"]["grade"]) == {"n", "errors", "p50_seconds", "p95_seconds"}
    assert found["stages"]["store_append"]["p50_seconds"] > 0
    assert (found["log"]["skipped_lines"], found["alerts"]) == (0, [])


def test_the_figures_read_like_a_page(nexus: Nexus) -> None:
    interviewed(nexus)
    out, _ = nexus.run("stats")
    assert out.startswith("1 session: 1 finished, 0 unfinished, 0 not begun.\n3 answers")
    assert "measure_coverage" in out


def test_without_any_session_there_is_nothing_to_time(nexus: Nexus) -> None:
    assert "Nothing was timed yet." in nexus.run("stats")[0]


def test_a_stage_that_fails_often_is_told_of(nexus: Nexus) -> None:
    nexus.home.mkdir()
    line = {"at": "2026-05-04T12:00:00+00:00", "stage": "grade", "seconds": 1, "failed": True}
    (nexus.home / "nexus.log").write_text(f"{json.dumps(line)}\n" * 20 + "torn")
    out, _ = nexus.run("stats")
    assert "Look into this: grade failed in 20 of 20 runs" in out
    assert "Lines of the log that could not be read: 1." in out


def test_a_trace_shows_the_stages_of_a_command_inside_it(nexus: Nexus, tmp_path: Path) -> None:
    path = tmp_path / "trace.json"
    interviewed(nexus, "--trace", str(path))
    found = spans(path)
    (command,) = [span for span in found if span["name"] == "nexus interview"]
    names = {span["name"] for span in found}
    assert {"setup", "read_documents", "store_append", "measure_coverage", "grade"} <= names
    ids = {span["args"]["id"] for span in found}
    assert all(span["args"]["inside"] in ids for span in found if span is not command)
    last = command["ts"] + command["dur"]
    assert all(command["ts"] <= s["ts"] and s["ts"] + s["dur"] <= last for s in found)


def test_a_command_without_stages_has_a_trace_too(nexus: Nexus, tmp_path: Path) -> None:
    path = tmp_path / "trace.json"
    nexus.run("--trace", str(path), "sessions", "list")
    assert [span["name"] for span in spans(path)] == ["nexus sessions"]


def test_a_command_that_fails_is_traced_and_its_error_is_what_is_said(
    nexus: Nexus, tmp_path: Path
) -> None:
    path = tmp_path / "trace.json"
    _, err = nexus.run("--trace", str(path), "sessions", "show", "nobody", code=2)
    assert err.startswith("There is no session nobody.")
    assert spans(path)[0]["args"]["error.type"] == "UnknownSessionError"


def test_a_trace_that_cannot_be_written_is_refused(nexus: Nexus, tmp_path: Path) -> None:
    _, err = nexus.run("--trace", str(tmp_path / "no" / "t.json"), "sessions", "list", code=2)
    assert "--trace" in err


def test_no_word_of_anybody_is_in_log_trace_or_metrics(nexus: Nexus, tmp_path: Path) -> None:
    trace, metrics = tmp_path / "trace.json", tmp_path / "nexus.prom"
    nexus.environment["NEXUS_METRICS_FILE"] = str(metrics)
    interviewed(nexus, "--trace", str(trace))
    stored = sqlite3.connect(nexus.home / "sessions" / "cache.db").iterdump()
    assert "Ashmerrow" in "".join(stored)  # the canary does sing where it may
    told = [(nexus.home / "nexus.log").read_text(), trace.read_text(), metrics.read_text()]
    told += [nexus.run("stats")[0], nexus.run("stats", "--json")[0]]
    for text in told:
        assert "store_append" in text
        assert not [canary for canary in CANARIES if canary.lower() in text.lower()]


def test_metrics_add_up_over_commands(nexus: Nexus, tmp_path: Path) -> None:
    metrics = tmp_path / "nexus.prom"
    nexus.environment["NEXUS_METRICS_FILE"] = str(metrics)
    for _ in range(2):
        nexus.run("sessions", "list")
    assert 'nexus_stage_seconds_count{stage="nexus sessions"} 2\n' in metrics.read_text()


def test_a_collector_without_the_extra_is_a_sentence(nexus: Nexus, tmp_path: Path) -> None:
    (tmp_path / "opentelemetry.py").write_text("raise ImportError")
    nexus.environment["PYTHONPATH"] = f"{tmp_path}:{nexus.environment['PYTHONPATH']}"
    nexus.environment["NEXUS_OTLP_ENDPOINT"] = "http://127.0.0.1:9"
    _, err = nexus.run("sessions", "list", code=2)
    assert "nexus-cli[otel]" in err


def test_help_loads_nothing_heavy() -> None:
    assert loaded("stats", "--help") == []
