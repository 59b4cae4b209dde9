"""Where the time of a spoken turn goes, by the spans of a whole interview in virtual time."""

import pytest

from nexus_cli.models.events import Part
from nexus_cli.telemetry import Span, observed
from nexus_cli.telemetry.critical_path import critical_path, critical_steps
from tests.interview.talking_room import TalkingRoom
from tests.interview.wordy import Wordy
from tests.made_up import question

PARTS: tuple[Part, ...] = ("answer", "follow_up")
ANSWER = "I looked after the lamp and moved it to another tower."
MOST_RESIDUAL = 0.005


async def _answers(room: TalkingRoom) -> None:
    """Somebody who pauses once in every answer."""
    for name in ("a", "b"):
        for part in PARTS:
            await room.listening(name, part)
            await room.says(ANSWER, 0.5)
            await room.says(ANSWER)


@pytest.fixture(scope="module")
def spans() -> list[Span]:
    found: list[Span] = []
    with observed(found.append):
        TalkingRoom(question("a"), question("b"), follow_ups=1, brain=Wordy()).play(_answers)
    return found


def test_every_answer_is_one_turn_and_every_pause_one_that_was_broken_off(
    spans: list[Span],
) -> None:
    turns = [span for span in spans if span.name == "spoken_turn"]
    assert len([turn for turn in turns if not turn.error]) == 4
    assert {turn.error for turn in turns} == {"", "CancelledError"}


def test_the_critical_path_of_every_turn_sums_to_it(spans: list[Span]) -> None:
    for turn in (span for span in spans if span.name == "spoken_turn" and not span.error):
        assert critical_path(turn, spans).elsewhere <= MOST_RESIDUAL
        steps = critical_steps(turn, spans)
        assert sum(step.end - step.start for step in steps) == pytest.approx(turn.seconds)
        assert {step.span.name for step in steps} >= {"endpoint_wait", "play"}


def test_what_is_done_about_an_answer_is_part_of_its_turn(spans: list[Span]) -> None:
    by_id = {span.id: span for span in spans}
    for name in ("measure_coverage", "await_reply"):
        inside = [by_id[span.parent_id] for span in spans if span.name == name and span.parent_id]
        assert inside
        assert {span.name for span in inside} == {"decide"}
