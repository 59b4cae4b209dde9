"""Three patiences, and what is learnt of a person's pauses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.models.patience import Patience
from nexus_cli.speech.patience import WAITS, PauseHabit


def test_a_stranger_is_given_the_middle_wait() -> None:
    complete, incomplete = PauseHabit().waits(Patience.NORMAL)
    assert (complete, incomplete) == pytest.approx((0.675, 2.75))


def test_more_patience_waits_longer() -> None:
    low, normal, high = (PauseHabit().waits(patience) for patience in Patience)
    assert low[0] < normal[0] < high[0]
    assert low[1] < normal[1] < high[1]


def test_whoever_pauses_long_is_waited_for_longer() -> None:
    slow = PauseHabit()
    for _ in range(20):
        slow = slow.after(2.0)
    assert slow.waits(Patience.NORMAL) == (0.75, 3.0)


def test_first_pauses_teach_more_than_later_ones() -> None:
    habit, shares = PauseHabit(), []
    for _ in range(10):
        longer = habit.seconds + 0.5
        shares.append((habit.after(longer).seconds - habit.seconds) / 0.5)
        habit = habit.after(longer)
    assert shares[0] == pytest.approx(0.3)
    assert shares[0] > shares[1] > shares[2] > shares[6]
    assert shares[7:] == pytest.approx([0.1] * 3)


def test_one_long_thought_teaches_no_more_than_two_and_a_half_seconds() -> None:
    assert PauseHabit().after(60.0) == PauseHabit().after(2.5)


def test_a_gap_inside_a_word_teaches_nothing() -> None:
    assert PauseHabit().after(0.1) == PauseHabit()
    assert PauseHabit().after(float("nan")) == PauseHabit()


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True)), st.sampled_from(Patience))
def test_no_pause_moves_a_wait_out_of_its_range(pauses: list[float], patience: Patience) -> None:
    habit = PauseHabit()
    for pause in pauses:
        habit = habit.after(pause)
    complete, incomplete = habit.waits(patience)
    chosen = WAITS[patience]
    assert chosen.complete_seconds[0] <= complete <= chosen.complete_seconds[1]
    assert chosen.incomplete_seconds[0] <= incomplete <= chosen.incomplete_seconds[1]
