"""A whole spoken interview with headphones: nexus stops for whoever speaks into its words."""

import asyncio

import pytest

from nexus_cli.models.commands import FinishAnswer, SkipQuestion
from nexus_cli.models.events import (
    AnswerAccepted,
    InterviewEnded,
    QuestionAsked,
    QuestionInterrupted,
)
from nexus_cli.models.question import Question
from nexus_cli.models.session import fold
from nexus_cli.models.signals import FloorMoved, QuestionCut, YourTurn
from nexus_cli.models.spoken import SpokenPhase
from nexus_cli.reports.building import build_report
from tests.interview.talking_room import TalkingRoom
from tests.made_up import question

LONG = (
    "Think of a night in late autumn when a storm comes in from the sea and the boat has not yet "
    "come back: what do you check first in the lighthouse, and what do you leave for the morning?"
)
"""Nine seconds of voice."""
LAMP = "I clean the lamp before every sunset and start the spare generator once a week."


def long_question(name: str = "a") -> Question:
    return question(name).model_copy(update={"text": LONG})


def accepted(room: TalkingRoom) -> list[str]:
    """The texts of the answers that were kept."""
    return [item.text for item in room.items if isinstance(item, AnswerAccepted)]


def cuts(room: TalkingRoom) -> list[QuestionCut]:
    return [item for item in room.items if isinstance(item, QuestionCut)]


async def heard(room: TalkingRoom, seconds: float) -> None:
    """Return once so much of what nexus says was heard."""
    await room.until(YourTurn)
    await room.speakers[-1].has_heard(seconds)


def headphones(*questions: Question) -> TalkingRoom:
    return TalkingRoom(*(questions or (long_question(),)), headphones=True)


def test_who_answers_into_the_question_is_heard_from_the_first_word_and_nexus_stops() -> None:
    stopped: list[float] = []

    async def scene(room: TalkingRoom) -> None:
        await heard(room, 3.0)
        onset = room.clock.seconds()
        await room.says(" ".join(LAMP.split()[:3]))
        confirmed = await room.until(FloorMoved, phase=SpokenPhase.USER_SPEAKING)
        stopped.extend((room.nexus_until - confirmed, room.nexus_until - onset))
        await room.says(" ".join(LAMP.split()[3:]), pause=4.0)

    room = headphones().play(scene)
    after_confirmation, after_onset = stopped
    assert after_confirmation <= 0.2
    assert 0.5 <= after_onset <= 0.75
    assert accepted(room) == [LAMP]
    (cut,) = cuts(room)
    assert f"{cut.heard} {cut.unheard}" == LONG
    assert 10 <= len(cut.heard.split()) <= 15
    asked = room.of(QuestionAsked)
    assert len(asked) == 1
    kept = [item for item in room.items if isinstance(item, QuestionInterrupted)]
    assert [(one.question_id, one.part, one.heard) for one in kept] == [("a", "answer", cut.heard)]
    events = asyncio.run(room.store.events("s1"))
    report = build_report("s1", fold(events))
    assert any(cut.heard[:60] in flag for flag in report.answers[0].flags)


@pytest.mark.parametrize("after", [1.5, 2.1, 3.3, 4.7, 6.0, 7.9])
def test_the_figures_hold_wherever_in_the_question_somebody_speaks(after: float) -> None:
    figures: list[float] = []

    async def scene(room: TalkingRoom) -> None:
        await heard(room, after)
        onset = room.clock.seconds()
        await room.says("I clean the")
        confirmed = await room.until(FloorMoved, phase=SpokenPhase.USER_SPEAKING)
        figures.extend((room.nexus_until - confirmed, room.nexus_until - onset))
        await room.says("lamp.", pause=5.0)

    room = headphones().play(scene)
    after_confirmation, after_onset = figures
    assert after_confirmation <= 0.2
    assert after_onset <= 0.75
    assert accepted(room) == ["I clean the lamp."]


def test_a_word_of_agreement_does_not_stop_nexus_and_is_in_no_answer() -> None:
    async def scene(room: TalkingRoom) -> None:
        await heard(room, 2.0)
        await room.says("mm-hm", pause=1.0)
        await room.says("right")
        await room.listening("a")
        await room.says(LAMP, pause=4.0)

    room = headphones().play(scene)
    assert room.voice.said[0] == LONG
    assert len(room.voice.said) == 2
    assert accepted(room) == [LAMP]
    assert cuts(room) == []


def test_after_a_longer_murmur_nexus_goes_on_with_the_first_word_that_was_not_heard() -> None:
    async def scene(room: TalkingRoom) -> None:
        await heard(room, 3.0)
        await room.says("yeah okay right")
        silent = room.clock.seconds()
        again = await room.until(FloorMoved, 2, phase=SpokenPhase.SPEAKING)
        assert 1.8 < again - silent < 2.3
        await room.listening("a")
        await room.says(LAMP, pause=4.0)

    room = headphones().play(scene)
    first, rest, _ = room.voice.said
    assert first == LONG
    assert LONG.endswith(f" {rest}")
    assert 18 <= len(rest.split()) <= 24
    assert accepted(room) == [LAMP]
    assert cuts(room) == []


def test_repeat_that_is_heard_in_the_middle_of_the_question() -> None:
    async def scene(room: TalkingRoom) -> None:
        await heard(room, 3.0)
        await room.says("repeat the question please", pause=1.5)
        await room.until(FloorMoved, 2, phase=SpokenPhase.SPEAKING)
        await room.listening("a")
        await room.says(LAMP, pause=4.0)

    room = headphones().play(scene)
    assert room.voice.said[:2] == [LONG, LONG]
    assert accepted(room) == [LAMP]


def test_skip_is_heard_in_the_middle_of_the_question_and_so_are_the_keys() -> None:
    async def scene(room: TalkingRoom) -> None:
        await heard(room, 3.0)
        await room.says("skip this question please", pause=1.5)
        await room.until(QuestionAsked, question_id="b")
        await room.until(YourTurn, question_id="b")
        await room.send(SkipQuestion())
        await room.until(YourTurn, question_id="c")
        await room.send(FinishAnswer())
        await room.listening("c")
        await room.says(LAMP, pause=4.0)

    questions = (long_question("a"), long_question("b"), long_question("c"))
    room = headphones(*questions).play(scene)
    state = room.session.state
    assert [state.answers[name].skipped for name in "abc"] == [True, True, False]
    assert accepted(room)[-1] == LAMP


def test_skip_is_obeyed_though_it_is_shorter_than_what_stops_nexus() -> None:
    async def scene(room: TalkingRoom) -> None:
        await heard(room, 3.0)
        await room.says("right", pause=1.0)
        await room.says("skip")
        said = room.clock.seconds()
        assert await room.until(FloorMoved, phase=SpokenPhase.PAUSED) - said < 0.5
        await room.until(QuestionAsked, question_id="b")
        await room.listening("b")
        await room.says(LAMP, pause=4.0)

    room = headphones(long_question("a"), long_question("b")).play(scene)
    assert room.session.state.answers["a"].skipped
    assert accepted(room)[-1] == LAMP
    (cut,) = cuts(room)
    assert f"{cut.heard} {cut.unheard}" == LONG


def test_into_the_first_second_it_takes_a_second_of_speech() -> None:
    async def scene(room: TalkingRoom) -> None:
        await heard(room, 0.1)
        await room.says("well yes")
        assert room.phase is SpokenPhase.SPEAKING
        await room.listening("a")
        await room.says(LAMP, pause=4.0)

    room = headphones().play(scene)
    assert room.voice.said[0] == LONG
    assert cuts(room) == []
    assert accepted(room) == [LAMP]


def test_an_answer_into_the_last_word_keeps_its_first_and_nothing_is_waited_for() -> None:
    async def scene(room: TalkingRoom) -> None:
        await heard(room, len(LONG.split()) / 4 - 0.3)
        await room.says(LAMP, pause=4.0)

    room = headphones().play(scene)
    assert accepted(room) == [LAMP]
    assert cuts(room) == []
    assert room.of(InterviewEnded)


def test_an_interview_goes_on_after_an_interruption() -> None:
    async def scene(room: TalkingRoom) -> None:
        await heard(room, 2.0)
        await room.says(LAMP, pause=4.0)
        await room.until(YourTurn, question_id="b")
        await room.speakers[-1].has_heard(2.0)
        await room.says("okay")
        await room.listening("b")
        await room.says("I row the boat.", pause=5.0)

    room = headphones(long_question("a"), long_question("b")).play(scene)
    assert accepted(room) == [LAMP, "I row the boat."]
    assert len(cuts(room)) == 1
