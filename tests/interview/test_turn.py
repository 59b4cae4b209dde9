"""Who speaks when: the pure reducer, without a clock or a store."""

from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.interview.actions import (
    Accept,
    Action,
    AnswerAboutRole,
    Ask,
    AskFollowUp,
    Clarify,
    End,
    Grade,
    MeasureCoverage,
    Pause,
    Repeat,
    WordFollowUp,
)
from nexus_cli.interview.turn import (
    Begin,
    Input,
    Phase,
    TurnState,
    Utterance,
    begin_state,
    reduce,
    replay,
)
from nexus_cli.knowledge.intents import Intent
from nexus_cli.models.events import (
    AnswerAccepted,
    Event,
    FollowUpAsked,
    InterviewEnded,
    InterviewPaused,
    Part,
    QuestionAsked,
)
from nexus_cli.models.question import Category
from nexus_cli.models.signals import CoverageMeasured, FollowUpWorded, NotSaved
from tests.made_up import NOON, prepared, question

START = begin_state(prepared(question("a"), question("b"), question("z", Category.CLOSING)), 0.6)


def asked(name: str, number: int) -> QuestionAsked:
    return QuestionAsked(at=NOON, question_id=name, number=number)


def accepted(name: str, text: str, part: Part = "answer") -> AnswerAccepted:
    return AnswerAccepted(at=NOON, question_id=name, part=part, text=text)


def follow_up(name: str) -> FollowUpAsked:
    return FollowUpAsked(at=NOON, question_id=name, text="And then?", about="the lamp")


def said(text: str, intent: Intent = Intent.ANSWER) -> Utterance:
    return Utterance(text=text, intent=intent)


def measured(coverage: float, open_point: str | None = "the lamp") -> CoverageMeasured:
    return CoverageMeasured(question_id="a", coverage=coverage, open_point=open_point)


def after(*items: Input, state: TurnState = START) -> tuple[TurnState, tuple[Action, ...]]:
    actions: tuple[Action, ...] = ()
    for item in items:
        state, actions = reduce(state, item)
    return state, actions


def test_the_interview_begins_with_the_first_question() -> None:
    assert after(Begin()) == (START, (Ask(0),))


def test_an_asked_question_gives_the_candidate_the_floor() -> None:
    state, actions = after(asked("a", 1))
    assert (state.phase, state.part, actions) == (Phase.TYPED, "answer", ())


def test_an_answer_is_saved_before_anything_else_happens() -> None:
    state, actions = after(asked("a", 1), said("I clean it"))
    assert (state.phase, actions) == (Phase.COMMITTED, (Accept("I clean it"),))


def test_a_second_answer_while_the_first_is_being_saved_changes_nothing() -> None:
    before, _ = after(asked("a", 1), said("I clean it"))
    assert reduce(before, said("and more")) == (before, ())


def test_a_saved_answer_is_held_against_its_key_points() -> None:
    _, actions = after(asked("a", 1), said("x"), accepted("a", "x"))
    assert actions == (MeasureCoverage("a"),)


def test_a_thin_answer_is_followed_up_about_the_open_point() -> None:
    _, actions = after(asked("a", 1), said("x"), accepted("a", "x"), measured(0.2))
    assert actions == (WordFollowUp("a", "the lamp"),)


def test_a_full_answer_is_graded_and_the_next_question_comes() -> None:
    _, actions = after(asked("a", 1), said("x"), accepted("a", "x"), measured(0.6))
    assert actions == (Grade("a"), Ask(1))


def test_an_answer_with_no_open_point_is_not_followed_up() -> None:
    _, actions = after(asked("a", 1), said("x"), accepted("a", "x"), measured(0.1, None))
    assert actions == (Grade("a"), Ask(1))


def test_a_worded_follow_up_is_asked() -> None:
    worded = FollowUpWorded(question_id="a", text="And then?", about="the lamp")
    _, actions = after(asked("a", 1), said("x"), accepted("a", "x"), measured(0.2), worded)
    assert actions == (AskFollowUp("a", "And then?", "the lamp"),)


def test_only_as_many_follow_ups_as_allowed_are_asked() -> None:
    once = (asked("a", 1), said("x"), accepted("a", "x"), follow_up("a"), said("y"))
    _, actions = after(*once, accepted("a", "y", "follow_up"))
    assert actions == (Grade("a"), Ask(1))
    generous = begin_state(prepared(question("a"), question("b"), follow_ups=2), 0.6)
    _, actions = after(*once, accepted("a", "y", "follow_up"), state=generous)
    assert actions == (MeasureCoverage("a"),)


def test_a_blank_answer_is_not_followed_up() -> None:
    _, actions = after(asked("a", 1), said(" "), accepted("a", " "))
    assert actions == (Grade("a"), Ask(1))


def test_a_closing_question_is_not_followed_up_and_ends_the_interview() -> None:
    _, actions = after(asked("z", 3), said("No."), accepted("z", "No."))
    assert actions == (Grade("z"), End("finished"))


def test_what_is_asked_in_the_closing_question_is_answered_and_accepted() -> None:
    _, actions = after(asked("z", 3), said("What is the pay?"))
    assert actions == (AnswerAboutRole("What is the pay?"), Accept("What is the pay?"))


def test_requests_do_not_use_up_the_turn() -> None:
    for intent, action in (
        (Intent.REPEAT, Repeat()),
        (Intent.CLARIFY, Clarify()),
        (Intent.ASKS_ABOUT_ROLE, AnswerAboutRole("x")),
    ):
        state, actions = after(asked("a", 1), said("x", intent))
        assert (state.phase, actions) == (Phase.TYPED, (action,))


def test_skip_pause_and_end_are_obeyed() -> None:
    for intent, action in (
        (Intent.SKIP, Accept("", skipped=True)),
        (Intent.PAUSE, Pause()),
        (Intent.END, End("candidate")),
    ):
        _, actions = after(asked("a", 1), said("x", intent))
        assert actions == (action,)


def test_an_answer_that_could_not_be_saved_gives_the_floor_back() -> None:
    state, _ = after(asked("a", 1), said("x"), NotSaved(text="x", sentence="The disk is full."))
    assert state.phase is Phase.TYPED


def test_a_session_that_was_never_begun_resumes_with_the_first_question() -> None:
    assert replay(START, [])[1] == (Ask(0),)


def test_an_unanswered_question_is_put_again_after_a_crash_or_a_pause() -> None:
    stopped: list[list[Event]] = [[asked("a", 1)], [asked("a", 1), InterviewPaused(at=NOON)]]
    for events in stopped:
        state, due = replay(START, events)
        assert (state.phase, due) == (Phase.TYPED, (Ask(0),))


def test_a_follow_up_that_waits_is_said_again() -> None:
    _, due = replay(START, [asked("a", 1), accepted("a", "x"), follow_up("a")])
    assert due == (Repeat(),)


def test_a_crash_after_saving_goes_on_where_it_was() -> None:
    _, due = replay(START, [asked("a", 1), accepted("a", "x")])
    assert due == (MeasureCoverage("a"),)


def test_an_ended_interview_has_nothing_left_to_do() -> None:
    ended = InterviewEnded(at=NOON, reason="candidate")
    state, due = replay(START, [asked("a", 1), accepted("a", "x"), ended])
    assert (state.phase, due) == (Phase.ENDED, ())


EVENTS: st.SearchStrategy[Event] = st.sampled_from(
    [
        asked("a", 1),
        asked("b", 2),
        asked("z", 3),
        accepted("a", "x"),
        accepted("a", ""),
        accepted("b", "y", "follow_up"),
        follow_up("a"),
        InterviewPaused(at=NOON),
        InterviewEnded(at=NOON, reason="finished"),
    ]
)


@given(st.lists(EVENTS, max_size=12))
def test_whatever_was_stored_replay_finds_a_way_on_or_an_end(events: list[Event]) -> None:
    state, due = replay(START, events)
    assert (due == ()) == (state.phase is Phase.ENDED)
