"""Rounds on disk."""

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.bench.timing.kept_rounds import KeptRounds, read_round
from nexus_cli.bench.timing.scenario import Round
from nexus_cli.errors import StoreError, UsageError

HERE = {"scenario": "store", "machine": {"cores": 2}}
ONE = Round(
    {"append_ms": [1.5, 2.0]}, {"append_over_file": 3.0}, {"append_ms": {"a": 1.5}}, {"x_ms": 1}
)


def test_rounds_are_there_again_by_part(tmp_path: Path) -> None:
    file = tmp_path / "rounds.jsonl"
    kept = KeptRounds(file, HERE)
    kept.add("store offline", ONE)
    kept.add("setup offline", Round({"setup_ms": [4.0]}))
    again = KeptRounds(file, HERE)
    assert again.rounds == kept.rounds
    assert again.rounds["store offline"] == [ONE]


def test_a_line_that_was_cut_off_is_measured_again(tmp_path: Path) -> None:
    file = tmp_path / "rounds.jsonl"
    kept = KeptRounds(file, HERE)
    kept.add("store offline", ONE)
    whole = file.read_text()
    file.write_text(whole + whole.splitlines()[1][:30])
    again = KeptRounds(file, HERE)
    assert again.rounds == {"store offline": [ONE]}
    again.add("store offline", ONE)
    assert KeptRounds(file, HERE).rounds == {"store offline": [ONE, ONE]}


@pytest.mark.parametrize("text", ["", "notes\n", "[]\n", '{"format": "nexus-bench-rounds"}\n'])
def test_rounds_of_something_else_are_not_pooled(tmp_path: Path, text: str) -> None:
    file = tmp_path / "rounds.jsonl"
    file.write_text(text)
    with pytest.raises(UsageError, match="not pooled"):
        KeptRounds(file, HERE)
    assert file.read_text() == text


def test_rounds_of_another_machine_are_not_pooled(tmp_path: Path) -> None:
    file = tmp_path / "rounds.jsonl"
    KeptRounds(file, HERE)
    with pytest.raises(UsageError):
        KeptRounds(file, {**HERE, "machine": {"cores": 4}})


def test_a_place_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be kept"):
        KeptRounds(tmp_path / "nowhere" / "rounds.jsonl", HERE)


@given(st.text())
def test_any_line_is_a_round_or_none(line: str) -> None:
    assert read_round(line) is None


@given(st.none() | st.text() | st.floats() | st.lists(st.floats() | st.none(), max_size=5))
def test_figures_that_are_none_make_no_round(value: object) -> None:
    head = {"part": "store", "ratios": {}, "parts": {}, "failures": {}}
    found = read_round(json.dumps({**head, "times": {"append_ms": value}}))
    if found is not None:
        assert all(math.isfinite(ms) for ms in found[1].times["append_ms"])
