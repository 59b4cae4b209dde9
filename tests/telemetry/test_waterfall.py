"""A stage and what ran inside it, as plain text."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.telemetry import Span
from nexus_cli.telemetry.waterfall import Row, bar, latest_turn, waterfall


def span(
    number: int, name: str, begin: float, end: float, inside: int | None = 1, error: str = ""
) -> Span:
    return Span(name, begin, end - begin, None, {}, error=error, id=number, parent_id=inside)


TURN = span(1, "spoken_turn", 10, 12, None)
SPANS = [
    TURN,
    span(2, "endpoint_wait", 10, 11),
    span(3, "transcribe", 10.4, 10.8),
    span(4, "stt", 10.4, 10.7, 3),
    span(5, "play", 11.1, 12),
    span(6, "synthesise", 11.1, 11.6, 5),
]


def test_rows_stand_in_order_of_time_each_under_what_it_ran_inside_of() -> None:
    made = waterfall(TURN, SPANS)
    assert [(row.name, row.depth) for row in made.rows] == [
        ("endpoint_wait", 0),
        ("transcribe", 0),
        ("stt", 1),
        ("play", 0),
        ("synthesise", 1),
    ]


def test_what_was_waited_for_and_what_nothing_explains_add_up_to_the_whole() -> None:
    made = waterfall(TURN, SPANS)
    waited = {row.name: round(row.waited_seconds, 6) for row in made.rows}
    assert waited == {
        "endpoint_wait": 1,
        "transcribe": 0,
        "stt": 0,
        "play": 0.4,
        "synthesise": 0.5,
    }
    assert round(made.elsewhere, 6) == 0.1


def test_bars_are_to_scale() -> None:
    made = waterfall(TURN, SPANS)
    drawn = {row.name: bar(row, made.seconds, 20) for row in made.rows}
    assert drawn == {
        "endpoint_wait": "██████████··········",
        "transcribe": "····░░░░············",
        "stt": "····░░░·············",
        "play": "···········░░░░░████",
        "synthesise": "···········█████····",
    }


def test_a_stage_too_short_for_a_cell_is_seen_all_the_same() -> None:
    assert bar(Row("save", 0, 0.5, 0.001, ((0.5, 0.501),)), 1, 10) == "·····█····"


def test_a_stage_that_began_before_and_ended_after_fills_the_bar() -> None:
    assert bar(Row("reply", 0, -1, 9, ()), 1, 4) == "░░░░"


def test_the_latest_turn_that_came_to_its_end_is_shown() -> None:
    typed = span(7, "turn", 1, 2, None)
    broken = span(8, "spoken_turn", 20, 21, None, "CancelledError")
    found = latest_turn([typed, *SPANS, broken])
    assert found is not None
    assert found.name == "spoken_turn"
    assert latest_turn([broken]) is None


moments = st.floats(0, 30, allow_nan=False)


@given(st.lists(st.tuples(moments, moments, st.integers(1, 9)), max_size=10), st.integers(1, 99))
def test_every_bar_is_as_wide_as_asked_for_and_every_second_has_one_row(
    drawn: list[tuple[float, float, int]], cells: int
) -> None:
    parts = [span(n, f"s{n}", min(a, b), max(a, b), up) for n, (a, b, up) in enumerate(drawn, 2)]
    made = waterfall(TURN, [TURN, *parts])
    assert all(len(bar(row, made.seconds, cells)) == cells for row in made.rows)
    steps = sorted(step for row in made.rows for step in row.steps)
    assert all(before[1] <= after[0] + 1e-9 for before, after in pairwise(steps))
    total = sum(row.waited_seconds for row in made.rows) + made.elsewhere
    assert abs(total - made.seconds) < 1e-6
