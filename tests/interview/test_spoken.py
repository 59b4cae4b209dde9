"""The spoken turn: when the person is heard, when nexus speaks, and that no word is lost."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_cli.interview.spoken.actions import (
    Anticipate,
    CommitAnswer,
    CountDown,
    Deafen,
    KeepPart,
    OfferTyping,
    Reopen,
    Request,
    Speak,
    SpokenAction,
    StartListening,
    StopSpeaking,
    TranscribeTail,
    Withdraw,
)
from nexus_cli.interview.spoken.inputs import (
    DeviceBack,
    DeviceLost,
    DoneKey,
    HoldKey,
    NotTranscribed,
    Say,
    SetPatience,
    SpeechPaused,
    SpeechStarted,
    SpokenInput,
    Stamp,
    Tick,
    Transcribed,
    TypeKey,
    VoiceFinished,
)
from nexus_cli.interview.spoken.reducing import reduce_spoken
from nexus_cli.interview.spoken.state import BACK_SECONDS, SpokenState
from nexus_cli.interview.turn import Phase, TurnState, Utterance, reduce
from nexus_cli.knowledge.intents import Intent
from nexus_cli.models.events import AnswerAccepted, InterviewEnded, InterviewPaused, QuestionAsked
from nexus_cli.models.patience import Patience
from nexus_cli.models.signals import NotSaved
from nexus_cli.models.spoken import SpokenPhase
from tests.interview.spoken_world import Room, your_turn
from tests.made_up import NOON

ANSWER = "I clean the lamp before every sunset and start the generator once a week."


def accepted(text: str = "x") -> AnswerAccepted:
    return AnswerAccepted(at=NOON, question_id="a", part="answer", text=text)


def typed(text: str, intent: Intent = Intent.ANSWER) -> Utterance:
    return Utterance(text=text, intent=intent)


def listening() -> Room:
    """A room in which the first question was asked and heard."""
    room = Room()
    room.feed(Say("How do you look after it?"), your_turn())
    room.finish_voice()
    assert room.state.phase is SpokenPhase.LISTENING
    return room


def answered(text: str = ANSWER) -> Room:
    """A room in which `text` was said, written down, and followed by a long silence."""
    room = listening()
    room.say(text)
    room.write(1.0)
    room.silence(5.0)
    return room


def committed_texts(actions: list[SpokenAction]) -> list[str]:
    return [action.said.text for action in actions if isinstance(action, CommitAnswer)]


def offered(actions: list[SpokenAction]) -> list[str]:
    return [action.text for action in actions if isinstance(action, OfferTyping)]


def requested(actions: list[SpokenAction]) -> list[Utterance]:
    return [action.said for action in actions if isinstance(action, Request)]


def test_the_question_is_spoken_before_anyone_is_heard() -> None:
    room = Room()
    room.feed(Say("How do you look after it?"), your_turn())
    assert [type(action) for action in room.done] == [Speak]


def test_nexus_is_deaf_while_it_speaks_and_a_little_longer() -> None:
    room = Room()
    room.feed(Say("How do you look after it?"), your_turn(), SpeechStarted())
    assert room.state.phase is SpokenPhase.SPEAKING
    assert room.voice is not None
    assert room.feed(VoiceFinished(room.voice), Tick(0.2)) == []
    assert room.silence(0.3) == [StartListening(room.state.stamp)]


def test_things_are_said_one_after_the_other() -> None:
    room = Room()
    room.feed(Say("Thanks."), Say("Next one."))
    assert room.voice is not None
    said = room.feed(VoiceFinished(room.voice))
    assert [action.text for action in said if isinstance(action, Speak)] == ["Next one."]


def test_without_a_voice_the_floor_opens_at_once() -> None:
    room = Room()
    assert room.feed(your_turn()) == [StartListening(room.state.stamp)]


def test_each_pause_is_transcribed_while_the_person_may_still_go_on() -> None:
    room = listening()
    (tail,) = room.say("I clean the lamp")
    assert isinstance(tail, TranscribeTail)
    kept, shown = room.write()
    assert isinstance(kept, KeepPart)
    assert kept.text == "I clean the lamp"
    assert isinstance(shown, CountDown)


def test_a_long_pause_after_a_finished_answer_hands_it_over() -> None:
    assert committed_texts(answered().done) == [ANSWER]


def test_a_short_pause_does_not() -> None:
    room = listening()
    room.say(ANSWER)
    room.write(1.0)
    assert room.silence(0.5) == []
    assert room.state.phase is SpokenPhase.PAUSED


def test_an_unfinished_sentence_is_waited_for() -> None:
    room = listening()
    room.say("I clean the lamp and")
    room.write(1.0)
    assert room.silence(2.4) == []


def test_nothing_is_handed_over_before_its_last_words_are_written_down() -> None:
    room = listening()
    room.say(ANSWER)
    assert room.silence(60.0) == []
    room.write(1.0)
    assert committed_texts(room.silence(60.0)) == [ANSWER]


def test_words_said_while_a_transcription_runs_come_after_it() -> None:
    room = listening()
    room.say("I clean the lamp,")
    assert room.say("and I start the generator.") == []
    (_, tail) = room.write()
    assert isinstance(tail, TranscribeTail)
    room.write(1.0)
    whole = "I clean the lamp, and I start the generator."
    assert committed_texts(room.silence(5.0)) == [whole]


def test_a_noise_is_no_answer() -> None:
    room = listening()
    room.say("")
    room.write()
    assert room.state.phase is SpokenPhase.LISTENING
    assert room.silence(60.0) == []


def test_the_done_key_ends_the_wait() -> None:
    room = listening()
    room.say("I clean the lamp and")
    room.write()
    assert committed_texts(room.feed(DoneKey())) == ["I clean the lamp and"]


def test_the_done_key_in_mid_sentence_takes_the_last_words_along() -> None:
    room = listening()
    room.begin("I clean the lamp")
    (tail,) = room.feed(DoneKey())
    assert isinstance(tail, TranscribeTail)
    assert committed_texts(room.write()) == ["I clean the lamp"]


def test_the_done_key_in_a_pause_waits_for_the_words_before_it() -> None:
    room = listening()
    room.say("I clean the lamp")
    room.write()
    room.say("every day.")
    assert room.feed(DoneKey()) == []
    assert committed_texts(room.write()) == ["I clean the lamp every day."]


def test_the_done_key_after_a_repeated_question_waits_for_earlier_words() -> None:
    room = listening()
    room.say("I clean the lamp")
    room.write()
    room.begin("every day.")
    room.feed(typed("", Intent.REPEAT), Say("How do you look after it?"))
    room.finish_voice()
    assert room.feed(DoneKey()) == []
    assert committed_texts(room.write()) == ["I clean the lamp every day."]


def test_the_done_key_with_nothing_said_changes_nothing() -> None:
    room = listening()
    before = room.state
    assert (room.feed(DoneKey()), room.state) == ([], before)


def test_the_done_key_stops_the_voice() -> None:
    room = Room()
    room.feed(Say("A long remark."))
    assert room.feed(DoneKey()) == [StopSpeaking(Stamp(0, 1))]


def test_the_thinking_key_stops_the_countdown_until_it_is_let_go() -> None:
    room = listening()
    room.say(ANSWER)
    room.write(1.0)
    assert room.feed(HoldKey(True), Tick(30.0), HoldKey(False), Tick(30.5)) == []
    assert committed_texts(room.silence(31.0)) == [ANSWER]


def test_patience_can_be_changed_in_the_middle_of_a_wait() -> None:
    room = listening()
    room.say(ANSWER)
    room.write(1.0)
    (shown,) = room.feed(SetPatience(Patience.HIGH))
    assert isinstance(shown, CountDown)
    assert shown.wait_seconds > 0.8
    assert room.silence(0.8) == []


def test_pauses_that_were_spoken_through_are_learnt() -> None:
    room = listening()
    room.say("I clean the lamp")
    room.write()
    before = room.state.habit.seconds
    room.begin("and I start the generator", after_seconds=2.0)
    assert room.state.habit.seconds > before


def test_what_follows_is_begun_where_an_answer_may_end_and_withdrawn_when_it_goes_on() -> None:
    room = listening()
    room.say(ANSWER)
    begun = [action for action in room.write() if isinstance(action, Anticipate)]
    assert begun == [Anticipate(room.state.stamp, ANSWER)]
    assert room.feed(SpeechStarted(0.4)) == [Withdraw(begun[0].stamp)]


def test_nothing_is_begun_where_an_answer_certainly_goes_on_or_asks_for_something() -> None:
    for words in ("I clean the lamp and", "Could you repeat the question?"):
        room = listening()
        room.say(words)
        assert not [action for action in room.write() if isinstance(action, Anticipate)]
        assert room.feed(SpeechStarted(0.4)) == []


def test_what_follows_is_begun_at_two_likely_ends_of_one_answer_and_no_more() -> None:
    room = listening()
    for _ in range(4):
        room.say(ANSWER)
        room.write()
    assert len([action for action in room.done if isinstance(action, Anticipate)]) == 2
    room.silence(5.0)
    room.feed(accepted(), Say("And then?"), your_turn("b"))
    room.finish_voice()
    room.say(ANSWER)
    assert [action for action in room.write() if isinstance(action, Anticipate)]


def test_speech_just_after_a_commit_opens_the_answer_again() -> None:
    room = answered()
    assert room.begin("Oh, and I oil the hinges.", after_seconds=5.6) == [Reopen(room.state.stamp)]
    room.feed(SpeechPaused())
    room.write(1.0)
    assert committed_texts(room.silence(5.0)) == [f"{ANSWER} Oh, and I oil the hinges."]


def test_speech_long_after_a_commit_does_not() -> None:
    room = answered()
    assert room.begin("Oh, and", after_seconds=5.9) == []
    assert room.silence(5.9) == [Deafen(room.state.stamp)]


def test_an_answer_stays_closed_once_nexus_speaks() -> None:
    room = answered()
    room.feed(accepted(), Say("Next one."))
    assert room.begin("Oh, and", after_seconds=5.1) == []


def test_a_saved_answer_is_followed_by_the_next_question() -> None:
    room = answered()
    room.feed(accepted(), Say("And the boat?"), your_turn("b"))
    room.finish_voice()
    assert (room.state.phase, room.state.text) == (SpokenPhase.LISTENING, "")


def test_a_request_keeps_the_answer_so_far() -> None:
    room = listening()
    room.say("I clean the lamp")
    room.write()
    room.say("Can you repeat the question?")
    room.write()
    (said,) = requested(room.silence(1.0))
    assert said == typed("Can you repeat the question?", Intent.REPEAT)
    room.feed(Say("How do you look after it?"), your_turn())
    room.finish_voice()
    room.say("and start the generator.")
    room.write(1.0)
    assert committed_texts(room.silence(5.0)) == ["I clean the lamp and start the generator."]


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("Skip this one please.", Intent.SKIP),
        ("Pause the interview.", Intent.PAUSE),
        ("Stop the interview please.", Intent.END),
        ("What do you mean?", Intent.CLARIFY),
        ("What's the salary?", Intent.ASKS_ABOUT_ROLE),
    ],
)
def test_a_request_alone_is_handed_to_the_turn(words: str, intent: Intent) -> None:
    room = listening()
    room.say(words)
    room.write()
    assert [said.intent for said in requested(room.silence(5.0))] == [intent]


@pytest.mark.parametrize("words", ["I'm done.", "Next question please.", "Stop the interview."])
def test_words_that_finish_an_answer_do_not_throw_it_away(words: str) -> None:
    room = listening()
    room.say("I clean the lamp")
    room.write()
    room.say(words)
    room.write()
    assert committed_texts(room.silence(1.0)) == ["I clean the lamp"]


def test_a_wish_to_end_is_granted_once_the_answer_is_saved() -> None:
    room = listening()
    room.say("I clean the lamp")
    room.write()
    room.say("Stop the interview.")
    room.write()
    room.silence(1.0)
    assert room.feed(accepted(), Say("And the boat?")) == []
    assert [said.intent for said in requested(room.feed(your_turn("b")))] == [Intent.END]


def test_a_moment_to_think_is_given() -> None:
    room = listening()
    room.say("Let me think about that.")
    room.write()
    assert room.silence(15.0) == []
    room.silence(25.0)
    assert room.state.phase is SpokenPhase.LISTENING


@pytest.mark.parametrize(
    "setting", [lambda r: None, lambda r: r.begin("and I"), lambda r: r.say("and I")]
)
def test_when_the_microphone_goes_the_answer_is_kept_and_typing_offered(
    setting: Callable[[Room], object],
) -> None:
    room = listening()
    room.say("I clean the lamp")
    room.write()
    setting(room)
    actions = room.feed(DeviceLost())
    assert offered(actions) == ["I clean the lamp"]
    assert any(isinstance(action, KeepPart) for action in actions)
    while room.jobs:
        assert offered(room.write()) == ["I clean the lamp and I"]


def test_the_interview_goes_on_by_voice_when_the_microphone_is_back() -> None:
    room = listening()
    room.say("I clean the lamp")
    room.write()
    room.feed(DeviceLost())
    assert room.feed(DeviceBack())[0] == StartListening(room.state.stamp)
    assert room.state.text == "I clean the lamp"
    room.say("before sunset.")
    room.write()
    assert room.state.text == "I clean the lamp before sunset."


def test_an_answer_that_nobody_goes_on_with_after_a_loss_is_handed_over_before_long() -> None:
    room = listening()
    room.say("I clean the lamp")
    room.write()
    room.feed(DeviceLost())
    room.silence(30.0)
    room.feed(DeviceBack())
    assert not committed_texts(room.silence(30.0 + BACK_SECONDS - 0.1))
    assert committed_texts(room.silence(30.0 + BACK_SECONDS))


def test_nothing_is_handed_over_after_a_loss_when_nothing_was_said() -> None:
    room = listening()
    room.feed(DeviceLost())
    room.feed(DeviceBack())
    assert not committed_texts(room.silence(60.0))
    assert room.state.phase is SpokenPhase.LISTENING


def test_a_microphone_lost_while_nexus_speaks_is_told_of_afterwards() -> None:
    room = Room()
    room.feed(Say("How do you look after it?"), your_turn(), DeviceLost())
    assert offered(room.finish_voice()) == [""]
    assert room.state.phase is SpokenPhase.DEVICE_LOST


def test_whoever_types_sees_what_was_said_and_sends_it() -> None:
    room = listening()
    room.begin("I clean the lamp")
    room.feed(TypeKey())
    assert offered(room.write()) == ["I clean the lamp"]
    assert committed_texts(room.feed(typed("I clean the lamp daily"))) == ["I clean the lamp daily"]


def test_whoever_types_goes_on_typing_until_the_key_is_pressed_again() -> None:
    room = listening()
    room.feed(TypeKey(), typed("I clean it"), accepted(), Say("And the boat?"), your_turn("b"))
    assert offered(room.finish_voice()) == [""]
    assert room.feed(TypeKey()) == [StartListening(room.state.stamp)]


def test_words_that_could_not_be_written_down_are_asked_for() -> None:
    room = listening()
    room.say("I clean the lamp")
    room.feed(NotTranscribed(room.jobs.pop()))
    assert room.state.phase is SpokenPhase.TYPED
    assert any("could not be written" in a.why for a in room.done if isinstance(a, OfferTyping))


def test_an_answer_that_could_not_be_saved_is_offered_again() -> None:
    room = answered()
    unsaved = NotSaved(text=ANSWER, sentence="The disk is full. Make room and send it again.")
    assert offered(room.feed(unsaved)) == [ANSWER]
    assert committed_again(room, ANSWER)


def committed_again(room: Room, text: str) -> bool:
    room.committed.clear()
    return committed_texts(room.feed(your_turn(draft=text), typed(text))) == [text]


def test_a_reopened_answer_is_not_replaced_by_the_one_that_could_not_be_saved() -> None:
    room = answered()
    room.say("And I oil the hinges.", after_seconds=5.5)
    assert room.feed(NotSaved(text=ANSWER, sentence="The disk is full.")) == []
    room.write(1.0)
    assert committed_texts(room.silence(5.0)) == [f"{ANSWER} And I oil the hinges."]


def test_words_of_a_skipped_question_do_not_reach_the_next_one() -> None:
    room = listening()
    room.say("I clean the lamp")
    room.feed(typed("", Intent.SKIP), accepted(""), your_turn("b"))
    before = room.state
    assert room.feed(Transcribed(room.jobs.pop(), "I clean the lamp")) == []
    assert (room.state, before.text) == (before, "")


def test_a_stale_result_changes_nothing() -> None:
    room = answered()
    before = room.state
    for stale in (Transcribed(Stamp(1, 2), "ghost"), VoiceFinished(Stamp(1, 2))):
        assert (room.feed(stale), room.state) == ([], before)


def test_an_answer_begun_before_a_restart_goes_on() -> None:
    room = Room()
    room.feed(your_turn(draft="I clean the lamp"))
    room.say("every day.")
    room.write(1.0)
    assert committed_texts(room.silence(5.0)) == ["I clean the lamp every day."]


def test_what_is_handed_over_is_what_the_turn_takes() -> None:
    turn, _ = reduce(TurnState(questions=("a",)), QuestionAsked(at=NOON, question_id="a", number=1))
    (commit,) = (action for action in answered().done if isinstance(action, CommitAnswer))
    assert reduce(turn, commit.said)[0].phase is Phase.COMMITTED


STAMPS = st.builds(Stamp, st.integers(0, 3), st.integers(0, 6))
TEXTS = st.sampled_from(
    ["", "I clean the lamp.", "and", "skip this question", "I'm done", "let me think", "um"]
)
SECONDS = st.sampled_from([0.0, 0.3, 0.6, 0.9, 3.1, 25.0])
INPUTS: st.SearchStrategy[SpokenInput] = st.one_of(
    st.builds(SpeechStarted, SECONDS),
    st.just(SpeechPaused()),
    st.builds(Tick, SECONDS),
    st.builds(Transcribed, STAMPS, TEXTS, st.sampled_from([None, 0.0, 1.0])),
    st.builds(NotTranscribed, STAMPS),
    st.builds(Say, TEXTS),
    st.builds(VoiceFinished, STAMPS),
    st.sampled_from([DeviceLost(), DeviceBack(), DoneKey(), TypeKey()]),
    st.builds(HoldKey, st.booleans()),
    st.builds(SetPatience, st.sampled_from(Patience)),
    st.builds(typed, TEXTS, st.sampled_from(Intent)),
    st.builds(your_turn, st.sampled_from("ab"), TEXTS),
    st.sampled_from([accepted(), NotSaved(text="x", sentence="Full.")]),
    st.sampled_from(
        [InterviewEnded(at=NOON, reason="candidate"), InterviewPaused(at=NOON)],
    ),
)


@settings(deadline=None, max_examples=300)
@given(st.lists(INPUTS, max_size=40))
def test_whatever_comes_in_nexus_never_hears_itself(items: list[SpokenInput]) -> None:
    room = Room()
    for item in items:
        if isinstance(item, NotSaved):
            room.committed.clear()
        room.feed(item)
        assert room.ear_open == room.state.listening
        assert not (room.ear_open and room.state.speaking)


@settings(deadline=None, max_examples=100)
@given(st.lists(INPUTS, max_size=20), STAMPS, TEXTS)
def test_only_the_result_that_was_ordered_counts(
    items: list[SpokenInput], stamp: Stamp, text: str
) -> None:
    state = SpokenState()
    for item in items:
        state, _ = reduce_spoken(state, item)
    if stamp != state.asked:
        assert reduce_spoken(state, Transcribed(stamp, text)) == (state, ())


OFTEN = ["speak", "pause", "write"]
SELDOM = ["tick", "wait", "done", "type", "lose", "find", "hold", "free", "remark", "repeat"]
STEPS = st.lists(st.sampled_from([*OFTEN * 4, *SELDOM, "accepted"]), max_size=40)


@settings(deadline=None, max_examples=400)
@given(STEPS)
def test_no_word_is_lost_whatever_happens_to_the_devices(steps: list[str]) -> None:
    room, seconds, number = listening(), 0.0, 0
    for step in steps:
        seconds = seconds + 0.7 if step in ("tick", "wait") else seconds
        commits = len(committed_texts(room.done))
        match step:
            case "speak" if room.ear_open:
                number += 1
                room.begin(f"lamp{number}", after_seconds=seconds)
            case "pause" if room.ear_open:
                seconds = 0.3
                room.feed(SpeechPaused())
            case "write" if room.jobs:
                room.write(1.0)
            case "tick":
                room.silence(seconds)
            case "wait":
                room.silence(seconds + 4.0)
            case "done":
                room.feed(DoneKey())
            case "type":
                room.feed(TypeKey())
            case "lose":
                room.feed(DeviceLost())
            case "find":
                room.feed(DeviceBack())
            case "hold" | "free":
                room.feed(HoldKey(step == "hold"))
            case "remark":
                room.feed(Say("Please go on."))
                room.finish_voice()
            case "repeat":
                room.feed(typed("", Intent.REPEAT), your_turn())
            case "accepted" if room.state.phase is SpokenPhase.COMMITTED:
                room.feed(accepted(), your_turn(f"q{number}"))
        if len(committed_texts(room.done)) > commits:
            assert committed_texts(room.done)[-1].split() == room.said
    while room.jobs:
        room.write()
    if room.state.has_floor and room.state.phase is not SpokenPhase.USER_SPEAKING:
        assert room.state.text.split() == room.said
