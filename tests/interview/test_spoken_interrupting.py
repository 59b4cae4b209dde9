"""Speaking while nexus does, with headphones: what stops it, and what it says afterwards."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_cli.interview.spoken.actions import (
    CommitAnswer,
    Deafen,
    KeepPart,
    LeaveRest,
    LetPass,
    Request,
    Speak,
    SpokenAction,
    StartListening,
    StopSpeaking,
)
from nexus_cli.interview.spoken.backchannels import only_backchannels
from nexus_cli.interview.spoken.inputs import (
    DeviceBack,
    DeviceLost,
    DoneKey,
    NotTranscribed,
    Say,
    SpeechLasted,
    SpeechPaused,
    SpeechStarted,
    SpokenInput,
    Tick,
    TypeKey,
    VoiceFinished,
)
from nexus_cli.interview.spoken.state import SpokenState
from nexus_cli.interview.turn import Utterance
from nexus_cli.knowledge.intents import Intent
from nexus_cli.models.events import AnswerAccepted
from nexus_cli.models.spoken import SpokenPhase
from tests.interview.spoken_world import Room, your_turn
from tests.made_up import NOON

QUESTION = "Tell me how you look after the lamp when a storm comes in from the sea."
ANSWER = "I clean the lamp before every sunset and start the generator once a week."
MMHM = "Mm-hm."


class HeadphoneRoom(Room):
    """A room in which nobody hears nexus but the person, who may speak at any time."""

    def __init__(self) -> None:
        super().__init__(SpokenState(headphones=True))
        self.saying = ""
        self.unheard: list[str] = []
        """Words of what is being said that did not sound yet."""
        self.heard: list[str] = []
        """Words of nexus's that were heard whole."""
        self.stopping = False
        self.taking_turn = False
        """Whether somebody has interrupted, and goes on speaking."""
        self.said_before = 0
        """How many texts were said before the ear was opened."""

    def over(
        self, text: str, seconds: float = 0.6, sounding: float = 3.0, fading: bool = False
    ) -> list[SpokenAction]:
        """Someone speaks into nexus's words for `seconds`, and goes on where that stops it."""
        self.feed(SpeechStarted(0.0))
        if self.state.phase in (SpokenPhase.SPEAKING, SpokenPhase.USER_SPEAKING):
            self.said.append(text)
        actions = self.feed(SpeechLasted(seconds, sounding, fading))
        if self.state.phase is SpokenPhase.USER_SPEAKING:
            self.taking_turn = True
        return actions

    def pauses(self) -> list[SpokenAction]:
        """Whoever speaks falls silent."""
        self.taking_turn = False
        return self.feed(SpeechPaused())

    def hear(self, words: int) -> None:
        """So many more words of nexus's are heard."""
        self.heard += self.unheard[:words]
        del self.unheard[:words]

    def end_voice(self) -> list[SpokenAction]:
        """What nexus says comes to its end, or has faded out."""
        assert self.voice is not None
        if self.stopping:
            self.stopping, rest = False, " ".join(self.unheard)
            heard = self.saying.removesuffix(rest).rstrip()
            return self.feed(VoiceFinished(self.voice, heard, rest))
        self.hear(len(self.unheard))
        return self.feed(VoiceFinished(self.voice))

    def interrupted(self, text: str, after_words: int = 6) -> None:
        """`text` was said into the question, nexus is silent, and it was written down."""
        self.hear(after_words)
        self.over(text)
        self.end_voice()
        self.pauses()
        self.write(1.0)

    def _obey(self, action: SpokenAction) -> None:
        if isinstance(action, StopSpeaking):
            self.stopping = True
        elif isinstance(action, Speak):
            assert self.voice is None, "speaks over itself"
            assert not self.taking_turn, "speaks over a person who has the floor"
            self.voice, self.stopping = action.stamp, False
            self.saying, self.unheard = action.text, action.text.split()
        elif isinstance(action, StartListening):
            self.ear_open, self.said_before = True, len(self.said)
        elif isinstance(action, LetPass):
            del self.said[self.said_before :]
        else:
            super()._obey(action)


def asked(question: str = QUESTION) -> HeadphoneRoom:
    """A room in which the first question is being asked."""
    room = HeadphoneRoom()
    room.feed(Say(question), your_turn())
    assert room.state.phase is SpokenPhase.SPEAKING
    return room


def spoken(actions: list[SpokenAction]) -> list[str]:
    return [action.text for action in actions if isinstance(action, Speak)]


def committed(actions: list[SpokenAction]) -> list[str]:
    return [action.said.text for action in actions if isinstance(action, CommitAnswer)]


def left(actions: list[SpokenAction]) -> list[tuple[str, str]]:
    return [(a.heard, a.unheard) for a in actions if isinstance(a, LeaveRest)]


def test_the_ear_is_open_while_nexus_speaks() -> None:
    assert asked().ear_open


def test_the_floor_is_given_as_soon_as_the_last_word_was_heard() -> None:
    room = asked()
    room.end_voice()
    assert room.state.phase is SpokenPhase.LISTENING
    assert room.ear_open


@pytest.mark.parametrize(
    ("seconds", "sounding", "fading", "stops"),
    [
        (0.54, 3.0, False, False),
        (0.55, 3.0, False, True),
        (0.61, 3.0, True, False),
        (0.62, 3.0, True, True),
        (0.65, 0.9, False, False),
        (1.0, 0.9, False, True),
        (1.0, 0.0, True, True),
    ],
)
def test_half_a_second_of_speech_stops_the_voice_and_a_whole_one_in_its_first(
    seconds: float, sounding: float, fading: bool, stops: bool
) -> None:
    actions = asked().over(ANSWER, seconds, sounding, fading)
    assert [type(action) for action in actions] == ([StopSpeaking] if stops else [])


def test_speech_that_ends_before_that_is_let_pass() -> None:
    room = asked()
    room.over("Yeah.", seconds=0.4)
    room.pauses()
    assert room.write() == [LetPass(room.state.stamp)]
    room.end_voice()
    assert (room.state.phase, room.state.text) == (SpokenPhase.LISTENING, "")


def overhears(text: str, room: HeadphoneRoom | None = None) -> HeadphoneRoom:
    """A room in which `text` was said into the question, in too short a time to stop it."""
    room = room or asked()
    room.hear(6)
    room.over(text, seconds=0.4)
    room.pauses()
    return room


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Skip.", Intent.SKIP),
        ("Pause.", Intent.PAUSE),
        ("Repeat.", Intent.REPEAT),
        ("Next question.", Intent.SKIP),
    ],
)
def test_a_command_stops_nexus_however_short_it_is(text: str, intent: Intent) -> None:
    room = overhears(text)
    assert type(room.write()[0]) is StopSpeaking
    room.end_voice()
    actions = room.silence(1.0)
    assert [a.said.intent for a in actions if isinstance(a, Request)] == [intent]
    assert left(actions) == [("Tell me how you look after", QUESTION.split("after ")[1])]


@pytest.mark.parametrize("text", ["Stop.", "Please stop.", "Enough!"])
def test_stop_stops_nexus_and_gives_the_floor_as_the_key_does(text: str) -> None:
    room = overhears(text)
    assert [type(action) for action in room.write()] == [LetPass, StopSpeaking]
    room.end_voice()
    assert (room.state.phase, room.state.text) == (SpokenPhase.LISTENING, "")


def test_wait_stops_nexus_until_the_person_has_thought() -> None:
    room = overhears("Wait.")
    room.write()
    room.end_voice()
    assert spoken(room.silence(15.0)) == []
    assert spoken(room.silence(25.0)) == [QUESTION.removeprefix("Tell me how you look after ")]


def test_a_short_word_that_cannot_be_written_down_is_let_pass() -> None:
    room = overhears("Skip.")
    assert room.feed(NotTranscribed(room.jobs.pop())) == [LetPass(room.state.stamp)]
    assert room.state.phase is SpokenPhase.SPEAKING


def test_a_short_word_and_a_longer_one_soon_after_it_are_one_interruption() -> None:
    room = overhears("Right.")
    room.over("I clean the lamp.")
    room.end_voice()
    assert room.write() == []
    room.pauses()
    room.write(1.0)
    assert committed(room.silence(5.0)) == ["Right. I clean the lamp."]


def test_a_second_short_word_is_written_down_with_the_first() -> None:
    room = overhears("Okay.")
    room.over("Skip.", seconds=0.3)
    assert room.write() == []
    room.pauses()
    assert StopSpeaking in [type(action) for action in room.write()]


def test_a_short_word_that_is_not_written_down_before_the_voice_ends_is_let_pass() -> None:
    room = overhears("Mm-hm.")
    assert room.end_voice() == [LetPass(room.state.stamp)]
    assert room.write() == []
    assert (room.state.phase, room.state.text) == (SpokenPhase.LISTENING, "")


def test_a_short_word_into_one_text_does_not_reach_into_the_next() -> None:
    room = asked()
    room.feed(Say("Take your time."))
    overhears("Mm-hm.", room)
    kinds = [type(action) for action in room.end_voice()]
    assert kinds == [LetPass, Deafen, Speak, StartListening]
    assert room.write() == []
    assert room.state.text == ""


def test_what_is_said_into_a_question_is_the_answer_and_the_rest_of_it_stays_unsaid() -> None:
    room = asked()
    room.interrupted(ANSWER)
    actions = room.silence(5.0)
    assert committed(actions) == [ANSWER]
    assert left(actions) == [("Tell me how you look after", QUESTION.split("after ")[1])]
    assert spoken(room.done) == [QUESTION]


def test_a_request_into_a_question_is_granted() -> None:
    room = asked()
    room.interrupted("Can you repeat that please?")
    (said,) = [action.said for action in room.silence(1.0) if isinstance(action, Request)]
    assert said.intent is Intent.REPEAT
    room.feed(Say(QUESTION), your_turn())
    assert room.state.phase is SpokenPhase.SPEAKING
    assert room.state.text == ""


@pytest.mark.parametrize("words", ["", "Mm-hm.", "Yeah, okay.", "[laughter]"])
def test_a_false_alarm_is_followed_by_what_was_not_heard(words: str) -> None:
    room = asked()
    room.interrupted(words)
    assert room.silence(1.9) == []
    assert spoken(room.silence(2.0)) == [QUESTION.removeprefix("Tell me how you look after ")]
    room.end_voice()
    assert " ".join(room.heard) == QUESTION
    room.say(ANSWER)
    room.write(1.0)
    actions = room.silence(5.0)
    assert committed(actions) == [ANSWER]
    assert left(actions) == []


def test_words_that_follow_a_backchannel_in_time_are_an_answer_that_begins_with_it() -> None:
    room = asked()
    room.interrupted("Right.")
    room.silence(1.0)
    room.say(ANSWER, after_seconds=1.2)
    room.write(1.0)
    assert committed(room.silence(5.0)) == [f"Right. {ANSWER}"]


def test_a_question_that_is_cut_twice_is_said_to_its_end() -> None:
    room = asked()
    for _ in range(2):
        room.interrupted(MMHM, after_words=3)
        room.silence(2.0)
    room.end_voice()
    assert " ".join(room.heard) == QUESTION


def test_what_was_heard_counts_from_the_beginning_after_a_false_alarm_too() -> None:
    room = asked()
    room.interrupted(MMHM, after_words=3)
    room.silence(2.0)
    room.interrupted(ANSWER, after_words=3)
    ((heard, unheard),) = left(room.silence(5.0))
    assert f"{heard} {unheard}" == QUESTION
    assert heard == "Tell me how you look after"


def test_an_answer_so_far_outlives_a_false_alarm_in_a_repeated_question() -> None:
    room = asked()
    room.end_voice()
    room.say("I clean the lamp")
    room.write()
    room.feed(Utterance(text="", intent=Intent.REPEAT), Say(QUESTION), your_turn())
    room.interrupted("Okay, yeah.")
    kept = [action.text for action in room.silence(2.0) if isinstance(action, KeepPart)]
    assert kept == ["I clean the lamp"]
    assert room.state.text == "I clean the lamp"


def test_whoever_speaks_into_the_last_word_is_heard_from_their_first() -> None:
    room = asked()
    room.feed(SpeechStarted(0.0))
    room.end_voice()
    assert room.state.phase is SpokenPhase.USER_SPEAKING
    room.said.append("Yes.")
    room.pauses()
    room.write()
    assert committed(room.silence(5.0)) == ["Yes."]


def test_nothing_is_an_answer_to_a_question_that_nobody_heard() -> None:
    room = HeadphoneRoom()
    room.feed(Say("Thank you."), Say(QUESTION), your_turn())
    room.interrupted("And I oil the hinges too.", after_words=1)
    actions = room.silence(5.0)
    assert committed(actions) == []
    assert spoken(actions) == ["you."]
    assert spoken(room.end_voice()) == [QUESTION]
    room.end_voice()
    assert room.state.text == "And I oil the hinges too."


def test_skip_is_not_followed_by_the_question_that_it_skips() -> None:
    room = HeadphoneRoom()
    room.feed(Say("Thank you for that."), Say(QUESTION), your_turn())
    room.interrupted("Skip this question please.", after_words=2)
    actions = room.silence(5.0)
    assert [a.said.intent for a in actions if isinstance(a, Request)] == [Intent.SKIP]
    assert spoken(actions) == []


def test_yes_to_a_question_that_was_heard_to_its_end_is_an_answer() -> None:
    room = asked()
    room.interrupted("Yes.", after_words=len(QUESTION.split()))
    assert committed(room.silence(5.0)) == ["Yes."]


def test_the_done_key_makes_an_answer_of_a_yes() -> None:
    room = asked()
    room.interrupted("Yes.")
    assert committed(room.feed(DoneKey())) == ["Yes."]


def test_words_from_before_the_question_was_repeated_are_not_taken_for_an_interruption() -> None:
    room = asked()
    room.end_voice()
    room.say("I clean the lamp")
    room.feed(Utterance(text="", intent=Intent.REPEAT), Say(QUESTION), your_turn())
    room.interrupted(MMHM)
    room.write()
    assert spoken(room.silence(2.0)) == [QUESTION.removeprefix("Tell me how you look after ")]
    assert room.state.text == "I clean the lamp"


def test_nexus_goes_on_only_after_a_voice_that_stops_late_has_stopped() -> None:
    room = asked()
    room.hear(6)
    room.over(MMHM)
    room.pauses()
    room.write()
    assert spoken(room.silence(2.0)) == []
    room.end_voice()
    assert spoken(room.silence(2.1)) == [QUESTION.removeprefix("Tell me how you look after ")]


def test_what_is_said_while_nobody_has_the_floor_is_in_no_answer() -> None:
    room = HeadphoneRoom()
    room.feed(Say("Thank you."), Say(QUESTION), SpeechStarted(0.0))
    actions = room.end_voice()
    kinds = [type(action) for action in actions]
    assert kinds == [LetPass, Deafen, Speak, StartListening]


def test_hold_on_stops_nexus_for_a_while() -> None:
    room = asked()
    room.interrupted("Hold on a second.")
    assert room.silence(15.0) == []
    assert spoken(room.silence(25.0)) == [QUESTION.removeprefix("Tell me how you look after ")]


def test_the_keys_work_while_nexus_speaks() -> None:
    room = asked()
    assert [type(action) for action in room.feed(DoneKey())] == [StopSpeaking]
    room.end_voice()
    assert room.state.phase is SpokenPhase.LISTENING
    skipped = asked().feed(Utterance(text="", intent=Intent.SKIP))
    assert {StopSpeaking, Request} <= {type(action) for action in skipped}


def test_whoever_types_does_not_interrupt() -> None:
    room = asked()
    room.feed(TypeKey())
    assert room.over(ANSWER) == []


def test_nexus_says_its_last_words_whoever_speaks() -> None:
    room = HeadphoneRoom()
    room.feed(Say("That was the last question. Thank you."))
    assert room.over("Thanks a lot to you.") == []


def test_a_microphone_that_goes_in_mid_sentence_leaves_the_words_to_type_on_from() -> None:
    room = asked()
    room.hear(6)
    room.over("I clean the lamp")
    room.end_voice()
    actions = room.feed(DeviceLost())
    assert left(actions) == [("Tell me how you look after", QUESTION.split("after ")[1])]
    room.write()
    assert room.state.text == "I clean the lamp"


BACKCHANNELS = {
    "Mm-hm.": 0.4, "Mhm.": 0.35, "Mm.": 0.3, "Hmm.": 0.45, "Uh-huh.": 0.4, "Uh huh, uh huh.": 0.8,
    "Right.": 0.35, "Right, right.": 0.65, "Okay.": 0.4, "OK.": 0.35, "Okay, okay.": 0.75,
    "Yeah.": 0.3, "Yeah, yeah.": 0.55, "Yep.": 0.25, "Yes.": 0.35, "Sure.": 0.4, "Of course.": 0.5,
    "I see.": 0.45, "Oh, I see.": 0.65, "Got it.": 0.4, "Okay, got it.": 0.75, "Ah.": 0.3,
    "Oh.": 0.25, "Oh, okay.": 0.6, "Aha.": 0.4, "All right.": 0.45, "Alright.": 0.4,
    "Makes sense.": 0.7, "Yeah, that makes sense.": 1.1, "Exactly.": 0.6, "Absolutely.": 0.75,
    "Interesting.": 0.7, "Great.": 0.35, "Good.": 0.3, "Nice.": 0.4, "Cool.": 0.35, "Wow.": 0.35,
    "Really?": 0.4, "Thank you.": 0.5, "Thanks.": 0.4, "True.": 0.35, "Indeed.": 0.45,
    "Ha.": 0.2, "Haha.": 0.5, "Ha ha ha.": 0.8, "[laughter]": 1.2, "(laughs)": 0.9, "*coughs*": 0.6,
    "[cough] [cough]": 0.9, "": 0.4, "Um.": 0.35, "Yeah, right, okay.": 0.95, "Fair enough.": 0.7,
    "Perfect.": 0.5, "Mm-hm, mm-hm, yeah.": 1.1, "Go on.": 0.45, "Definitely.": 0.65,
}  # fmt: skip
"""What is said while listening, with the seconds of voice that it has."""


@settings(deadline=None, max_examples=400)
@given(st.sampled_from([*BACKCHANNELS]), st.integers(0, 15), st.floats(0.2, 5.0))
def test_no_backchannel_interrupts_for_good_and_no_short_one_at_all(
    text: str, words_before: int, sounding: float
) -> None:
    seconds = BACKCHANNELS[text]
    room = asked()
    room.hear(words_before)
    room.over(text, seconds, sounding)
    assert not (room.stopping and seconds < 0.5)
    if not room.unheard:  # it came after the last word, and answers
        return
    if room.stopping:
        room.end_voice()
    room.pauses()
    while room.jobs:
        room.write()
    room.silence(2.0)
    room.end_voice()
    assert " ".join(room.heard) == QUESTION
    assert (room.state.phase, room.state.text) == (SpokenPhase.LISTENING, "")


@pytest.mark.parametrize(
    "text",
    ["No.", "What?", "Sorry?", "Right, I clean the lamp.", "Okay, skip it.", "Stop.", "I", "Pass."],
)
def test_what_wants_something_is_no_backchannel(text: str) -> None:
    assert not only_backchannels(text)


WORDS = st.integers(0, 14)


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(WORDS, st.sampled_from(["", *BACKCHANNELS])), max_size=6))
def test_whatever_is_murmured_each_word_of_the_question_is_heard_once_and_in_order(
    murmurs: list[tuple[int, str]],
) -> None:
    room = asked()
    for words, text in murmurs:
        room.hear(words)
        room.over(text)
        room.end_voice()
        room.pauses()
        if not room.unheard:  # it came after the last word, and answers
            break
        room.write()
        room.silence(2.0)
    if room.voice is not None:
        room.end_voice()
    assert " ".join(room.heard) == QUESTION


OFTEN = ["over", "mhm", "speak", "pause", "write", "end"]
SELDOM = ["short", "tick", "wait", "done", "type", "lose", "find", "remark", "repeat", "accepted"]
STEPS = st.lists(st.sampled_from([*OFTEN * 3, *SELDOM]), max_size=50)


@settings(deadline=None, max_examples=500)
@given(STEPS, st.randoms(use_true_random=False))
def test_no_word_is_lost_and_nobody_spoken_over_whoever_speaks_when(
    steps: list[str], chance: random.Random
) -> None:
    room, seconds = asked(), 0.0
    for number, step in enumerate(steps):
        seconds = seconds + 0.7 if step in ("tick", "wait") else seconds
        commits = len(committed(room.done))
        match step:
            case "over" | "mhm" | "short" if room.ear_open and room.voice is not None:
                room.hear(chance.randrange(0, 6))
                text = f"lamp{number}" if step == "over" else MMHM
                room.over(text, 0.3 if step == "short" else 0.6)
                if step == "short":
                    room.pauses()
            case "speak" if room.ear_open and room.state.speaking is None:
                room.begin(f"lamp{number}", after_seconds=seconds)
                room.taking_turn = room.state.phase is SpokenPhase.USER_SPEAKING
            case "pause" if room.ear_open:
                seconds = 0.3
                room.pauses()
            case "write" if room.jobs:
                room.write(1.0)
            case "end" if room.voice is not None:
                room.end_voice()
            case "tick":
                room.silence(seconds)
            case "wait":
                room.silence(seconds + 4.0)
            case "done":
                room.feed(DoneKey())
                room.taking_turn = False
            case "type":
                room.feed(TypeKey())
                room.taking_turn = False
            case "lose":
                room.feed(DeviceLost())
                room.taking_turn = False
            case "find":
                room.feed(DeviceBack())
            case "remark":
                room.feed(Say("Please go on."))
            case "repeat":
                room.taking_turn = False
                room.feed(Utterance(text="", intent=Intent.REPEAT), Say(QUESTION), your_turn())
            case "accepted" if room.state.phase is SpokenPhase.COMMITTED:
                saved = AnswerAccepted(at=NOON, question_id="a", part="answer", text="x")
                room.feed(saved, Say(QUESTION), your_turn(f"q{number}"))
        if len(committed(room.done)) > commits:
            assert _lamps(committed(room.done)[-1].split()) == _lamps(room.said)
    while room.jobs:
        room.write()
    if room.ear_open and room.state.phase is SpokenPhase.SPEAKING:  # that is no answer yet
        del room.said[room.said_before :]
    if room.state.has_floor and room.state.phase is not SpokenPhase.USER_SPEAKING:
        assert _lamps(room.state.text.split()) == _lamps(room.said)


SOUNDS: st.SearchStrategy[SpokenInput] = st.one_of(
    st.sampled_from([SpeechStarted(0.0), SpeechPaused(), Tick(0.0)]),
    st.builds(SpeechLasted, st.floats(0, 9), st.floats(0, 9)),
)


@settings(deadline=None, max_examples=200)
@given(st.lists(SOUNDS, max_size=30))
def test_without_headphones_no_sound_stops_nexus(items: list[SpokenInput]) -> None:
    room = Room()
    room.feed(Say(QUESTION), your_turn())
    before = room.state
    for item in items:
        assert room.feed(item) == []
    assert room.state == before


def _lamps(words: list[str]) -> list[str]:
    return [word for word in words if word.startswith("lamp")]
