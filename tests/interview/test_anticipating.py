"""Follow-ups that are worded while the answer is still being given."""

import asyncio
from collections.abc import Awaitable, Callable

from nexus_cli.interview import InterviewSession
from nexus_cli.models.commands import KeepDraft, SubmitAnswer
from nexus_cli.models.events import Event, FollowUpAsked, ModelsUsed, QuestionAsked
from nexus_cli.models.signals import Signal, YourTurn
from nexus_cli.store import MemoryStore
from nexus_cli.telemetry import Telemetry
from tests.interview.wordy import WORDING_SECONDS, Wordy
from tests.llm.virtual_time import LoopClock
from tests.made_up import prepared, question
from tests.tts.stage import virtual

LAMP = "I clean the lamp before every sunset, with care."
BOTH = f"{LAMP} The spare generator is started once a week."


class Ears:
    """Remembers what was worded."""

    def __init__(self) -> None:
        self.told: list[tuple[int, str, bool, bool]] = []
        self.gone: list[int] = []

    def worded(self, reply: int, text: str, whole: bool, due: bool) -> None:
        self.told.append((reply, text, whole, due))

    def dropped(self, reply: int) -> None:
        self.gone.append(reply)


class Desk:
    """A running session, and when it told what."""

    def __init__(self) -> None:
        self.brain = Wordy()
        self.ears = Ears()
        self.items: list[Event | Signal] = []
        self.news = asyncio.Event()
        self.store = MemoryStore()

    async def sends(self, answer: str) -> tuple[str, float]:
        """Send an answer; return what is asked next, and after how many seconds."""
        before, sent = len(self.items), asyncio.get_running_loop().time()
        await self.session.send(SubmitAnswer(text=answer))
        while not any(isinstance(item, YourTurn) for item in self.items[before:]):
            self.news.clear()
            await self.news.wait()
        (turn,) = (item for item in self.items[before:] if isinstance(item, YourTurn))
        return turn.text, asyncio.get_running_loop().time() - sent

    async def writes(self, draft: str) -> None:
        """Type, and think until all that may be worded ahead has been."""
        await self.session.send(KeepDraft(text=draft))
        await asyncio.sleep(2 * WORDING_SECONDS)

    async def _listen(self) -> None:
        async for item in self.session.stream():
            self.items.append(item)
            self.news.set()

    async def play(self, scene: Callable[["Desk"], Awaitable[None]]) -> None:
        await self.store.append("s1", prepared(question("a"), question("b"), follow_ups=1))
        self.session = InterviewSession("s1", self.store, self.brain, Telemetry(LoopClock()))
        self.session.replies.listener = self.ears
        listening = asyncio.create_task(self._listen())
        await self.news.wait()
        await asyncio.sleep(0.1)
        try:
            await scene(self)
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)


def at_a_desk(scene: Callable[[Desk], Awaitable[None]]) -> Desk:
    desk = Desk()
    virtual(desk.play(scene))
    return desk


def test_a_follow_up_is_there_at_once_when_it_was_worded_from_a_draft() -> None:
    async def scene(desk: Desk) -> None:
        await desk.writes(LAMP)
        asked, seconds = await desk.sends(f"{LAMP} That is my work.")
        assert asked == "You wrote 9 words, and what else do you do?"
        assert seconds < 0.1

    desk = at_a_desk(scene)
    assert desk.brain.asked[0] == LAMP
    assert len(desk.brain.asked) == 1
    assert len([item for item in desk.items if isinstance(item, ModelsUsed)]) == 1


def test_a_follow_up_that_nothing_prepared_is_worded_when_it_is_due() -> None:
    async def scene(desk: Desk) -> None:
        asked, seconds = await desk.sends(LAMP)
        assert asked == "You wrote 9 words, and what else do you do?"
        assert WORDING_SECONDS <= seconds < WORDING_SECONDS + 0.1

    assert [due for *_, due in at_a_desk(scene).ears.told] == [True, True, True]


def test_one_on_its_way_is_waited_for_and_not_begun_anew() -> None:
    async def scene(desk: Desk) -> None:
        await desk.session.send(KeepDraft(text=LAMP))
        await asyncio.sleep(WORDING_SECONDS / 2)
        _, seconds = await desk.sends(LAMP)
        assert WORDING_SECONDS / 2 - 0.1 < seconds < WORDING_SECONDS / 2 + 0.1

    assert len(at_a_desk(scene).brain.asked) == 1


def test_what_was_worded_is_not_asked_once_the_point_is_made() -> None:
    async def scene(desk: Desk) -> None:
        await desk.writes(LAMP)
        asked, seconds = await desk.sends(BOTH)
        assert asked == question("b").text
        assert seconds >= 0

    desk = at_a_desk(scene)
    assert [item for item in desk.items if isinstance(item, FollowUpAsked)] == []
    assert [item for item in desk.items if isinstance(item, QuestionAsked)][-1].question_id == "b"


def test_the_words_are_told_clause_by_clause_to_whoever_makes_sound_of_them() -> None:
    async def scene(desk: Desk) -> None:
        await desk.writes(LAMP)

    told = at_a_desk(scene).ears.told
    first = "You wrote 9 words,"
    both = f"{first} and what else do you do?"
    assert told == [(1, first, False, False), (1, both, False, False), (1, both, True, False)]


def test_a_reply_begun_at_a_likely_end_is_dropped_when_the_person_speaks_on() -> None:
    async def scene(desk: Desk) -> None:
        desk.session.anticipate(LAMP)
        await asyncio.sleep(WORDING_SECONDS / 2 + 0.1)
        desk.session.replies.withdraw()
        await asyncio.sleep(WORDING_SECONDS)
        assert [whole for _, _, whole, _ in desk.ears.told] == [False]
        assert desk.ears.gone == [1]
        kept = [type(event) for event in await desk.store.events("s1")]
        assert ModelsUsed not in kept
        await desk.sends(LAMP)

    desk = at_a_desk(scene)
    assert len(desk.brain.asked) == 2


def test_no_more_than_three_replies_are_begun_ahead_for_one_answer() -> None:
    async def scene(desk: Desk) -> None:
        for words in range(6):
            desk.session.anticipate(f"{LAMP} {'Well. ' * words}")
            await asyncio.sleep(0.1)
            desk.session.replies.withdraw()
        assert len(desk.brain.asked) == 3
        await desk.sends(BOTH)
        desk.session.anticipate(LAMP)
        await asyncio.sleep(0.1)

    assert len(at_a_desk(scene).brain.asked) == 4


def test_nothing_is_begun_ahead_while_the_limits_are_low() -> None:
    async def scene(desk: Desk) -> None:
        desk.brain.spare = False
        await desk.writes(LAMP)
        assert desk.brain.asked == []
        desk.brain.spare = True
        await desk.writes(LAMP)

    assert at_a_desk(scene).brain.asked == [LAMP]


def test_one_that_failed_ahead_is_asked_for_again_when_it_is_due() -> None:
    async def scene(desk: Desk) -> None:
        desk.brain.broken = 1
        await desk.writes(LAMP)
        asked, _ = await desk.sends(LAMP)
        assert asked == "You wrote 9 words, and what else do you do?"

    assert len(at_a_desk(scene).brain.asked) == 2


def test_a_few_words_are_not_enough_to_follow_up() -> None:
    async def scene(desk: Desk) -> None:
        await desk.writes("I clean the lamp.")

    assert at_a_desk(scene).brain.asked == []
