"""A session's state is the fold of its events."""

import pytest

from nexus_cli.models.events import (
    EVENT,
    AnswerAccepted,
    AnswerPart,
    Event,
    FollowUpAsked,
    InterviewPaused,
    QuestionAsked,
    ScoreOverridden,
)
from nexus_cli.models.session import fold, fold_in
from tests.made_up import NOON, prepared, question

EVENTS: list[Event] = [
    prepared(question("a"), question("b")),
    QuestionAsked(at=NOON, question_id="a", number=1),
    AnswerPart(at=NOON, question_id="a", part="answer", text="I cl"),
    AnswerAccepted(at=NOON, question_id="a", part="answer", text="I clean it.", seconds=4),
    FollowUpAsked(at=NOON, question_id="a", text="And then?", about="the generator"),
    AnswerAccepted(at=NOON, question_id="a", part="follow_up", text="I start it.", seconds=3),
    ScoreOverridden(at=NOON, question_id="a", dimension="depth", score=4, because="It was clear."),
    QuestionAsked(at=NOON, question_id="b", number=2),
]


def test_answers_follow_ups_and_times_add_up() -> None:
    answer = fold(EVENTS).answers["a"]
    assert (answer.answer, answer.follow_up_answer) == ("I clean it.", "I start it.")
    assert answer.seconds == 7
    assert answer.overrides["depth"].score == 4


def test_a_draft_is_there_until_the_answer_is() -> None:
    assert fold(EVENTS[:3]).answers["a"].draft == "I cl"
    assert fold(EVENTS[:4]).answers["a"].draft == ""


def test_the_question_in_hand_is_the_last_one_asked() -> None:
    state = fold(EVENTS)
    assert (state.current, state.ungraded) == ("b", ("a",))


def test_a_pause_ends_when_the_question_is_asked_again() -> None:
    paused = fold([*EVENTS, InterviewPaused(at=NOON)])
    assert paused.paused
    assert not fold_in(paused, QuestionAsked(at=NOON, question_id="b", number=2)).paused


def test_events_one_by_one_lead_where_all_at_once_do() -> None:
    state = fold(EVENTS[:1])
    for event in EVENTS[1:]:
        state = fold_in(state, event)
    assert state == fold(EVENTS)


def test_what_is_no_session_is_refused() -> None:
    for events in ([], EVENTS[1:]):
        with pytest.raises(ValueError, match="session"):
            fold(events)


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.type)
def test_events_survive_being_written_down(event: Event) -> None:
    assert EVENT.validate_json(EVENT.dump_json(event)) == event
