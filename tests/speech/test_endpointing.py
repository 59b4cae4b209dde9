"""How long a silence must last before the turn is over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.models.patience import Patience
from nexus_cli.speech.endpointing import Heard, endpoint
from nexus_cli.speech.patience import PauseHabit

DONE = "I clean the lamp before every sunset, and I start the generator once a week."


def wait(
    text: str,
    coverage: float | None = None,
    falling: bool | None = None,
    request: bool = False,
    patience: Patience = Patience.NORMAL,
) -> float:
    return endpoint(Heard(text, coverage, falling, request), patience, PauseHabit()).wait_seconds


SOON = 0.675
"""A stranger's shorter wait at normal patience."""


def test_a_complete_answer_is_taken_after_seven_tenths_of_a_second() -> None:
    assert wait(DONE, 1.0) == pytest.approx(SOON)


def test_an_unfinished_sentence_is_given_almost_three_seconds() -> None:
    assert wait("I clean the lamp and", 1.0) == wait("I clean the lamp, um", 1.0) == 2.75


def test_a_finished_sentence_that_leaves_points_open_is_given_more_time() -> None:
    waits = [wait(DONE, coverage) for coverage in (0.2, 0.6, 0.75, 0.9, 1.0)]
    assert waits == sorted(waits, reverse=True)
    assert waits[2] > 2.4


def test_a_last_point_made_only_now_is_given_time_to_go_on() -> None:
    made_now, made_before = wait(DONE, 0.9), wait(DONE, 1.0)
    assert made_before + 1.0 < made_now < wait(DONE, 0.5)


def test_a_full_stop_after_a_word_that_leaves_it_open_ends_no_answer() -> None:
    assert wait("I clean the lamp before every sunset. Then I start.", 1.0) > 2.0


def test_a_long_answer_is_taken_sooner_though_points_are_open() -> None:
    assert wait(f"{DONE} " * 12, 0.3) < wait(DONE, 0.3) - 0.5


def test_i_do_not_know_is_not_waited_for() -> None:
    assert wait("I don't know.", 0.0) == pytest.approx(SOON)


def test_a_request_is_not_waited_for() -> None:
    assert wait("Can you repeat that", 0.0, request=True) == pytest.approx(SOON)


def test_a_voice_that_did_not_fall_is_given_more_time() -> None:
    assert wait(DONE, 1.0, falling=False) > wait(DONE, 1.0) == wait(DONE, 1.0, falling=True)


def test_patience_scales_every_wait() -> None:
    for text in (DONE, "and"):
        low, normal, high = (wait(text, 1.0, patience=patience) for patience in Patience)
        assert low < normal < high


def test_the_reason_can_be_shown() -> None:
    habit = PauseHabit()
    why = endpoint(Heard("I clean the lamp and", 1.0), Patience.NORMAL, habit).why
    assert why == "“and” sounds as if more is coming"
    assert endpoint(Heard(DONE, 1.0), Patience.NORMAL, habit).why == "your answer sounds complete"
    assert endpoint(Heard(DONE, 0.5), Patience.NORMAL, habit).why == "there may be more to say"


@given(
    st.text(),
    st.none() | st.floats(-2, 2),
    st.none() | st.booleans(),
    st.sampled_from(Patience),
)
def test_the_wait_stays_between_the_two_of_this_person(
    text: str, coverage: float | None, falling: bool | None, patience: Patience
) -> None:
    shortest, longest = PauseHabit().waits(patience)
    found = endpoint(Heard(text, coverage, falling), patience, PauseHabit())
    assert shortest - 1e-9 <= found.wait_seconds <= longest + 1e-9
    assert found.why
