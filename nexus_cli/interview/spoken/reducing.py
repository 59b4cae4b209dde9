"""The spoken turn as a pure function: when the person is heard, and when nexus may speak.

    THINKING ──> SPEAKING ──> LISTENING ──> USER_SPEAKING <──> PAUSED ──> COMMITTED ──> THINKING
                                  └─────> DEVICE_LOST, TYPED ──────────────┘

It turns sound into what a typed interview sends, and leaves to `turn` what follows from it. The
session drives both. What `turn` has to say (questions, follow-ups, remarks) and the `YourTurn` it
gives go in here, as do `AnswerAccepted`, `NotSaved` and the ends of an interview. What comes out as
`CommitAnswer` or `Request` holds an `Utterance` for `turn.reduce`; a `KeepPart` becomes an
`AnswerPart`. On `Reopen` the session takes up the `TurnState` that it had before the commit, a
value; the whole answer is accepted again later, and takes the place of the first.

Nexus is deaf while it speaks and 0.3 s after it, so that speakers never answer for the candidate;
with headphones it is not, and may be interrupted (see `interrupting`).
Sound is held until the text made from it is kept, so nothing said is lost when a microphone is;
only an answer sent from the keyboard stands as it was sent. A result whose stamp was not the last
one ordered is stale, and dropped in one place.
"""

from dataclasses import replace

from nexus_cli.interview.spoken.floor import device, turned, voiced
from nexus_cli.interview.spoken.hearing import heard
from nexus_cli.interview.spoken.inputs import (
    DeviceBack,
    DeviceLost,
    DoneKey,
    Drafted,
    HoldKey,
    NotTranscribed,
    Say,
    SetPatience,
    SpeechLasted,
    SpeechPaused,
    SpeechStarted,
    SpokenInput,
    Tick,
    Transcribed,
    TypeKey,
    VoiceFinished,
)
from nexus_cli.interview.spoken.keys import done, drafted, sent, set_patience, type_key
from nexus_cli.interview.spoken.moves import SpokenStep
from nexus_cli.interview.spoken.state import SpokenState
from nexus_cli.interview.turn import Utterance
from nexus_cli.models.events import AnswerAccepted, InterviewEnded, InterviewPaused
from nexus_cli.models.signals import NotSaved, YourTurn


def reduce_spoken(state: SpokenState, item: SpokenInput) -> SpokenStep:
    """Return the state after `item`, and what is to be done about it.

    Input that does not fit the phase, and every stale result, changes nothing.
    """
    if _stale(state, item):
        return state, ()
    match item:
        case SpeechStarted() | SpeechLasted() | SpeechPaused() | Tick():
            return heard(state, item)
        case Transcribed() | NotTranscribed():
            return heard(state, item)
        case Say() | VoiceFinished():
            return voiced(state, item)
        case DeviceLost() | DeviceBack():
            return device(state, item)
        case DoneKey():
            return done(state)
        case HoldKey(down=down):
            return replace(state, held=down, held_until=state.silence), ()
        case TypeKey():
            return type_key(state)
        case Drafted(text=text):
            return drafted(state, text)
        case SetPatience(patience=patience):
            return set_patience(state, patience)
        case Utterance():
            return sent(state, item)
        case YourTurn() | AnswerAccepted() | NotSaved() | InterviewEnded() | InterviewPaused():
            return turned(state, item)
    return state, ()


def _stale(state: SpokenState, item: SpokenInput) -> bool:
    match item:
        case Transcribed(stamp=stamp) | NotTranscribed(stamp=stamp):
            return stamp != state.asked
        case VoiceFinished(stamp=stamp):
            return stamp != state.speaking
    return False
