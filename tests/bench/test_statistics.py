"""Figures that can be worked out by hand, and the promises of the bootstrap."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.bench.statistics import interval, pearson, ranks, spearman, weighted_kappa

SERIES = st.lists(st.floats(-1e3, 1e3), min_size=2, max_size=30)


def test_a_straight_line_correlates_fully_and_its_mirror_negatively() -> None:
    assert pearson([1, 2, 3], [10, 20, 30]) == pytest.approx(1)
    assert pearson([1, 2, 3], [30, 20, 10]) == pytest.approx(-1)
    assert pearson([1, 1, 1], [1, 2, 3]) == 0.0


def test_ties_share_the_mean_of_their_ranks() -> None:
    assert ranks([5.0, 1.0, 5.0, 9.0]) == [1.5, 0.0, 1.5, 3.0]
    assert spearman([1, 2, 3, 400], [0, 10, 11, 12]) == pytest.approx(1)


def test_kappa_is_one_for_agreement_and_falls_with_the_square_of_the_distance() -> None:
    assert weighted_kappa([0, 1, 2], [0, 1, 2], 3) == 1.0
    near = weighted_kappa([0, 1, 2, 2], [0, 1, 2, 1], 3)
    far = weighted_kappa([0, 1, 2, 2], [0, 1, 2, 0], 3)
    assert 1 > near > far
    assert weighted_kappa([1, 1], [1, 1], 3) == 0.0


def test_an_interval_holds_the_mean_and_is_the_same_every_time() -> None:
    values = [0.1, 0.5, 0.6, 0.4, 0.9, 0.3]
    low, high = interval(values)
    assert low < sum(values) / len(values) < high
    assert interval(values) == (low, high)
    assert interval([]) == (0.0, 0.0)


@given(SERIES)
def test_a_correlation_stays_in_its_range_in_any_order(values: list[float]) -> None:
    other = [value * value for value in values]
    found = pearson(values, other)
    assert -1 - 1e-9 <= found <= 1 + 1e-9
    assert pearson(values[::-1], other[::-1]) == found
