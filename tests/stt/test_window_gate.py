"""When short windows may be used, and when no longer."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.stt.window_gate import UNFIT, WORDS, WRONGLY_OPEN, WindowGate, plain_words

LETTERS = "abcdefghijklmnopqrst"
STRETCH = " ".join(f"word{letter}" for letter in LETTERS)
"""Twenty words."""


def with_changes(count: int) -> str:
    """Return the stretch with so many words of it changed."""
    return " ".join([*("other" for _ in range(count)), *STRETCH.split()[count:]])


def gate_after(*changes: int) -> WindowGate:
    """Return a gate that compared stretches with so many words changed in each."""
    gate = WindowGate()
    for count in changes:
        gate.compare(STRETCH, with_changes(count))
    return gate


def test_three_stretches_that_agree_open_it() -> None:
    assert not gate_after(0, 0).open
    assert gate_after(0, 0, 0).open


def test_words_alone_are_not_enough_without_stretches() -> None:
    gate = WindowGate()
    long = " ".join(f"{first}{second}" for first in LETTERS for second in "aeiou")
    gate.compare(long, long)
    assert not gate.open
    for _ in range(2):
        gate.compare(STRETCH, STRETCH)
    assert gate.open


def test_a_word_that_differs_asks_for_more_that_agree() -> None:
    assert not gate_after(1, 0, 0, 0).open
    assert gate_after(1, 0, 0, 0, 0).open


def test_many_words_that_differ_close_it_for_good() -> None:
    gate = gate_after(4)
    assert gate.closed
    for _ in range(50):
        gate.compare(STRETCH, STRETCH)
    assert gate.closed
    assert not gate.open


def test_once_open_one_word_may_differ_and_three_close_together_may_not() -> None:
    assert gate_after(0, 0, 0, 1).open
    assert gate_after(0, 0, 0, 1, 0, 0, 1).open
    closed = gate_after(0, 0, 0, 2, 1)
    assert closed.closed
    assert not closed.open


def test_agreement_of_long_ago_makes_up_for_nothing() -> None:
    assert gate_after(*[0] * 100, 3).closed


def test_short_stretches_count_for_nothing() -> None:
    gate = WindowGate()
    few = " ".join(STRETCH.split()[: WORDS - 1])
    for _ in range(200):
        gate.compare(few, few)
    assert not gate.open
    gate.compare(few, "")
    assert not gate.closed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Well-known, I think.", "well known I think"),
        ("We saved 50% of it", "we saved fifty percent of it"),
        ("In 2019, K8s was new.", "in two thousand nineteen was new"),
        ("It\u2019s \u2013 fine", "it's fine"),
    ],
)
def test_case_signs_and_numbers_are_no_difference(one: str, other: str) -> None:
    assert plain_words(one) == plain_words(other)


@given(st.lists(st.tuples(st.text(), st.text())))
def test_whatever_is_compared_it_is_never_open_and_closed(pairs: list[tuple[str, str]]) -> None:
    gate = WindowGate()
    for padded, short in pairs:
        was_closed = gate.closed
        gate.compare(padded, short)
        assert not (gate.open and gate.closed)
        assert gate.closed or not was_closed


@given(st.lists(st.text(alphabet="ab ", max_size=40), max_size=30))
def test_the_same_words_never_close_it(texts: list[str]) -> None:
    gate = WindowGate()
    for text in texts:
        gate.compare(text, text)
    assert not gate.closed


def test_where_six_words_in_a_hundred_differ_it_opens_as_seldom_as_is_said() -> None:
    # Exact: words differ independently, and the order of stretches changes nothing before it opens.
    reached: dict[tuple[int, ...], tuple[tuple[int, ...], float]] = {(): ((), 1.0)}
    opened = 0.0
    for _ in range(8):
        after: dict[tuple[int, ...], tuple[tuple[int, ...], float]] = {}
        for changes, chance in reached.values():
            for count in range(6):
                p = chance * math.comb(20, count) * UNFIT**count * (1 - UNFIT) ** (20 - count)
                gate = gate_after(*changes, count)
                if gate.open:
                    opened += p
                elif not gate.closed:
                    key = tuple(sorted((*changes, count)))
                    after[key] = (*changes, count), after.get(key, ((), 0.0))[1] + p
        reached = after
    assert 0 < opened <= WRONGLY_OPEN
