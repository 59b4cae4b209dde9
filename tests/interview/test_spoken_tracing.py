"""Where the time of a spoken turn goes."""

from collections.abc import Iterator

import pytest

from nexus_cli.interview.spoken.actions import CountDown, Speak, SpokenAction
from nexus_cli.interview.spoken.inputs import (
    DoneKey,
    NotTranscribed,
    Say,
    SpeechPaused,
    SpeechStarted,
    SpokenInput,
    Stamp,
    Tick,
    Transcribed,
    VoiceFinished,
)
from nexus_cli.interview.spoken.reducing import reduce_spoken
from nexus_cli.interview.spoken.state import SpokenState
from nexus_cli.interview.spoken.tracing import Tracing
from nexus_cli.interview.turn import Utterance
from nexus_cli.knowledge.intents import Intent
from nexus_cli.models.events import AnswerAccepted
from nexus_cli.telemetry import Span, Telemetry
from nexus_cli.telemetry.critical_path import CriticalPath, critical_path
from tests.interview.spoken_world import your_turn
from tests.made_up import NOON, HandClock

ANSWER = "I moved it to PostgreSQL and wrote a test for each table."
ACCEPTED = AnswerAccepted(at=NOON, question_id="a", part="answer", text=ANSWER, seconds=3)


class Conversation:
    """Feeds the reducer at given seconds and shows each step to a `Tracing`, as a session does."""

    def __init__(self) -> None:
        self.clock = HandClock()
        self.telemetry = Telemetry(self.clock)
        self.tracing = Tracing(self.telemetry)
        self.state = SpokenState()
        self.ordered: list[SpokenAction] = []
        self.at(0, your_turn())

    def at(self, seconds: float, *items: SpokenInput) -> None:
        """Let `items` come in at this moment."""
        self.clock.elapsed = seconds
        for item in items:
            before = self.state
            self.state, actions = reduce_spoken(before, item)
            self.tracing.moved(before, item, self.state, actions)
            self.ordered += actions

    def said(self, last_sample: float, text: str = ANSWER, written: float = 0.2) -> None:
        """Somebody speaks up to `last_sample`; the words are there `written` after the pause."""
        self.at(last_sample - 2, SpeechStarted())
        self.at(last_sample + 0.36, SpeechPaused())
        stamp = self.state.stamp
        self.at(last_sample + 0.36 + written, Transcribed(stamp, text, 0.9, True))

    def silence(self, last_sample: float, until: float) -> None:
        """Let time go by from now on, told 20 times a second and a millisecond late."""
        now = self.clock.elapsed
        while (now := now + 0.05) <= until and self.state.has_floor:
            self.at(now + 0.001, Tick(now - last_sample))

    def answers(self, seconds: float) -> Stamp:
        """Let nexus have its next words now; return the stamp of their order."""
        self.at(seconds, ACCEPTED, Say("What broke first?"))
        return next(a.stamp for a in reversed(self.ordered) if isinstance(a, Speak))

    def of(self, name: str) -> list[Span]:
        """The spans of a name that were recorded, those that were broken off left out."""
        return [s for s in self.telemetry.spans if s.name == name and not s.cancelled]

    @property
    def path(self) -> CriticalPath:
        """What the only turn was spent on."""
        (turn,) = self.of("spoken_turn")
        return critical_path(turn, self.telemetry.spans)


@pytest.fixture
def talk() -> Iterator[Conversation]:
    """A conversation in which the person has the floor."""
    conversation = Conversation()
    yield conversation
    conversation.tracing.close()


def committed(talk: Conversation, written: float = 0.2) -> float:
    """Have an answer end at 10 s and handed over; return when it was."""
    talk.said(10, written=written)
    talk.silence(10, 20)
    return talk.clock.elapsed


def test_a_turn_lasts_from_the_last_sample_to_the_first_one_heard(talk: Conversation) -> None:
    at = committed(talk)
    stamp = talk.answers(at + 0.01)
    talk.tracing.said(stamp, at + 0.1)
    (turn,) = talk.of("spoken_turn")
    assert turn.start == pytest.approx(10, abs=0.0015)
    assert turn.start + turn.seconds == pytest.approx(at + 0.1)
    assert turn.attributes == {"ended_by": "silence"}


def test_its_stages_add_up_to_it_within_5_ms(talk: Conversation) -> None:
    at = committed(talk)
    with talk.tracing.doing(), talk.telemetry.span("store_append"):
        talk.clock.elapsed += 0.02
    with talk.tracing.doing(), talk.telemetry.span("reply"):
        talk.clock.elapsed += 0.3
    talk.tracing.said(talk.answers(at + 0.321), at + 0.4)
    path = talk.path
    assert path.elsewhere < 0.005
    assert path.seconds["store_append"] == pytest.approx(0.02)
    assert path.seconds["reply"] == pytest.approx(0.3)
    assert path.seconds["play"] == pytest.approx(0.079)
    assert path.seconds["endpoint_wait"] == pytest.approx(at - 10, abs=0.002)
    assert "transcribe" not in path.seconds


def test_what_the_event_loop_is_late_by_has_a_name(talk: Conversation) -> None:
    at = committed(talk)
    talk.clock.elapsed = at + 0.03
    with talk.tracing.doing():
        talk.clock.elapsed += 0.02
    talk.tracing.said(talk.answers(at + 0.09), at + 0.1)
    path = talk.path
    assert path.seconds["event_loop"] == pytest.approx(0.07)
    assert path.seconds["decide"] == pytest.approx(0.02)
    assert path.elsewhere == pytest.approx(0, abs=1e-6)


def test_words_that_come_late_are_what_was_waited_for(talk: Conversation) -> None:
    at = committed(talk, written=4)
    talk.tracing.said(talk.answers(at), at + 0.1)
    path = talk.path
    assert path.seconds["transcribe"] > 2
    assert path.elsewhere < 0.005


def test_whoever_presses_the_done_key_waits_for_the_words_alone(talk: Conversation) -> None:
    talk.at(8, SpeechStarted())
    talk.at(10, DoneKey())
    stamp = talk.state.stamp
    talk.at(10.4, Transcribed(stamp, ANSWER))
    talk.tracing.said(talk.answers(10.4), 10.5)
    (turn,) = talk.of("spoken_turn")
    assert turn.attributes == {"ended_by": "key"}
    assert talk.path.seconds == {
        "transcribe": pytest.approx(0.4),
        "play": pytest.approx(0.1),
    }


def test_a_response_is_what_is_left_of_a_turn_once_the_wait_is_over(talk: Conversation) -> None:
    at = committed(talk)
    wait = next(a.wait_seconds for a in talk.ordered if isinstance(a, CountDown))
    talk.tracing.said(talk.answers(at + 0.01), at + 0.1)
    (response,) = talk.of("response")
    assert response.start == pytest.approx(10 + wait, abs=0.0015)
    assert response.start + response.seconds == pytest.approx(at + 0.1)
    assert response.parent is None


def test_a_response_to_the_done_key_begins_with_it(talk: Conversation) -> None:
    talk.said(10)
    talk.at(10.6, DoneKey())
    talk.tracing.said(talk.answers(10.61), 10.7)
    assert [round(response.seconds, 6) for response in talk.of("response")] == [0.1]


def test_a_turn_in_which_the_person_speaks_on_is_broken_off(talk: Conversation) -> None:
    talk.said(5)
    talk.at(6, SpeechStarted(1))
    (first,) = [span for span in talk.telemetry.spans if span.name == "spoken_turn"]
    assert first.cancelled
    talk.said(10)
    talk.silence(10, 20)
    at = talk.clock.elapsed
    talk.tracing.said(talk.answers(at), at + 0.1)
    assert talk.of("spoken_turn")[0].start == pytest.approx(10, abs=0.0015)


def test_speech_just_after_the_answer_was_handed_over_breaks_the_turn_off(
    talk: Conversation,
) -> None:
    at = committed(talk)
    talk.at(at + 0.2, SpeechStarted(at + 0.2 - 10))
    assert talk.of("spoken_turn") == []
    assert [s.error for s in talk.telemetry.spans if s.name == "spoken_turn"] == ["CancelledError"]


def test_what_was_never_heard_is_no_turn(talk: Conversation) -> None:
    at = committed(talk)
    talk.tracing.said(talk.answers(at), None)
    assert talk.of("spoken_turn") == []


def test_an_answer_from_the_keyboard_is_timed_from_when_it_was_sent(talk: Conversation) -> None:
    talk.at(10, Utterance(text=ANSWER, intent=Intent.ANSWER))
    talk.tracing.said(talk.answers(10.02), 10.1)
    (turn,) = talk.of("spoken_turn")
    assert turn.start == 10
    assert turn.attributes == {"ended_by": "keyboard"}


def test_the_second_thing_said_belongs_to_no_turn(talk: Conversation) -> None:
    at = committed(talk)
    first = talk.answers(at)
    talk.tracing.said(first, at + 0.1)
    talk.at(at + 2, VoiceFinished(first))
    second = talk.answers(at + 2)
    talk.tracing.said(second, at + 2.1)
    assert second != first
    assert len(talk.of("spoken_turn")) == 1


def test_every_span_is_in_one_that_was_recorded(talk: Conversation) -> None:
    talk.said(5)
    talk.at(6, SpeechStarted(1))
    talk.at(8, SpeechPaused())
    talk.at(8.5, NotTranscribed(talk.state.stamp))
    talk.at(9, SpeechStarted(1))
    talk.at(10, SpeechPaused())
    talk.tracing.close()
    spans = talk.telemetry.spans
    ids = {span.id for span in spans}
    assert len(spans) >= 4
    assert all(span.parent_id in ids | {None} for span in spans)


def test_what_is_begun_for_a_turn_in_another_task_is_inside_it(talk: Conversation) -> None:
    talk.at(8, SpeechStarted())
    talk.at(10, SpeechPaused())
    with talk.telemetry.span("stt"):
        pass
    (stt,) = talk.of("stt")
    assert stt.parent == "transcribe"
