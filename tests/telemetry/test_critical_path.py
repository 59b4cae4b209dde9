"""What a stage had to wait for."""

import math

from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.telemetry import Span
from nexus_cli.telemetry.critical_path import critical_path, critical_steps


def span(number: int, name: str, begin: float, end: float, inside: int | None = 1) -> Span:
    return Span(name, begin, end - begin, None, {}, id=number, parent_id=inside)


TURN = span(1, "turn", 10, 20, inside=None)


def test_stages_one_after_the_other_add_up_with_the_gaps_between_them() -> None:
    path = critical_path(TURN, [TURN, span(2, "reply", 11, 17), span(3, "store_append", 17, 19)])
    assert path.seconds == {"reply": 6, "store_append": 2}
    assert path.elsewhere == 2


def test_of_two_side_by_side_the_one_that_was_waited_for_counts() -> None:
    path = critical_path(TURN, [span(2, "cv", 10, 14), span(3, "job", 10, 19)])
    assert (path.seconds, path.elsewhere) == ({"job": 9}, 1)


def test_what_goes_on_after_the_whole_was_not_waited_for_to_its_end() -> None:
    streamed = span(2, "reply", 11, 25)
    path = critical_path(TURN, [streamed, span(3, "wait", 10, 14), span(4, "play", 18, 20)])
    assert (path.seconds, path.elsewhere) == ({"wait": 4, "reply": 4, "play": 2}, 0)


def test_the_steps_of_a_path_follow_one_another_without_a_gap() -> None:
    steps = critical_steps(TURN, [span(2, "reply", 11, 17), span(3, "llm", 12, 16, inside=2)])
    assert [(step.span.name, step.start, step.end) for step in steps] == [
        ("turn", 10, 11),
        ("reply", 11, 12),
        ("llm", 12, 16),
        ("reply", 16, 17),
        ("turn", 17, 20),
    ]


def test_inside_a_stage_its_own_stages_are_named() -> None:
    path = critical_path(TURN, [span(2, "reply", 10, 20), span(3, "llm", 12, 19, inside=2)])
    assert (path.seconds, path.elsewhere) == ({"llm": 7, "reply": 3}, 0)


def test_what_ran_behind_in_another_task_is_no_part_of_it() -> None:
    path = critical_path(TURN, [span(2, "grade", 5, 25, inside=None)])
    assert (path.seconds, path.elsewhere) == ({}, 10)


def test_ids_that_go_in_a_circle_end_somewhere() -> None:
    itself = span(1, "turn", 10, 20, inside=1)
    path = critical_path(itself, [itself, span(2, "reply", 12, 13)])
    assert (path.seconds, path.elsewhere) == ({"reply": 1}, 9)


moments = st.floats(0, 30, allow_nan=False)


@given(st.lists(st.tuples(moments, moments, st.integers(1, 9)), max_size=10))
def test_the_parts_always_add_up(drawn: list[tuple[float, float, int]]) -> None:
    spans = [span(n, f"s{n}", min(a, b), max(a, b), up) for n, (a, b, up) in enumerate(drawn, 2)]
    path = critical_path(TURN, spans)
    assert math.isclose(sum(path.seconds.values()) + path.elsewhere, 10, abs_tol=1e-6)
    assert path.elsewhere >= 0
    assert all(seconds >= 0 for seconds in path.seconds.values())
