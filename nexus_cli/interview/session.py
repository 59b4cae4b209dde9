"""A running interview: does what the turn decides, and keeps every event before it shows it."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import suppress

from nexus_cli.brain import Brain
from nexus_cli.errors import StoreError
from nexus_cli.interview.actions import Action, Grade
from nexus_cli.interview.grading import Graded, Grader
from nexus_cli.interview.performing import Performer, question_of, text_in_hand
from nexus_cli.interview.turn import Input, Phase, TurnState, Utterance, begin_state, reduce, replay
from nexus_cli.knowledge.intents import Intent, read_intent
from nexus_cli.models.commands import (
    AskAboutRole,
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
    AnswerPart,
    Event,
    EventBase,
    FollowUpAsked,
    QuestionAsked,
    origin_events,
)
from nexus_cli.models.session import SessionState, fold, fold_in
from nexus_cli.models.signals import (
    GradingProgress,
    NotSaved,
    Signal,
    Stage,
    StageEntered,
    YourTurn,
)
from nexus_cli.store import Store
from nexus_cli.telemetry import Telemetry

_INTENTS: dict[type[Command], Intent] = {
    RepeatQuestion: Intent.REPEAT,
    ClarifyQuestion: Intent.CLARIFY,
    SkipQuestion: Intent.SKIP,
    PauseInterview: Intent.PAUSE,
    EndInterview: Intent.END,
}


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
    ) -> None:
        self.session_id = session_id
        self.state: SessionState
        self.turn: TurnState
        self._store = store
        self._telemetry = telemetry
        self._brain = brain
        self._performer = Performer(brain, telemetry)
        self._follow_up_below = follow_up_below
        self._inbox: asyncio.Queue[Command | Graded] = asyncio.Queue()
        self._asked_at = telemetry.clock.seconds()
        self._floor_given = False
        self._unsaved = ""

    async def send(self, command: Command) -> None:
        """Hand over what the person did; what comes of it arrives through `stream`."""
        self._inbox.put_nowait(command)

    async def stream(self) -> AsyncIterator[Event | Signal]:
        """Yield what happens until the interview ends, with all grades, or is paused.

        Raises SessionInUseError when another process holds the session, UnknownSessionError,
        and StoreError when something other than an answer could not be kept.
        """
        async with self._store.hold(self.session_id):
            events = await self._store.events(self.session_id)
            self.state = fold(events)
            beginning = begin_state(self.state.prepared, self._follow_up_below)
            self.turn, due = replay(beginning, events)
            rubric = self.state.prepared.rubric
            grader = Grader(self._brain, rubric, self._telemetry, self._inbox.put_nowait)
            try:
                self._submit_left_over(grader)
                async for item in self._converse(deque(due), grader):
                    yield item
                if self.turn.phase is Phase.ENDED:
                    async for item in self._remaining_grades(grader):
                        yield item
            finally:
                await grader.close()

    async def _converse(self, due: deque[Action], grader: Grader) -> AsyncIterator[Event | Signal]:
        """Do what is due, then wait for the person, in turn, until there is an end."""
        while True:
            while due:
                async for item, more in self._done(due.popleft(), grader):
                    due.extend(more)
                    yield item
            if self.turn.phase in (Phase.ENDED, Phase.USER_PAUSED):
                return
            if self.turn.phase is Phase.TYPED and not self._floor_given:
                self._floor_given = True
                yield self._your_turn()
            match await self._inbox.get():
                case Graded() as graded:
                    async for item in self._keep_grade(graded):
                        yield item
                case KeepDraft(text=text):
                    await self._keep_draft(text)
                case command:
                    due.extend(self._reduced(self._utterance(command)))
                    self._floor_given = False

    async def _done(
        self, action: Action, grader: Grader
    ) -> AsyncIterator[tuple[Event | Signal, tuple[Action, ...]]]:
        """Perform one action; yield each kept item with the actions that follow from it."""
        if isinstance(action, Grade):
            self._submit(grader, action.question_id)
            return
        seconds = self._telemetry.clock.seconds() - self._asked_at
        async for item in self._performer.perform(action, self.state, self.turn, seconds):
            kept = await self._kept(item)
            if isinstance(kept, QuestionAsked | FollowUpAsked):
                self._asked_at = self._telemetry.clock.seconds()
            yield kept, self._reduced(kept)

    async def _kept(self, item: Event | Signal) -> Event | Signal:
        """Return `item` once it is durable; an answer that cannot be kept goes back unsaved."""
        if not isinstance(item, EventBase):
            return item
        try:
            with self._telemetry.span("store_append"):
                await self._store.append(self.session_id, item)
        except StoreError as error:
            if not isinstance(item, AnswerAccepted):
                raise
            self._unsaved = item.text
            return NotSaved(text=item.text, sentence=str(error))
        self._unsaved = ""
        self.state = fold_in(self.state, item)
        return item

    def _reduced(self, item: Input) -> tuple[Action, ...]:
        self.turn, actions = reduce(self.turn, item)
        return actions

    def _utterance(self, command: Command) -> Utterance:
        match command:
            case SubmitAnswer(text=text, literal=literal):
                asked = text_in_hand(self.state, self.turn)
                intent = Intent.ANSWER if literal else read_intent(text, asked)
                return Utterance(text=text, intent=intent)
            case AskAboutRole(text=text):
                return Utterance(text=text, intent=Intent.ASKS_ABOUT_ROLE)
        return Utterance(text="", intent=_INTENTS[type(command)])

    def _your_turn(self) -> YourTurn:
        answer = self.state.answers[self.turn.question_id]
        return YourTurn(
            question_id=self.turn.question_id,
            part=self.turn.part,
            text=text_in_hand(self.state, self.turn),
            draft=self._unsaved or answer.draft,
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
            await self._kept(draft)

    async def _keep_grade(self, graded: Graded) -> AsyncIterator[Event | Signal]:
        now, result = self._telemetry.clock.now(), graded.result
        for note in origin_events("grade", result, now):
            yield await self._kept(note)
        yield await self._kept(
            AnswerGraded(
                at=now,
                question_id=graded.question_id,
                grade=result.value,
                provenance=result.provenance,
            )
        )

    async def _remaining_grades(self, grader: Grader) -> AsyncIterator[Event | Signal]:
        if grader.pending or not self._inbox.empty():
            yield StageEntered(stage=Stage.GRADING, next_up="your report")
        while grader.pending or not self._inbox.empty():
            item = await self._inbox.get()
            if isinstance(item, Graded):
                async for event in self._keep_grade(item):
                    yield event
                answered = len(self.state.answers)
                scored = answered - len(self.state.ungraded)
                yield GradingProgress(scored=scored, answered=answered)

    def _submit_left_over(self, grader: Grader) -> None:
        """Queue what an earlier run left ungraded, but not the question still in hand."""
        for question_id in self.state.ungraded:
            if self.turn.phase is Phase.ENDED or question_id != self.state.current:
                self._submit(grader, question_id)

    def _submit(self, grader: Grader, question_id: str) -> None:
        grader.submit(question_of(self.state, question_id), self.state.answers[question_id])
