"""A waterfall as lines of text."""

from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.telemetry.waterfall import waterfall
from nexus_cli.telemetry.waterfall_text import head, lines
from nexus_cli.text import width
from tests.telemetry.test_waterfall import SPANS, TURN, span

MADE = waterfall(TURN, SPANS)


def test_every_stage_has_its_bar_and_its_length() -> None:
    assert lines(MADE, 44) == [
        "                                         ran",
        "your pause     ██████████·········    1.00 s",
        "writing down   ····░░░░···········  400.0 ms",
        "  speech model ····░░░············  300.0 ms",
        "speaking       ··········░░░░░████  900.0 ms",
        "  making sound ··········█████····  500.0 ms",
        "not explained                       100.0 ms",
    ]


def test_where_there_is_room_what_was_waited_for_adds_up_to_the_whole() -> None:
    shown = [line.split()[-2:] for line in lines(MADE, 80)[1:]]
    waited = {"1.00 s", "400.0 ms", "500.0 ms", "100.0 ms"}
    assert waited <= {" ".join(figure) for figure in shown}
    assert head(MADE) == "The latest spoken turn took 2.00 s."


def test_a_stage_without_a_name_of_its_own_is_shown_as_it_is_called() -> None:
    made = waterfall(TURN, [TURN, span(2, "look_up", 10, 11)])
    assert any(line.startswith("look up ") for line in lines(made, 60))


@given(st.integers(30, 200))
def test_no_line_is_wider_than_asked_for(cells: int) -> None:
    assert {width(line) for line in lines(MADE, cells)} == {cells}
