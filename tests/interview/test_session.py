"""A whole interview through the public face of the session: events, signals, commands."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date

import pytest

from nexus_cli.brain import OfflineBrain, ReplyRequest
from nexus_cli.errors import BrainError, StoreError
from nexus_cli.interview import InterviewSession
from nexus_cli.models.commands import (
    ClarifyQuestion,
    Command,
    EndInterview,
    KeepDraft,
    PauseInterview,
    RepeatQuestion,
    SkipQuestion,
    SubmitAnswer,
)
from nexus_cli.models.events import (
    AnswerAccepted,
    AnswerGraded,
    Event,
    FollowUpAsked,
    InterviewEnded,
    InterviewPaused,
    QuestionAsked,
    RoleQuestionAnswered,
)
from nexus_cli.models.grade import Grade, Status
from nexus_cli.models.question import Category, Question
from nexus_cli.models.result import Result
from nexus_cli.models.rubric import Rubric
from nexus_cli.models.session import fold
from nexus_cli.models.signals import NotSaved, Said, Signal, YourTurn
from nexus_cli.store import MemoryStore
from nexus_cli.telemetry import Telemetry
from tests.made_up import HandClock, prepared, question

FULL = "I clean the lamp before every sunset. I start the spare generator once a week."
THIN = "I clean the lamp before every sunset."
Items = list[Event | Signal]


class Interview:
    """A prepared session in memory, and a candidate who follows a script."""

    def __init__(self, *questions: Question, follow_ups: int = 1) -> None:
        self.store = MemoryStore()
        self.clock = HandClock()
        self.brain: OfflineBrain = OfflineBrain(today=date(2026, 5, 4))
        self._prepared = prepared(*questions, follow_ups=follow_ups)
        asyncio.run(self.store.append("s1", self._prepared))

    def hold(self, *script: Command | tuple[Command, ...]) -> Items:
        """Send the next of the script when the floor is given; leave when it is used up."""
        return asyncio.run(self._hold(list(script)))

    async def _hold(self, script: list[Command | tuple[Command, ...]]) -> Items:
        items: Items = []
        session = InterviewSession("s1", self.store, self.brain, Telemetry(self.clock))
        stream: AsyncIterator[Event | Signal] = session.stream()
        async for item in stream:
            items.append(item)
            if isinstance(item, YourTurn):
                if not script:
                    break
                self.clock.elapsed += 10
                step = script.pop(0)
                for command in step if isinstance(step, tuple) else (step,):
                    await session.send(command)
        await stream.aclose()  # type: ignore[attr-defined]  # it is an async generator
        return items

    @property
    def stored(self) -> list[Event]:
        return asyncio.run(self.store.events("s1"))


def of(kind: type, items: Items | list[Event]) -> list[object]:
    return [item for item in items if isinstance(item, kind)]


def answer(text: str) -> SubmitAnswer:
    return SubmitAnswer(text=text)


def test_questions_come_in_the_order_planned_and_the_interview_ends() -> None:
    interview = Interview(question("a"), question("b"))
    items = interview.hold(answer(FULL), answer(FULL))
    asked = [item.question_id for item in items if isinstance(item, QuestionAsked)]
    assert asked == ["a", "b"]
    assert isinstance(of(InterviewEnded, items)[0], InterviewEnded)


def test_every_event_shown_was_stored_before_and_nothing_else_was() -> None:
    interview = Interview(question("a"), question("b"))
    items = interview.hold(answer(THIN), answer("also the boat"), answer(FULL))
    shown = [item for item in items if hasattr(item, "at")]
    assert shown == interview.stored[1:]


def test_a_thin_answer_is_followed_up_once() -> None:
    interview = Interview(question("a"), question("b"))
    items = interview.hold(answer(THIN), answer("Nothing else."), answer(FULL))
    follow_ups = [item for item in items if isinstance(item, FollowUpAsked)]
    assert [follow_up.question_id for follow_up in follow_ups] == ["a"]
    assert "generator" in follow_ups[0].about


def test_a_full_answer_is_not_followed_up() -> None:
    assert of(FollowUpAsked, Interview(question("a")).hold(answer(FULL))) == []


def test_all_answers_are_graded_by_the_end() -> None:
    interview = Interview(question("a"), question("b"))
    interview.hold(answer(FULL), SkipQuestion())
    state = fold(interview.stored)
    statuses = [a.grade.status for a in state.answers.values() if a.grade]
    assert statuses == [Status.SCORED, Status.UNANSWERED]


def test_the_time_to_an_answer_is_measured_on_the_monotonic_clock() -> None:
    interview = Interview(question("a"))
    items = interview.hold(RepeatQuestion(), answer(FULL))
    (accepted,) = (item for item in items if isinstance(item, AnswerAccepted))
    assert accepted.seconds == 20


def test_a_question_is_repeated_and_clarified_without_using_the_turn() -> None:
    items = Interview(question("a")).hold(RepeatQuestion(), ClarifyQuestion(), answer(FULL))
    kinds = [item.kind for item in items if isinstance(item, Said)]
    assert kinds == ["repeat", "clarify"]


def test_what_is_typed_as_a_request_is_one_and_a_literal_answer_never_is() -> None:
    interview = Interview(question("a"), question("b"))
    items = interview.hold(answer("skip"), SubmitAnswer(text="skip", literal=True))
    accepted = [item for item in items if isinstance(item, AnswerAccepted)]
    assert [(item.text, item.skipped) for item in accepted] == [("", True), ("skip", False)]


def test_the_closing_question_is_answered_from_the_job() -> None:
    items = Interview(question("z", Category.CLOSING)).hold(answer("What is the pay?"))
    (told,) = (item for item in items if isinstance(item, RoleQuestionAnswered))
    assert "40 shells" in told.answer


def test_again_later_comes_back_to_the_same_question() -> None:
    interview = Interview(question("a"), question("b"))
    first = interview.hold(answer(FULL), PauseInterview())
    assert isinstance(first[-1], InterviewPaused)
    again = interview.hold(answer(FULL))
    asked = [item.question_id for item in again if isinstance(item, QuestionAsked)]
    assert asked == ["b"]
    assert fold(interview.stored).ended is not None


def test_a_crash_while_a_follow_up_waits_comes_back_to_the_follow_up() -> None:
    interview = Interview(question("a"))
    interview.hold(answer(THIN))
    (turn,) = (item for item in interview.hold() if isinstance(item, YourTurn))
    assert (turn.part, turn.text) == ("follow_up", "What else do you look after?")


def test_a_draft_survives_a_crash() -> None:
    interview = Interview(question("a"))
    interview.hold((KeepDraft(text="I clean the"), PauseInterview()))
    (turn,) = (item for item in interview.hold() if isinstance(item, YourTurn))
    assert turn.draft == "I clean the"


def test_what_was_left_ungraded_is_graded_on_resume() -> None:
    interview = Interview(question("a"), question("b"))
    interview.hold(answer(FULL), PauseInterview())
    kept = [event for event in interview.stored if not isinstance(event, AnswerGraded)]
    interview.store = MemoryStore()
    for event in kept:
        asyncio.run(interview.store.append("s1", event))
    interview.hold(answer(FULL))
    assert fold(interview.stored).ungraded == ()


def test_ending_early_keeps_what_was_said() -> None:
    interview = Interview(question("a"), question("b"))
    interview.hold(answer(FULL), EndInterview())
    state = fold(interview.stored)
    assert state.ended is not None
    assert state.ended.reason == "candidate"
    assert state.answers["a"].grade is not None


class FullDisk(MemoryStore):
    """Refuses the first answer."""

    refusals = 1

    async def append(self, session_id: str, *events: Event) -> int:
        if isinstance(events[0], AnswerAccepted) and self.refusals:
            self.refusals -= 1
            raise StoreError("The disk is full.", "Free some space.")
        return await super().append(session_id, *events)


def test_an_answer_that_cannot_be_saved_is_given_back_and_can_be_sent_again() -> None:
    interview = Interview(question("a"))
    store = FullDisk()
    asyncio.run(store.append("s1", interview.stored[0]))
    interview.store = store
    items = interview.hold(answer(FULL), answer(FULL))
    (refused,) = (item for item in items if isinstance(item, NotSaved))
    assert "disk is full" in refused.sentence
    turns = [item for item in items if isinstance(item, YourTurn)]
    assert turns[1].draft == FULL
    assert fold(interview.stored).answers["a"].answer == FULL


class BrokenGrader(OfflineBrain):
    """Cannot grade."""

    async def grade(
        self, question: Question, answer: str, follow_up: str, rubric: Rubric
    ) -> Result[Grade]:
        raise BrainError("The brain is away.")

    async def reply(self, request: ReplyRequest) -> AsyncIterator[str]:
        yield "Go on?"


@pytest.mark.parametrize("text", [FULL, THIN])
def test_a_grading_that_fails_needs_a_human_and_is_never_a_number(text: str) -> None:
    interview = Interview(question("a"))
    interview.brain = BrokenGrader(today=date(2026, 5, 4))
    interview.hold(answer(text), answer("no"))
    grade = fold(interview.stored).answers["a"].grade
    assert grade is not None
    assert (grade.status, grade.scores) == (Status.NEEDS_HUMAN, {})
