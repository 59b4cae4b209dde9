"""A round of turns as metrics and ratios."""

import pytest

from nexus_cli.bench.spoken.found_times import FoundTimes
from nexus_cli.bench.spoken.script import ANSWERS
from nexus_cli.bench.spoken.sitting import HeardTurn
from nexus_cli.bench.spoken.turn_times import TurnTimes

TIMES = TurnTimes(1000.0, 1200.0, 800.0, {"endpoint_wait": 700.0, "rest": 500.0})


def timed(times: TurnTimes | None) -> list[tuple[HeardTurn, TurnTimes | None]]:
    return [(HeardTurn(answer, 0.0, 0.0), times) for answer in ANSWERS]


def test_the_first_turn_is_cold_and_counted_apart() -> None:
    found = FoundTimes()
    found.turns(timed(TIMES))

    assert found.times["next_question_cold_substantive_ms"] == [1200.0]
    assert found.times["next_question_padded_ms"] == [1200.0]
    assert found.times["next_question_substantive_ms"] == [1200.0, 1200.0]
    assert found.times["next_question_first_ms"] == [1000.0, 1000.0]
    assert found.times["floor_ms"] == [800.0, 800.0]
    assert found.times["next_question_over_floor_ms"] == [400.0, 400.0]
    assert found.times["done_key_ms"] == [1200.0]


def test_a_turn_without_times_is_a_failure_of_its_metrics() -> None:
    found = FoundTimes()
    found.turns(timed(None))

    assert not found.times
    assert found.failures["follow_up_substantive_ms"] == 2
    assert found.failures["done_key_ms"] == 1
    assert found.failures["next_question_padded_ms"] == 1


def test_ratios_compare_the_medians_of_the_round() -> None:
    found = FoundTimes()
    found.turns(timed(TIMES))
    found.add(("follow_up_formula_ms",), (1000.0,))
    found.naive({"next_question": (3600.0, {"endpoint": 3600.0}), "follow_up": None})

    brought = found.round()

    assert brought.ratios["naive_over_next_question"] == pytest.approx(3.0)
    assert brought.ratios["follow_up_over_formula"] == pytest.approx(1.2)
    assert "naive_over_follow_up" not in brought.ratios
    assert brought.failures["naive_follow_up_ms"] == 1
    assert sum(brought.parts["follow_up_substantive_ms"].values()) == pytest.approx(1200.0)
