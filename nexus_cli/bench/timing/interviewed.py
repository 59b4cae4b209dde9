"""Typed interviews, driven as front ends drive them, each turn timed from its answer."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from nexus_cli.bench.timing.people import Person
from nexus_cli.interview import InterviewSession
from nexus_cli.models.commands import KeepDraft, PauseInterview, SubmitAnswer
from nexus_cli.models.events import (
    AnswerGraded,
    Degraded,
    Event,
    FollowUpAsked,
    InterviewEnded,
    InterviewPaused,
    QuestionAsked,
)
from nexus_cli.models.grade import Status
from nexus_cli.models.signals import NotSaved, Signal, YourTurn

_MILLISECONDS = 1000.0


@dataclass
class Interviewed:
    """What one interview was like for who was interviewed."""

    waits: dict[str, float] = field(default_factory=dict)
    """Milliseconds from each sent answer, by question and part, to what is asked next."""
    errors: list[str] = field(default_factory=list)
    """What went wrong, or was second best."""


class Interviewing:
    """A session with its person, who leaves after `most` answers when that is given."""

    def __init__(
        self,
        session: InterviewSession,
        person: Person,
        most: int | None = None,
        before_sending: Callable[[], Awaitable[object]] | None = None,
    ) -> None:
        self._session = session
        self._person = person
        self._most = most
        self._before_sending = before_sending
        self._answering = ""
        self._sent_at = 0.0
        self._typing: asyncio.Task[None] | None = None
        self.found = Interviewed()

    async def run(self) -> Interviewed:
        """Hold the interview; what breaks it is an error of it."""
        ended = False
        try:
            async for item in self._session.stream():
                self._seen(item)
                ended = ended or isinstance(item, InterviewEnded | InterviewPaused)
        except Exception as error:  # whatever it is, it counts
            self.found.errors.append(f"{type(error).__name__}: {error}")
        finally:
            if self._typing is not None:
                self._typing.cancel()
        if not ended:
            self.found.errors.append("It did not come to its end.")
        return self.found

    def _seen(self, item: Event | Signal) -> None:
        match item:
            case QuestionAsked() | FollowUpAsked():
                if self._answering:
                    loop = asyncio.get_running_loop()
                    wait = (loop.time() - self._sent_at) * _MILLISECONDS
                    self.found.waits[self._answering] = wait
                self._answering = ""
            case YourTurn():
                self._typing = asyncio.get_running_loop().create_task(self._answer(item))
            case Degraded() | NotSaved():
                self.found.errors.append(str(item))
            case AnswerGraded() if item.grade.status is Status.NEEDS_HUMAN:
                self.found.errors.append(str(item.grade.flags))

    async def _answer(self, turn: YourTurn) -> None:
        if self._most is not None and len(self.found.waits) >= self._most:
            await self._session.send(PauseInterview())
            return
        plan = self._session.state.prepared.plan
        question = next(q for q in plan.questions if q.id == turn.question_id)
        typed = self._person.answer(question, turn.part)
        loop = asyncio.get_running_loop()
        asked_at = loop.time()
        for at, text in typed.drafts:
            await asyncio.sleep(asked_at + at - loop.time())
            await self._session.send(KeepDraft(text=text))
        await asyncio.sleep(asked_at + typed.seconds - loop.time())
        if self._before_sending is not None:
            await self._before_sending()
        self._answering = f"{turn.question_id} {turn.part}"
        self._sent_at = loop.time()
        await self._session.send(SubmitAnswer(text=typed.text, literal=True))
