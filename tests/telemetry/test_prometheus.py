"""The file that a collector of Prometheus reads."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.telemetry import Span, Telemetry
from nexus_cli.telemetry.outlets import METRICS_FILE, outlets
from nexus_cli.telemetry.prometheus import BUCKETS, MetricsFile, read_samples

LINE = re.compile(
    r"# (HELP|TYPE) [a-z_]+ .+"
    r'|[a-z_][a-z0-9_]*(\{[a-z]+="[^"\\]*"(,[a-z]+="[^"\\]*")*\})? [0-9.]+'
)


def span(seconds: float, name: str = "grade", error: str = "") -> Span:
    return Span(name, 0, seconds, None, {}, failed=bool(error), error=error)


def written(path: Path, *spans: Span) -> dict[str, float]:
    file = MetricsFile(path)
    for one in spans:
        file.add(one)
    file.finish()
    return read_samples(path)


def test_durations_are_a_cumulative_histogram_in_seconds(tmp_path: Path) -> None:
    samples = written(tmp_path / "nexus.prom", span(0.002), span(0.3), span(500))
    assert samples['nexus_stage_seconds_bucket{stage="grade",le="0.00125"}'] == 0
    assert samples['nexus_stage_seconds_bucket{stage="grade",le="0.0025"}'] == 1
    assert samples['nexus_stage_seconds_bucket{stage="grade",le="0.32"}'] == 2
    assert samples['nexus_stage_seconds_bucket{stage="grade",le="+Inf"}'] == 3
    assert samples['nexus_stage_seconds_count{stage="grade"}'] == 3
    assert samples['nexus_stage_seconds_sum{stage="grade"}'] == 500.302
    assert (BUCKETS[0], BUCKETS[-1]) == (0.00125, 81.92)


def test_every_line_is_of_the_text_format_and_metrics_stand_together(tmp_path: Path) -> None:
    path = tmp_path / "nexus.prom"
    written(path, span(1, 'odd "stage"\n', "E"), span(2), span(3, "llm", "BrainBusyError"))
    text = path.read_text()
    assert text.endswith("\n")
    assert all(LINE.fullmatch(line) for line in text.splitlines())
    names = [re.split(r"_bucket|_sum|_count|[{ ]", s)[0] for s in text.splitlines() if s[0] != "#"]
    assert names == sorted(names, key=list(dict.fromkeys(names)).index)


def test_counters_grow_from_command_to_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "nexus.prom"
    monkeypatch.setenv(METRICS_FILE, str(path))
    for _ in range(3):
        with outlets("nexus report"), Telemetry().span("grade"):
            Telemetry().count("llm_prompt_tokens openai/gpt-oss-120b", 7)
    samples = read_samples(path)
    assert samples['nexus_llm_prompt_tokens_total{model="openai/gpt-oss-120b"}'] == 21
    assert samples['nexus_stage_seconds_count{stage="nexus report"}'] == 3


def test_failures_are_counted_by_kind(tmp_path: Path) -> None:
    samples = written(tmp_path / "m", span(1, error="BrainBusyError"), span(1), span(1))
    assert samples['nexus_stage_errors_total{stage="grade",error="BrainBusyError"}'] == 1


def test_a_file_of_somebody_else_stays_and_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, told = tmp_path / "notes.txt", list[str]()
    path.write_text("Clean the lamp before sunset.\n")
    monkeypatch.setenv(METRICS_FILE, str(path))
    with outlets("nexus", tell=told.append):
        pass
    assert path.read_text() == "Clean the lamp before sunset.\n"
    assert "did not write" in told[0]


def test_lines_that_are_broken_are_dropped_and_the_others_added_to(tmp_path: Path) -> None:
    path = tmp_path / "nexus.prom"
    path.write_text(
        'nexus_llm_retries_total 4\nnexus_stage_seconds_count{stage="gr\nnexus_x_total -1\n'
        "nexus_y_total NaN\nother_total 3\n"
    )
    assert read_samples(path) == {"nexus_llm_retries_total": 4}


@given(st.lists(st.tuples(st.text(max_size=20), st.floats(0, 1e6)), max_size=8))
def test_what_was_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[tuple[str, float]]
) -> None:
    path = tmp_path_factory.mktemp("m") / "nexus.prom"
    once = written(path, *(span(seconds, name) for name, seconds in drawn))
    twice = written(path, *(span(seconds, name) for name, seconds in drawn))
    assert once.keys() == twice.keys()
    for sample, value in once.items():
        assert twice[sample] == pytest.approx(2 * value, abs=1e-5)
