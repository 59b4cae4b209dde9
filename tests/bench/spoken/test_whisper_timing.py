"""The table of Whisper's times."""

import json
from pathlib import Path

import pytest

from nexus_cli.bench.spoken.whisper_timing import ModelTiming, WhisperTiming
from nexus_cli.errors import UsageError
from nexus_cli.stt.model_files import MODELS


def table(padded: dict[float, float], short: dict[float, float] | None = None) -> WhisperTiming:
    return WhisperTiming(
        source="made up", machine={}, models={"base": ModelTiming(padded=padded, short=short or {})}
    )


def test_a_length_between_two_of_the_table_lies_on_the_line_between_them() -> None:
    times = table({5: 400, 15: 600})
    assert times.seconds("base", 5) == pytest.approx(0.4)
    assert times.seconds("base", 10) == pytest.approx(0.5)
    assert times.seconds("base", 30) == pytest.approx(0.9)


def test_a_shorter_sound_costs_what_the_shortest_of_the_table_costs() -> None:
    assert table({5: 400, 15: 600}).seconds("base", 0.2) == pytest.approx(0.4)
    assert table({30: 700}).seconds("base", 3) == pytest.approx(0.7)


def test_a_sound_of_more_than_a_window_takes_the_whole_windows_and_the_rest() -> None:
    times = table({10: 500, 30: 900})
    assert times.seconds("base", 60) == pytest.approx(1.8)
    assert times.seconds("base", 70) == pytest.approx(2.3)


def test_the_short_window_has_its_own_times() -> None:
    times = table({5: 400, 15: 600}, {5: 100, 15: 300})
    assert times.seconds("base", 10, padded=False) == pytest.approx(0.2)
    assert table({5: 400}).seconds("base", 5, padded=False) == pytest.approx(0.4)


def test_the_table_that_ships_knows_every_model_that_nexus_offers() -> None:
    times = WhisperTiming.read()
    assert set(MODELS) <= set(times.models)
    for name in MODELS:
        assert 0 < times.seconds(name, 3, padded=False) < times.seconds(name, 3)
    assert times.seconds("tiny", 8) < times.seconds("base", 8) < times.seconds("small", 8)


def test_a_table_is_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "table.json"
    path.write_text(table({5: 400, 15: 600}).model_dump_json())
    assert WhisperTiming.read(path) == table({5: 400, 15: 600})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        json.dumps({"source": "x", "machine": {}, "models": {}}),
        json.dumps({"source": "x", "machine": {}, "models": {"base": {"padded": {}}}}),
        json.dumps({"source": "x", "machine": {}, "models": {"base": {"padded": {"3": -1}}}}),
        json.dumps({"source": "x", "machine": {}, "models": {"base": {"padded": {"31": 1}}}}),
    ],
)
def test_a_file_that_holds_no_table_is_refused_with_a_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "table.json"
    path.write_text(text)
    with pytest.raises(UsageError, match="is not a table of Whisper's times"):
        WhisperTiming.read(path)


def test_a_model_that_the_table_lacks_is_named() -> None:
    with pytest.raises(UsageError, match="no times of Whisper 'large'"):
        table({5: 400}).seconds("large", 3)
