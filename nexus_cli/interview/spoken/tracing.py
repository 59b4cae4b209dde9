"""Where the time of a spoken turn goes: from the last sound of an answer to the first of nexus.

    last sample ── endpoint_wait ──> handed over ── decide ──> ordered ── play ──> heard
                     └ transcribe ┘

A `spoken_turn` begins with each pause. It is broken off where the person speaks on, and recorded
once the first sample of what nexus says was heard. What the session does about the answer
(`store_append`, `measure_coverage`, `reply`) is recorded by the session, inside `decide`; between
the three lies what it takes the `event_loop` to get to it.
"""

from asyncio import CancelledError
from contextlib import AbstractContextManager, nullcontext

from nexus_cli.interview.spoken.actions import (
    CommitAnswer,
    Reopen,
    Request,
    Speak,
    SpokenAction,
    TranscribeTail,
)
from nexus_cli.interview.spoken.inputs import (
    DoneKey,
    NotTranscribed,
    SpeechPaused,
    SpokenInput,
    Stamp,
    Tick,
    Transcribed,
)
from nexus_cli.interview.spoken.state import SpokenState
from nexus_cli.interview.spoken.turn_span import TurnSpan
from nexus_cli.interview.turn import Utterance
from nexus_cli.models.spoken import AT_KEYBOARD, OWN_FLOOR, SpokenPhase
from nexus_cli.speech.ear.hearing import SILENT_SECONDS
from nexus_cli.telemetry import OpenSpan, Telemetry
from nexus_cli.telemetry.running import running


class Tracing:
    """Watches one spoken session, on its event loop, and decides nothing.

    `moved` is told each input of the reducer before its actions are performed, so that the tasks
    which they start belong to the turn; `said` what became of each `Speak`.
    """

    def __init__(self, telemetry: Telemetry) -> None:
        self._telemetry = telemetry
        self._around = running()
        self._turn: TurnSpan | None = None
        self._sounding: dict[Stamp, TurnSpan] = {}
        self._transcribing: dict[Stamp, tuple[OpenSpan, float]] = {}

    def moved(
        self,
        before: SpokenState,
        given: SpokenInput,
        after: SpokenState,
        actions: tuple[SpokenAction, ...],
    ) -> None:
        """Follow one input of the reducer, and let what it leads to be part of the turn."""
        now = self._telemetry.clock.seconds()
        self._given(given, before, now)
        if after.phase is SpokenPhase.PAUSED and _paused_anew(before, after):
            silent = SILENT_SECONDS if isinstance(given, SpeechPaused) else 0.0
            self._begin(now - silent, now)
        if isinstance(given, DoneKey) and self._turn is not None:
            self._turn.hurry(now)
        innermost: OpenSpan | None = None
        for action in actions:
            innermost = self._ordered(action, given, before, now) or innermost
        if self._turn is not None and _person_goes_on(self._turn, after):
            self._let_go(now)
        if self._turn is not None:
            (innermost or self._turn.play or self._turn.span).adopt()

    def doing(self) -> AbstractContextManager[None]:
        """Let what the session does in the block be part of the turn that waits for it."""
        turn = self._turn
        return nullcontext() if turn is None or turn.is_open else turn.deciding()

    def said(self, stamp: Stamp, began_sounding: float | None) -> None:
        """Take in when the first sample of a `Speak` was heard; None where nothing was."""
        if (turn := self._sounding.pop(stamp, None)) is None:
            return
        if began_sounding is None:
            turn.break_off(self._telemetry.clock.seconds())
        else:
            turn.finish(began_sounding)
        if self._turn is turn:
            self._turn = None

    def close(self) -> None:
        """Break off whatever is under way: the session ends."""
        now = self._telemetry.clock.seconds()
        self._let_go(now)
        for stamp in tuple(self._sounding):
            self.said(stamp, None)
        for span, start in self._transcribing.values():
            self._telemetry.end(span, start, now, CancelledError)
        self._transcribing.clear()

    def _given(self, given: SpokenInput, before: SpokenState, now: float) -> None:
        turn = self._turn
        match given:
            case Transcribed(stamp=stamp) | NotTranscribed(stamp=stamp):
                self._written(
                    stamp, now, CancelledError if isinstance(given, NotTranscribed) else None
                )
            case Tick(silence_seconds=silence) if turn and before.phase is SpokenPhase.PAUSED:
                turn.silent_since(now - silence)

    def _written(self, stamp: Stamp, now: float, raised: type[BaseException] | None) -> None:
        if (transcribing := self._transcribing.pop(stamp, None)) is None:
            return
        span, start = transcribing
        self._telemetry.end(span, start, now, raised)
        if self._turn is not None and span.inside is self._turn.span:
            self._turn.written(start, now)

    def _ordered(
        self, action: SpokenAction, given: SpokenInput, before: SpokenState, now: float
    ) -> OpenSpan | None:
        """Follow an action; return the span that the task it starts is part of, if any."""
        match action:
            case TranscribeTail(stamp=stamp):
                inside = self._turn.span if self._turn else self._around
                span = self._telemetry.begin("transcribe", inside)
                self._transcribing[stamp] = span, now
                return span
            case CommitAnswer() | Request():
                turn = self._turn or self._begin(now, now)
                turn.hand_over(_ended_by(turn, given), _wait_seconds(before), now)
            case Reopen():
                self._let_go(now)
            case Speak(stamp=stamp) if self._turn and not self._turn.is_open:
                if self._turn.play is None:
                    self._turn.order(now)
                    self._sounding[stamp] = self._turn
                return self._turn.play
        return None

    def _begin(self, began: float, now: float) -> TurnSpan:
        self._let_go(now)
        self._turn = TurnSpan(self._telemetry, self._around, began)
        return self._turn

    def _let_go(self, now: float) -> None:
        """Break the turn off; one that is being said is recorded once it was heard."""
        turn, self._turn = self._turn, None
        if turn is not None and turn.play is None:
            turn.break_off(now)


def _paused_anew(before: SpokenState, after: SpokenState) -> bool:
    return before.phase is not SpokenPhase.PAUSED or before.revision != after.revision


def _person_goes_on(turn: TurnSpan, after: SpokenState) -> bool:
    """Whether the person has the floor, so that nexus's next words are no answer to this turn."""
    if turn.is_open:
        return after.phase is not SpokenPhase.PAUSED
    return after.phase in OWN_FLOOR | AT_KEYBOARD


def _wait_seconds(state: SpokenState) -> float | None:
    """Return the silence that hands the answer over; None where the wait is not known."""
    return None if state.wait is None else state.held_until + state.wait.wait_seconds


def _ended_by(turn: TurnSpan, given: SpokenInput) -> str:
    if isinstance(given, Utterance):
        return "keyboard"
    if isinstance(given, DoneKey) or turn.is_hurried:
        return "key"
    return "silence" if isinstance(given, Tick) else "words"
