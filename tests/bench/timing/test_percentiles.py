"""Percentiles, bins and what is left out."""

import statistics
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.bench.timing.histogram import BINS, histogram
from nexus_cli.bench.timing.measurement import Measurement
from nexus_cli.bench.timing.percentiles import percentile
from nexus_cli.bench.timing.scenario import Round

times = st.lists(st.floats(0.001, 1e6), min_size=1, max_size=60)


def test_the_median_of_an_even_number_lies_between_the_two_in_the_middle() -> None:
    assert percentile([4.0, 1.0, 2.0, 3.0], 0.5) == 2.5


@given(st.lists(st.floats(0.001, 1e6), min_size=2, max_size=60))
def test_percentiles_are_those_of_the_standard_library(values: list[float]) -> None:
    cuts = statistics.quantiles(values, n=100, method="inclusive")
    assert percentile(values, 0.95) == pytest.approx(cuts[94])
    assert min(values) <= percentile(values, 0.05) <= percentile(values, 0.5) <= max(values)


def test_no_values_have_no_percentile() -> None:
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.5)


@given(times)
def test_every_value_is_in_one_bin(values: list[float]) -> None:
    bins = histogram(values)
    assert sum(one.count for one in bins) == len(values)
    assert len(bins) <= BINS + 2
    assert all(a.high == pytest.approx(b.low) for a, b in pairwise(bins))
    slack = 1e-9 * max(values)
    assert bins[0].low <= min(values) + slack
    assert max(values) <= bins[-1].high + slack


def test_bins_have_round_ends() -> None:
    assert [(b.low, b.high, b.count) for b in histogram([12.0, 13.0, 27.0, 49.9])] == [
        (10.0, 15.0, 2),
        (15.0, 20.0, 0),
        (20.0, 25.0, 0),
        (25.0, 30.0, 1),
        (30.0, 35.0, 0),
        (35.0, 40.0, 0),
        (40.0, 45.0, 0),
        (45.0, 50.0, 1),
    ]
    assert histogram([]) == []


@pytest.mark.parametrize(("n", "told"), [(99, False), (100, True)])
def test_the_99th_percentile_needs_a_hundred_values(n: int, told: bool) -> None:
    metric = Measurement([Round({"help_ms": [5.0]}) for _ in range(n)]).metrics["help_ms"]
    assert metric.n == n
    assert (metric.p99 is not None) is told
    assert metric.as_json().get("p99") == (5.0 if told else None)


def test_a_metric_that_only_failed_is_told_with_its_failures() -> None:
    rounds = [Round(failures={"setup_ms": 1}), Round(failures={"setup_ms": 2})]
    metric = Measurement(rounds).metrics["setup_ms"]
    assert metric.as_json() == {"unit": "ms", "n": 0, "failures": 3}


def test_a_ratio_that_rounds_bring_is_their_median() -> None:
    rounds = [Round(ratios={"one_by_one_over_at_once": r}) for r in (6.3, 9.0, 6.4)]
    assert Measurement(rounds).ratios == {"one_by_one_over_at_once": 6.4}


def test_work_that_keeps_a_core_busy_is_compared_by_its_fastest_times() -> None:
    slow = Round({"help_ms": [900.0], "bare_typer_ms": [200.0]})
    other = Round({"help_ms": [300.0, 350.0], "bare_typer_ms": [800.0]})
    assert Measurement([slow, other]).ratios == {"help_over_typer": 1.5}
    assert Measurement([Round({"help_ms": [300.0]})]).ratios == {}


def test_the_parts_of_a_breakdown_still_sum_to_the_mean_whole() -> None:
    rounds = [
        Round(parts={"setup_ms": {"read": 2.0, "plan": 4.0}}),
        Round(parts={"setup_ms": {"read": 4.0, "plan": 6.0}}),
    ]
    assert Measurement(rounds).breakdown == {"setup_ms": {"read": 3.0, "plan": 5.0}}
