"""A candidate without hands: hears when nexus listens, and speaks into the virtual microphone."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path

from nexus_cli.bench.edge import LoopbackEdge
from nexus_cli.models.brains import BrainChoice
from nexus_cli.models.commands import PauseInterview
from nexus_cli.models.events import AnswerAccepted, Event, QuestionAsked
from nexus_cli.models.question import Category, KeyPoint, Question
from nexus_cli.models.session import SessionState, fold
from nexus_cli.models.signals import FloorMoved, LeftToRead, Signal
from nexus_cli.models.spoken import SpokenPhase
from nexus_cli.services import Services, open_services
from nexus_cli.services.ears import OpenedTranscriber
from nexus_cli.services.session_thread import SessionThread
from nexus_cli.services.talking import Talk, open_talk
from nexus_cli.settings import Settings
from tests.made_up import prepared
from tests.sound_card import MICROPHONE, SPEAKER
from tests.stt.recogniser import recogniser

SESSION = "hands-free"
ANSWERS = {
    "What was your last project?": "my last project was an online store for garden tools",
    "What did you change there?": "we moved the payment service to the cloud in three months",
    "What was hard about it?": "the hardest part was to keep the old system running",
    "What did you learn?": "we learned to test every small change before the weekend",
    "What comes next?": "next year the team will build a new report for the customers",
}
VOICE = "rms"


def questions(count: int) -> tuple[Question, ...]:
    """So many questions, over and over; each asks for one thing, which its answer says."""
    asked = islice(cycle(ANSWERS.items()), count)
    return tuple(
        Question(
            id=f"spoken-{number}",
            text=text,
            category=Category.TECHNICAL,
            target="Work",
            key_points=(KeyPoint(point=answer),),
            follow_up_hint="What else?",
            model_answer=answer,
        )
        for number, (text, answer) in enumerate(asked, 1)
    )


def answers(asked: tuple[Question, ...]) -> Mapping[str, str]:
    """What is said to each question, by its id."""
    return {question.id: ANSWERS[question.text] for question in asked}


@contextmanager
def serving(edge: LoopbackEdge) -> Iterator[LoopbackEdge]:
    """Serve Edge's protocol in a thread of its own."""
    thread = SessionThread()
    thread.run(edge.__aenter__())
    try:
        yield edge
    finally:
        thread.run(edge.__aexit__(None, None, None))
        thread.close()


@contextmanager
def talking(
    home: Path, asked: tuple[Question, ...], edge: LoopbackEdge, headphones: bool = False
) -> Iterator["Sitting"]:
    """A spoken interview with these questions on the virtual card, ready to be held."""
    settings = Settings(
        home=home,
        edge_socket=edge.socket,
        microphone=MICROPHONE,
        speaker=SPEAKER,
        headphones=headphones,
    )

    async def nothing() -> None:
        pass

    with open_services(settings, BrainChoice.OFFLINE) as services:
        thread = services.thread
        thread.run(services.store.append(SESSION, prepared(*asked, follow_ups=0)))
        engine = OpenedTranscriber(recogniser(), False, nothing)
        talk = thread.run(open_talk(services, SESSION, transcriber=engine))
        try:
            yield Sitting(services, talk)
        finally:
            thread.run(talk.close())


class Sitting:
    """One interview; `hold` goes through it and calls `answer` whenever nexus listens."""

    def __init__(self, services: Services, talk: Talk) -> None:
        self.services = services
        self.talk = talk
        self.items: list[Event | Signal] = []
        self._at: list[float] = []
        self._news = threading.Condition()
        self._answering: list[threading.Thread] = []
        self._fault: list[BaseException] = []

    def hold(
        self, answer: Callable[[str], None], when_asked: Callable[[str], None] | None = None
    ) -> None:
        """Hold the interview; `answer` is called once with each question's id, in a thread.

        `when_asked` too, as soon as a question is put. Raises what one of them raised.
        """
        asked = ""
        answered: set[str] = set()
        for item in self.services.thread.iterate(self.talk.session.stream()):
            with self._news:
                self.items.append(item)
                self._at.append(time.monotonic())
                self._news.notify_all()
            if self._fault:
                raise self._fault[0]
            if isinstance(item, QuestionAsked):
                asked = item.question_id
                if when_asked is not None:
                    self._start(when_asked, asked)
            listening = isinstance(item, FloorMoved) and item.phase is SpokenPhase.LISTENING
            if listening and asked not in answered:
                answered.add(asked)
                self._start(answer, asked)
        for thread in self._answering:
            thread.join()
        if self._fault:
            raise self._fault[0]

    def told(
        self,
        true: Callable[[Event | Signal], bool],
        after: float,
        within_seconds: float = 30.0,
    ) -> float:
        """Return how long after `after`, in monotonic seconds, the first such item came."""
        looked = 0
        with self._news:
            while True:
                for place in range(looked, len(self.items)):
                    if self._at[place] >= after and true(self.items[place]):
                        return self._at[place] - after
                looked = len(self.items)
                left = after + within_seconds - time.monotonic()
                assert left > 0, f"not within {within_seconds:g} s"
                self._news.wait(left)

    def _start(self, answer: Callable[[str], None], question_id: str) -> None:
        thread = threading.Thread(target=self._answer, args=(answer, question_id))
        self._answering.append(thread)
        thread.start()

    def _answer(self, answer: Callable[[str], None], question_id: str) -> None:
        try:
            answer(question_id)
        except BaseException as error:
            self._fault.append(error)
            self.services.thread.submit(self.talk.session.send(PauseInterview()))

    @property
    def accepted(self) -> dict[str, AnswerAccepted]:
        """The last accepted answer to each question."""
        return {i.question_id: i for i in self.items if isinstance(i, AnswerAccepted)}

    @property
    def unheard(self) -> list[str]:
        """What nexus could not say aloud."""
        return [item.text for item in self.items if isinstance(item, LeftToRead)]

    @property
    def state(self) -> SessionState:
        """What is on disk."""
        return fold(self.services.thread.run(self.services.store.events(SESSION)))
