"""What moved since an earlier run."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.bench.timing.baseline import compare, read_baseline
from nexus_cli.bench.timing.ratios import RATIOS, Better, Ratio
from nexus_cli.errors import UsageError


def test_what_got_worst_comes_first_and_says_from_where_to_where() -> None:
    before = {"help_over_typer": 1.2, "one_by_one_over_at_once": 8.0}
    first, second = compare(before, {"help_over_typer": 1.1, "one_by_one_over_at_once": 4.0})
    assert first.sentence == "one_by_one_over_at_once went from 8.00 to 4.00: 100 % worse."
    assert second.sentence == "help_over_typer went from 1.20 to 1.10: 8 % better."


@given(st.floats(0.01, 100), st.floats(0.01, 100), st.sampled_from(Better))
def test_worse_is_above_nought_whichever_way_is_better(a: float, b: float, better: Better) -> None:
    moved = Ratio("", better).worse_by(a, b)
    assert (moved > 0) == (b > a if better is Better.LOWER else b < a)


def test_a_baseline_without_a_common_ratio_is_a_sentence() -> None:
    with pytest.raises(UsageError, match="no ratio in common"):
        compare({"help_over_typer": 1.0}, {"append_over_file": 2.0})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"ratios": {}}',
        '{"ratios": {"a": "b"}}',
        '{"ratios": {"a": -1}}',
        '{"ratios": {"a": NaN}}',
        '{"ratios": [1]}',
    ],
)
def test_a_file_without_ratios_is_no_baseline(tmp_path: Path, text: str) -> None:
    file = tmp_path / "before.json"
    file.write_text(text)
    with pytest.raises(UsageError, match="holds no ratios"):
        read_baseline(file)


def test_the_ratios_of_an_earlier_run_are_read(tmp_path: Path) -> None:
    file = tmp_path / "before.json"
    file.write_text(json.dumps({"schema": 1, "ratios": {"help_over_typer": 1.25}}))
    assert read_baseline(file) == {"help_over_typer": 1.25}


def test_every_ratio_says_what_it_compares() -> None:
    assert all(ratio.meaning for ratio in RATIOS.values())
