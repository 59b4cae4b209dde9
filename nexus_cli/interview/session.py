"""A running interview: does what the turn decides, and keeps every event before it shows it."""

from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, aclosing, nullcontext, suppress

from nexus_cli.brain import Brain
from nexus_cli.errors import StoreError
from nexus_cli.interview.actions import Action, Grade
from nexus_cli.interview.anticipating import anticipate
from nexus_cli.interview.behind import Behind, Beside
from nexus_cli.interview.in_hand import text_in_hand
from nexus_cli.interview.inbox import Inbox
from nexus_cli.interview.performing import Performer
from nexus_cli.interview.record import Record
from nexus_cli.interview.replies import Replies
from nexus_cli.interview.requests import INTENTS
from nexus_cli.interview.turn import Input, Phase, TurnState, Utterance, begin_state, reduce, replay
from nexus_cli.knowledge.intents import Intent, read_intent
from nexus_cli.models.commands import (
    AskAboutRole,
    Command,
    KeepDraft,
    SpokenCommand,
    SubmitAnswer,
)
from nexus_cli.models.events import (
    AnswerAccepted,
    AnswerPart,
    Degraded,
    Event,
    FollowUpAsked,
    QuestionAsked,
    QuestionInterrupted,
)
from nexus_cli.models.session import SessionState
from nexus_cli.models.signals import Signal, YourTurn
from nexus_cli.store import Store
from nexus_cli.telemetry import Telemetry


class InterviewSession:
    """Holds one prepared session from wherever it stands to its end, a pause, or a crash.

    `stream` yields events, each already durable, and signals; `send` takes commands. Both belong
    to one event loop. A front end renders what `stream` yields and holds no interview logic.
    """

    def __init__(
        self,
        session_id: str,
        store: Store,
        brain: Brain,
        telemetry: Telemetry,
        follow_up_below: float = 0.6,
        bridges: bool = True,
    ) -> None:
        """Without `bridges` a question comes at once, with no words on the answer before it."""
        self.session_id = session_id
        self.turn: TurnState
        self._record = Record(session_id, store, telemetry)
        self._store = store
        self._telemetry = telemetry
        self._brain = brain
        self.replies = Replies(brain, telemetry)
        """What is said beyond the planned questions; whoever makes sound of it listens here."""
        self.in_turn: Callable[[], AbstractContextManager[None]] | None = None
        """Makes what is done about an answer part of a span of somebody else's, if there is one."""
        self._performer = Performer(brain, self.replies, telemetry, bridges)
        self._follow_up_below = follow_up_below
        self._inbox = Inbox()
        self._asked_at = telemetry.clock.seconds()
        self._floor_given = False
        self._before_answer: TurnState | None = None
        self._taken_back = 0
        """How often; what was under way at an earlier count has come to nothing."""

    @property
    def state(self) -> SessionState:
        """What is on disk; there from the first item of the stream on."""
        return self._record.state

    async def send(self, command: Command) -> None:
        """Hand over what the person did; what comes of it arrives through `stream`."""
        self.post(command)

    def post(self, command: Command) -> None:
        """Do what `send` does, from the loop that the session runs on."""
        self._inbox.put(command)

    def note(self, event: Degraded | QuestionInterrupted) -> None:
        """Keep what happened outside the session, such as a voice that stepped in for another."""
        self._inbox.put(event)

    def take_back(self) -> None:
        """Give the floor back as it was before the last answer: its speaker goes on.

        What followed from the answer comes to nothing, unless it was stored; the whole answer,
        sent later, takes its place.
        """
        if self._inbox.withdraw_answer() or self._before_answer is None:
            return
        self.turn, self._before_answer = self._before_answer, None
        self._taken_back += 1
        self._floor_given = True

    async def warm(self) -> None:
        """Open what the next reply needs, such as a connection; never raises BrainError."""
        await self._brain.warm()

    def anticipate(self, text: str) -> None:
        """Begin to word what follows an answer that is probably finished with `text`.

        Nobody hears of it unless the answer is sent so, or leaves the same point open.
        """
        if self.turn.phase is Phase.TYPED:
            anticipate(self.replies, self.state, self.turn, text, finished=True)

    async def stream(self) -> AsyncIterator[Event | Signal]:
        """Yield what happens until the interview ends, with all grades, or is paused.

        Raises SessionInUseError when another process holds the session, UnknownSessionError,
        and StoreError when something other than an answer could not be kept.
        """
        async with self._store.hold(self.session_id):
            events = await self._record.read()
            beginning = begin_state(self.state.prepared, self._follow_up_below)
            self.turn, due = replay(beginning, events)
            behind = Behind(self._record, self._brain, self._telemetry, self._inbox)
            try:
                behind.submit_left_over(self.turn)
                async for item in self._converse(deque(due), behind):
                    yield item
                if self.turn.phase is Phase.ENDED:
                    async for item in behind.remaining(self.turn):
                        yield item
            finally:
                await self.replies.close()
                await behind.close()

    async def _converse(self, due: deque[Action], behind: Behind) -> AsyncIterator[Event | Signal]:
        """Do what is due, then wait for the person, in turn, until there is an end."""
        answered = False
        while True:
            with self._timed(answered) if due else nullcontext():
                while due:
                    taken_back = self._taken_back
                    async for item, more in self._done(due.popleft(), behind):
                        due.extend(more)
                        yield item
                    if taken_back != self._taken_back:
                        due.clear()
            if self.turn.phase in (Phase.ENDED, Phase.USER_PAUSED):
                return
            if self.turn.phase is Phase.TYPED and not self._floor_given:
                self._floor_given = True
                yield self._your_turn()
            news = await self._inbox.get()
            answered = isinstance(news, SubmitAnswer)
            if isinstance(news, Beside):
                async for item in behind.keep(news, self.turn):
                    yield item
            elif isinstance(news, KeepDraft):
                await self._keep_draft(news.text)
            elif not isinstance(news, SpokenCommand):
                self._before_answer = self.turn
                due.extend(self._reduced(self._utterance(news)))
                self._floor_given = False

    def _timed(self, answered: bool) -> AbstractContextManager[None]:
        if self.in_turn is not None:
            return self.in_turn()
        return self._telemetry.span("turn") if answered else nullcontext()

    async def _done(
        self, action: Action, behind: Behind
    ) -> AsyncIterator[tuple[Event | Signal, tuple[Action, ...]]]:
        """Perform one action; yield each kept item with the actions that follow from it.

        Of an answer that is taken back meanwhile nothing follows, and what it led to is not told.
        """
        if isinstance(action, Grade):
            behind.submit(action.question_id)
            return
        taken_back = self._taken_back
        seconds = self._telemetry.clock.seconds() - self._asked_at
        performing = self._performer.perform(action, self.state, self.turn, seconds)
        async with aclosing(performing) as items:
            async for item in items:
                if taken_back != self._taken_back:
                    return
                kept = await self._record.keep(item)
                if isinstance(kept, QuestionAsked | FollowUpAsked):
                    self._asked_at = self._telemetry.clock.seconds()
                    self.replies.forget()
                if taken_back == self._taken_back:
                    yield kept, self._reduced(kept)
                elif isinstance(kept, AnswerAccepted):
                    yield kept, ()

    def _reduced(self, item: Input) -> tuple[Action, ...]:
        self.turn, actions = reduce(self.turn, item)
        return actions

    def _utterance(self, command: Command) -> Utterance:
        match command:
            case SubmitAnswer(text=text, literal=literal, spoken=spoken):
                asked = text_in_hand(self.state, self.turn)
                intent = Intent.ANSWER if literal else read_intent(text, asked)
                return Utterance(text=text, intent=intent, spoken=spoken)
            case AskAboutRole(text=text):
                return Utterance(text=text, intent=Intent.ASKS_ABOUT_ROLE)
        return Utterance(text="", intent=INTENTS[type(command)])

    def _your_turn(self) -> YourTurn:
        answer = self.state.answers[self.turn.question_id]
        return YourTurn(
            question_id=self.turn.question_id,
            part=self.turn.part,
            text=text_in_hand(self.state, self.turn),
            draft=self._record.unsaved or answer.draft,
        )

    async def _keep_draft(self, text: str) -> None:
        """Keep what is being typed; a full disk is told of when the answer itself is sent."""
        if self.turn.phase is not Phase.TYPED:
            return
        with suppress(StoreError):
            draft = AnswerPart(
                at=self._telemetry.clock.now(),
                question_id=self.turn.question_id,
                part=self.turn.part,
                text=text,
            )
            await self._record.keep(draft)
        anticipate(self.replies, self.state, self.turn, text, finished=False)
