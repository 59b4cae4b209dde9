"""A whole spoken interview: what is said and heard in a room, and what is kept of it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date

from nexus_cli.audio.samples import HEARING_HZ
from nexus_cli.brain import OfflineBrain, ReplyRequest
from nexus_cli.models.commands import (
    CorrectAnswer,
    EndInterview,
    FinishAnswer,
    KeepDraft,
    PauseInterview,
    SubmitAnswer,
    SwitchKeyboard,
)
from nexus_cli.models.events import (
    AnswerAccepted,
    AnswerCorrected,
    AnswerGraded,
    FollowUpAsked,
    InterviewEnded,
    InterviewPaused,
    QuestionAsked,
)
from nexus_cli.models.signals import (
    AnswerHeard,
    CountdownBegan,
    FloorMoved,
    TypingOffered,
    YourTurn,
)
from nexus_cli.models.spoken import SpokenPhase
from tests.interview.talking_room import TalkingRoom
from tests.interview.wordy import WORDING_SECONDS, Wordy
from tests.made_up import question
from tests.speech.talk import WORD_SECONDS


class Bridging(OfflineBrain):
    """Takes a second to find a few words before the next question."""

    async def reply(self, request: ReplyRequest) -> AsyncIterator[str]:
        await asyncio.sleep(1.0)
        yield "I see. "


LAMP = "I clean the lamp before every sunset."
BOTH = "I clean the lamp before every sunset and start the spare generator once a week."


def accepted(room: TalkingRoom) -> list[str]:
    """The texts of the answers that were kept."""
    return [item.text for item in room.items if isinstance(item, AnswerAccepted)]


def test_two_questions_are_asked_and_answered_without_a_key() -> None:
    async def scene(room: TalkingRoom) -> None:
        for name in ("a", "b"):
            await room.listening(name)
            await room.says(BOTH, pause=4.0)

    room = TalkingRoom(question("a"), question("b")).play(scene)
    assert accepted(room) == [BOTH, BOTH]
    assert len(room.of(AnswerGraded)) == 2
    assert [text.split(",")[-1] for text in room.voice.said[:2]] == [" a?", " b?"]
    assert room.voice.said[2].startswith("That was the last question")
    assert isinstance(room.of(InterviewEnded)[0], InterviewEnded)


def test_nexus_never_hears_itself_and_the_answer_has_the_times_of_its_words() -> None:
    async def scene(room: TalkingRoom) -> None:
        await room.listening("a")
        await room.says(LAMP, pause=4.0)

    room = TalkingRoom(question("a")).play(scene)
    (kept,) = (item for item in room.items if isinstance(item, AnswerAccepted))
    assert kept.text == LAMP
    assert kept.spoken is not None
    assert [word.text for word in kept.spoken.words] == LAMP.split()
    assert kept.spoken.engine == "tones"
    assert not kept.spoken.edited
    starts = [word.start_seconds for word in kept.spoken.words]
    assert starts == sorted(starts)
    assert starts[0] < 1.0


def test_an_answer_is_shown_as_it_is_written_down_with_its_doubtful_words() -> None:
    async def scene(room: TalkingRoom) -> None:
        room.engine.unsure = {"sunset."}
        await room.listening("a")
        await room.says(LAMP, pause=4.0)

    room = TalkingRoom(question("a")).play(scene)
    shown = [item for item in room.items if isinstance(item, AnswerHeard)][-1]
    assert [(piece.text, piece.doubtful) for piece in shown.pieces] == [
        ("I clean the lamp before every", False),
        ("sunset", True),
        (".", False),
    ]
    assert shown.words_per_minute > 60
    began = [item for item in room.items if isinstance(item, CountdownBegan)]
    assert 0.5 < began[-1].wait_seconds <= 3.0
    assert began[-1].why


def test_a_follow_up_is_worded_in_the_wait_and_heard_as_soon_as_it_is_over() -> None:
    async def scene(room: TalkingRoom) -> None:
        await room.listening("a")
        await room.says(LAMP)
        ended = room.clock.seconds()
        asked = await room.until(FollowUpAsked)
        wait = [item for item in room.items if isinstance(item, CountdownBegan)][-1]
        assert wait.wait_seconds > WORDING_SECONDS
        late.append(asked - ended - wait.wait_seconds)
        await room.send(EndInterview())

    late: list[float] = []
    brain = Wordy()
    TalkingRoom(question("a"), follow_ups=1, brain=brain).play(scene)
    assert brain.asked == [LAMP]
    assert late[0] < 0.15


def test_the_done_key_ends_an_answer_at_once() -> None:
    async def scene(room: TalkingRoom) -> None:
        await room.listening("a")
        await room.says(LAMP)
        pressed = room.clock.seconds()
        await room.send(FinishAnswer())
        assert await room.until(AnswerAccepted) - pressed < 0.2

    assert accepted(TalkingRoom(question("a")).play(scene)) == [LAMP]


def test_whoever_speaks_on_before_nexus_does_takes_the_answer_back() -> None:
    async def scene(room: TalkingRoom) -> None:
        await room.listening("a")
        await room.says(LAMP, pause=0.5)
        await room.send(FinishAnswer())
        await room.says("And the generator.", pause=5.0)
        await room.listening("b")
        await room.says(LAMP, pause=5.0)

    brain = Bridging(today=date(2026, 5, 4))
    room = TalkingRoom(question("a"), question("b"), brain=brain).play(scene)
    state = room.session.state
    assert state.answers["a"].answer == f"{LAMP} And the generator."
    assert accepted(room)[0] == LAMP
    first_b = next(
        index
        for index, item in enumerate(room.items)
        if isinstance(item, QuestionAsked) and item.question_id == "b"
    )
    last_a = max(
        index
        for index, item in enumerate(room.items)
        if isinstance(item, AnswerAccepted) and item.question_id == "a"
    )
    assert last_a < first_b


def test_words_after_the_done_key_are_in_no_answer() -> None:
    async def scene(room: TalkingRoom) -> None:
        await room.listening("a")
        await room.says(LAMP)
        await room.send(FinishAnswer())
        await room.says("Well yes.")
        await room.listening("b")
        await room.says(BOTH, pause=5.0)

    brain = Bridging(today=date(2026, 5, 4))
    room = TalkingRoom(question("a"), question("b"), brain=brain).play(scene)
    assert accepted(room) == [LAMP, BOTH]


def test_a_request_in_mid_answer_is_no_part_of_it() -> None:
    async def scene(room: TalkingRoom) -> None:
        await room.listening("a")
        await room.says("repeat the question please", pause=2.0)
        while len(room.voice.said) < 2:
            await room.says("", pause=0.1)
        await room.until(FloorMoved, 2, phase=SpokenPhase.LISTENING)
        await room.says(LAMP, pause=4.0)

    room = TalkingRoom(question("a")).play(scene)
    assert room.voice.said[0] == room.voice.said[1]
    assert accepted(room) == [LAMP]


def test_a_spoken_pause_saves_and_leaves_and_the_same_question_comes_back() -> None:
    async def leaves(room: TalkingRoom) -> None:
        await room.listening("a")
        await room.says("pause the interview please", pause=3.0)

    async def answers(room: TalkingRoom) -> None:
        await room.listening("a")
        await room.says(LAMP, pause=4.0)

    first = TalkingRoom(question("a")).play(leaves)
    assert first.of(InterviewPaused)
    again = TalkingRoom(store=first.store).play(answers)
    assert accepted(again) == [LAMP]


def test_a_microphone_that_goes_leaves_the_words_in_the_editor_and_comes_back() -> None:
    async def scene(room: TalkingRoom) -> None:
        await room.listening("a")
        await room.says(LAMP, pause=0.5)
        await room.says("and the")
        gone = room.clock.seconds()
        room.plugged = False
        offered = await room.until(TypingOffered)
        assert offered - gone < 2.0
        room.plugged = True
        await room.until(CountdownBegan, why="the microphone is back")
        await room.says("spare generator.", pause=4.0)

    room = TalkingRoom(question("a")).play(scene)
    assert accepted(room) == [f"{LAMP} and the spare generator."]


def test_what_was_said_can_be_mended_by_hand_before_it_is_sent() -> None:
    async def scene(room: TalkingRoom) -> None:
        await room.listening("a")
        await room.says("I clean the lump before every sunset.", pause=0.5)
        await room.send(SwitchKeyboard())
        await room.until(TypingOffered)
        await room.send(SubmitAnswer(text=LAMP))

    room = TalkingRoom(question("a")).play(scene)
    (kept,) = (item for item in room.items if isinstance(item, AnswerAccepted))
    assert kept.text == LAMP
    assert kept.spoken is not None
    assert kept.spoken.edited


def test_an_accepted_answer_can_be_corrected_and_is_scored_as_corrected() -> None:
    async def scene(room: TalkingRoom) -> None:
        await room.listening("a")
        await room.says("I clean the lump.", pause=4.0)
        await room.listening("b")
        await room.send(CorrectAnswer(question_id="a", part="answer", text=BOTH))
        await room.until(AnswerCorrected)
        await room.says(LAMP, pause=4.0)

    room = TalkingRoom(question("a"), question("b")).play(scene)
    state = room.session.state
    assert state.answers["a"].answer == BOTH
    grade = state.answers["a"].grade
    assert grade is not None
    quotes = [quote for score in grade.scores.values() for quote in score.evidence]
    assert any("generator" in quote.quote for quote in quotes)


def test_without_a_microphone_nexus_speaks_and_the_person_types() -> None:
    async def scene(room: TalkingRoom) -> None:
        await room.until(TypingOffered)
        await room.send(SubmitAnswer(text=LAMP))

    room = TalkingRoom(question("a"), deaf=True).play(scene)
    assert room.voice.said[0].endswith("a?")
    (kept,) = (item for item in room.items if isinstance(item, AnswerAccepted))
    assert kept.spoken is None


def test_the_sound_of_an_answer_is_kept_for_who_asked_and_for_nobody_else() -> None:
    async def scene(room: TalkingRoom) -> None:
        await room.listening("a")
        await room.says(LAMP, pause=0.5)
        await room.send(FinishAnswer())
        await room.says("And the generator.", pause=5.0)
        await room.listening("b")
        await room.says(BOTH, pause=4.0)

    brain = Bridging(today=date(2026, 5, 4))
    room = TalkingRoom(question("a"), question("b"), brain=brain, keeps_sound=True).play(scene)
    (a, _, first), (b, _, second) = room.kept
    assert (a, b) == ("a", "b")
    assert (
        10 * WORD_SECONDS < len(first) / HEARING_HZ < 10 * WORD_SECONDS + 5.0
    )  # with its silences
    assert len(second) > 15 * WORD_SECONDS * HEARING_HZ
    assert TalkingRoom(question("a"), question("b"), brain=brain).play(scene).kept == []


def test_what_was_typed_is_the_beginning_for_whoever_speaks_again() -> None:
    async def scene(room: TalkingRoom) -> None:
        await room.listening("a")
        await room.send(SwitchKeyboard())
        await room.until(TypingOffered)
        await room.send(KeepDraft(text="I clean the lamp"))
        await room.send(SwitchKeyboard())
        await room.until(AnswerHeard)
        await room.says("before every sunset.", pause=4.0)

    assert accepted(TalkingRoom(question("a")).play(scene)) == [LAMP]


def test_ctrl_c_while_nexus_speaks_pauses_at_once() -> None:
    async def scene(room: TalkingRoom) -> None:
        await room.until(YourTurn)
        pressed = room.clock.seconds()
        await room.send(PauseInterview())
        assert await room.until(InterviewPaused) - pressed < 0.5

    room = TalkingRoom(question("a")).play(scene)
    assert room.clock.seconds() < 2.0
