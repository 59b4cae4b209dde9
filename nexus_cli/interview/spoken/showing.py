"""What front ends are shown of a spoken turn: few enough signals to draw each."""

from collections.abc import Iterator

from nexus_cli.interview.spoken.actions import (
    CountDown,
    KeepPart,
    LeaveRest,
    OfferTyping,
    SpokenAction,
)
from nexus_cli.interview.spoken.state import SpokenState
from nexus_cli.models.signals import (
    AnswerHeard,
    CountdownBegan,
    FloorMoved,
    HeardPiece,
    LevelMeasured,
    QuestionCut,
    Signal,
    SilenceLasted,
    TypingOffered,
)
from nexus_cli.models.spoken import OWN_FLOOR, SpokenPhase
from nexus_cli.speech.alignment import aligned
from nexus_cli.speech.delivery import measure_delivery
from nexus_cli.speech.ear.signals import EarSignal, Loudness, Silence
from nexus_cli.stt.protocol import Transcript
from nexus_cli.telemetry import Clock

SHOWN_EVERY_SECONDS = 0.1


class Showing:
    """Thins measures out; everything else is shown as it comes."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._shown_at: dict[type[Signal], float] = {}

    def moved(
        self, before: SpokenState, after: SpokenState, actions: tuple[SpokenAction, ...]
    ) -> Iterator[Signal]:
        """Yield what changed with one input."""
        if _floor(before) != _floor(after):
            yield _floor(after)
        for action in actions:
            match action:
                case CountDown(wait_seconds=seconds, why=why):
                    yield CountdownBegan(wait_seconds=seconds, why=why)
                case LeaveRest(heard=heard, unheard=unheard):
                    yield QuestionCut(heard=heard, unheard=unheard)
                case OfferTyping(text=text, why=why):
                    yield TypingOffered(text=text, why=why)

    def measured(self, signal: EarSignal, state: SpokenState) -> Iterator[Signal]:
        """Yield a level or a silence when the last one is old enough."""
        shown: Signal | None = None
        match signal:
            case Loudness(level=level, stirring=stirring) if state.phase in OWN_FLOOR:
                hint = level.hint.value if level.hint else ""
                loud = round(level.rms_dbfs, 1)
                shown = LevelMeasured(rms_dbfs=loud, speech=stirring, hint=hint)
            case Silence(seconds=seconds) if state.phase is SpokenPhase.PAUSED and state.wait:
                quiet = max(0.0, seconds - state.held_until)
                shown = SilenceLasted(seconds=round(quiet, 2))
        if shown is None:
            return
        now = self._clock.seconds()
        if now - self._shown_at.get(type(shown), -SHOWN_EVERY_SECONDS) >= SHOWN_EVERY_SECONDS:
            self._shown_at[type(shown)] = now
            yield shown


def heard_more(actions: tuple[SpokenAction, ...]) -> bool:
    """Whether something new of the answer was written down."""
    return any(isinstance(action, KeepPart) for action in actions)


def answer_heard(text: str, heard: Transcript) -> AnswerHeard:
    """Return the answer so far, its doubtful words marked, and its pace."""
    pieces: list[HeardPiece] = []
    at = 0
    for word, start, end in aligned(heard.words, text):
        if word.doubtful:
            pieces += _piece(text[at:start], False)
            pieces += _piece(text[start:end], True)
            at = end
    pieces += _piece(text[at:], False)
    pace = measure_delivery(heard.words)
    return AnswerHeard(
        pieces=tuple(pieces),
        words_per_minute=pace.words_per_minute if pace else 0.0,
        longest_pause_seconds=pace.longest_pause_seconds if pace else 0.0,
    )


def _piece(text: str, doubtful: bool) -> list[HeardPiece]:
    return [HeardPiece(text=text.strip(), doubtful=doubtful)] if text.strip() else []


def _floor(state: SpokenState) -> FloorMoved:
    return FloorMoved(
        phase=state.phase,
        patience=state.patience,
        holding=state.held,
        has_microphone=state.microphone,
    )
