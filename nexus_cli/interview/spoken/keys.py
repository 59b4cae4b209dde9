"""What the keys do in a spoken turn, and what is sent from the keyboard."""

from dataclasses import replace

from nexus_cli.interview.spoken.actions import SpokenAction, StopSpeaking
from nexus_cli.interview.spoken.ending import turn_over, waiting
from nexus_cli.interview.spoken.moves import (
    SpokenStep,
    commit,
    cut_speech,
    deafen,
    give_floor,
    hand_over,
    moved,
    offer_typing,
    pause,
    request,
)
from nexus_cli.interview.spoken.state import SpokenState
from nexus_cli.interview.turn import Utterance
from nexus_cli.knowledge.intents import Intent
from nexus_cli.models.patience import Patience
from nexus_cli.models.spoken import AT_KEYBOARD, OWN_FLOOR, SpokenPhase

_ANSWERS = (Intent.ANSWER, Intent.OFF_TOPIC)


def done(state: SpokenState) -> SpokenStep:
    """End the answer at once, as soon as its last words are written down."""
    hurried = replace(state, hurried=True, held=False)
    match state.phase:
        case SpokenPhase.SPEAKING if state.speaking is not None:
            return state, (StopSpeaking(state.speaking),)
        case SpokenPhase.USER_SPEAKING:
            return pause(hurried)
        case SpokenPhase.PAUSED:
            return (hurried, ()) if state.asked is not None else turn_over(hurried)
        case SpokenPhase.LISTENING if state.text:
            waits = replace(hurried, phase=SpokenPhase.PAUSED)
            return (waits, ()) if state.asked is not None else commit(state)
    return state, ()


def type_key(state: SpokenState) -> SpokenStep:
    """Change between voice and keyboard; while nexus has the floor, for the next answer."""
    typing = replace(state, typing=not state.typing)
    if state.phase is SpokenPhase.TYPED:
        return give_floor(replace(state, typing=False))
    if state.phase in (*OWN_FLOOR, SpokenPhase.DEVICE_LOST):
        return offer_typing(replace(state, typing=True), SpokenPhase.TYPED, "")
    return typing, ()


def drafted(state: SpokenState, text: str) -> SpokenStep:
    """Take what was typed so far as the answer so far; whoever speaks again goes on from it."""
    if state.phase not in AT_KEYBOARD or not state.has_floor:
        return state, ()
    return replace(state, parts=(text,) if text.strip() else ()), ()


def set_patience(state: SpokenState, patience: Patience) -> SpokenStep:
    """Wait with another patience, from this silence on."""
    changed = replace(state, patience=patience)
    if state.phase is SpokenPhase.PAUSED and state.wait is not None:
        return waiting(changed)
    return changed, ()


def sent(state: SpokenState, said: Utterance) -> SpokenStep:
    """Take what was sent from the keyboard: an answer as it stands, or a request."""
    if not state.has_floor:
        return state, ()
    stopped: tuple[SpokenAction, ...] = ()
    if state.speaking is not None:
        stopped = (StopSpeaking(state.speaking),)
    state, actions = moved(replace(state, queue=()), cut_speech, deafen)
    if said.intent in _ANSWERS:
        state, more = hand_over(replace(state, parts=(said.text,)), said)
    else:
        state, more = request(state, said.intent, said.text, state.parts)
    return state, (*stopped, *actions, *more)
