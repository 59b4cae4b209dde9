"""The moves that a spoken turn is made of: each takes a state and returns it with actions."""

from collections.abc import Callable
from dataclasses import replace

from nexus_cli.interview.spoken.actions import (
    CommitAnswer,
    Deafen,
    KeepPart,
    LeaveRest,
    LetPass,
    OfferTyping,
    Request,
    Speak,
    SpokenAction,
    StartListening,
    TranscribeTail,
)
from nexus_cli.interview.spoken.inputs import Stamp
from nexus_cli.interview.spoken.state import SpokenState
from nexus_cli.interview.turn import Utterance
from nexus_cli.knowledge.intents import Intent, read_intent
from nexus_cli.models.spoken import SpokenPhase

SpokenStep = tuple[SpokenState, tuple[SpokenAction, ...]]
Move = Callable[[SpokenState], SpokenStep]

LOST = "The microphone is gone. Type on here, or plug it in and speak on: your words are kept."
_KEEPS_FLOOR = (Intent.REPEAT, Intent.CLARIFY)


def moved(state: SpokenState, *moves: Move) -> SpokenStep:
    """Return the state after all `moves`, with their actions in order."""
    actions: tuple[SpokenAction, ...] = ()
    for move in moves:
        state, more = move(state)
        actions += more
    return state, actions


def overheard(state: SpokenState) -> bool:
    """Whether what is being written down was said over nexus's words, too short to stop them."""
    if state.phase is not SpokenPhase.SPEAKING or not state.listening:
        return False
    if state.asked is None or state.speaking is None:
        return False
    return state.asked.revision > state.speaking.revision


def deafen(state: SpokenState) -> SpokenStep:
    """Close the ear if it is open; what was said meanwhile over nexus's words is let pass."""
    if not state.listening:
        return state, ()
    over = overheard(state)
    passed = (LetPass(state.stamp),) if state.overlap or over else ()
    deaf = replace(state, listening=False, overlap=False, asked=None if over else state.asked)
    return deaf, (*passed, Deafen(state.stamp))


def give_floor(state: SpokenState) -> SpokenStep:
    """Let the person answer: by voice, by keyboard, or not at all while nexus has the floor."""
    if state.speaking is not None:
        return replace(state, phase=SpokenPhase.SPEAKING), ()
    if not state.has_floor:
        return moved(replace(state, phase=SpokenPhase.THINKING), deafen)
    if state.typing:
        return offer_typing(state, SpokenPhase.TYPED, "")
    if not state.microphone:
        return offer_typing(state, SpokenPhase.DEVICE_LOST, LOST)
    listening = replace(state, phase=SpokenPhase.LISTENING, listening=True, wait=None)
    return listening, () if state.listening else (StartListening(state.stamp),)


def offer_typing(state: SpokenState, phase: SpokenPhase, why: str) -> SpokenStep:
    """Go over to the keyboard with everything said so far."""
    state, actions = moved(state, cut_speech, deafen, keep, leave_rest)
    state = replace(state, phase=phase, wait=None, hurried=False)
    return state, (*actions, OfferTyping(state.stamp, state.text, why))


def cut_speech(state: SpokenState) -> SpokenStep:
    """Have what is being said transcribed up to here, if someone is speaking."""
    return pause(state) if state.phase is SpokenPhase.USER_SPEAKING else (state, ())


def pause(state: SpokenState) -> SpokenStep:
    """Count a pause, and have what was said before it transcribed, now or after the one before."""
    paused = replace(
        state,
        phase=SpokenPhase.PAUSED,
        revision=state.revision + 1,
        silence=0.0,
        held_until=0.0,
        wait=None,
    )
    if state.asked is not None:
        return replace(paused, owed=paused.revision), ()
    return replace(paused, asked=paused.stamp), (TranscribeTail(paused.stamp),)


def transcribe_owed(state: SpokenState) -> SpokenStep:
    """Order the transcription that had to wait for another one."""
    if not state.owed:
        return state, ()
    stamp = Stamp(state.turn_id, state.owed)
    return replace(state, asked=stamp, owed=0), (TranscribeTail(stamp),)


def keep(state: SpokenState) -> SpokenStep:
    """Have the answer so far saved."""
    if not state.has_floor or not state.text:
        return state, ()
    return state, (KeepPart(Stamp(state.turn_id, state.kept), state.text),)


def speak_next(state: SpokenState) -> SpokenStep:
    """Say what is first in the queue; nothing while something is said.

    The ear is closed before it, and opened again for whoever wears headphones.
    """
    if not state.queue or state.speaking is not None:
        return state, ()
    state, actions = deafen(replace(state, revision=state.revision + 1))
    text, *rest = state.queue
    open_ear = state.headphones and state.microphone and not state.typing
    spoken = replace(
        state,
        phase=SpokenPhase.SPEAKING,
        queue=tuple(rest),
        speaking=state.stamp,
        before="",
        silence=0.0,
        listening=open_ear,
    )
    heard = (StartListening(state.stamp),) if open_ear else ()
    return spoken, (*actions, Speak(state.stamp, text), *heard)


def leave_rest(state: SpokenState) -> SpokenStep:
    """Leave unsaid what an interruption kept from being heard."""
    cut = state.cut
    if cut is None:
        return state, ()
    left = replace(state, cut=None, queue=())
    rest = LeaveRest(state.stamp, cut.heard, cut.unheard, state.floor)
    return left, (rest,) if cut.unheard else ()


def commit(state: SpokenState) -> SpokenStep:
    """Hand the answer over; the ear stays open for a moment, in case the person speaks on."""
    intent = read_intent(state.text, state.question)
    if intent is Intent.ASKS_ABOUT_ROLE:
        return request(state, intent, state.text, ())
    return hand_over(state, Utterance(text=state.text, intent=Intent.ANSWER))


def hand_over(state: SpokenState, said: Utterance) -> SpokenStep:
    """Commit `said` as the answer to the question in hand."""
    committed = CommitAnswer(state.stamp, said, state.floor)
    state, left = leave_rest(state)
    state = replace(
        state,
        phase=SpokenPhase.COMMITTED,
        committed=True,
        committed_at=state.silence,
        wait=None,
        hurried=False,
        held=False,
        asked=None,
        owed=0,
    )
    state, actions = speak_next(state)
    return state, (*left, committed, *actions)


def request(state: SpokenState, intent: Intent, text: str, rest: tuple[str, ...]) -> SpokenStep:
    """Hand a request over and keep `rest`, the answer without it, for when it was granted."""
    said = Request(state.stamp, Utterance(text=text, intent=intent))
    state, left = leave_rest(state)
    wrote = state.has_floor and bool(state.parts)
    state = replace(state, parts=rest, wait=None, hurried=False, held=False)
    kept = (KeepPart(Stamp(state.turn_id, state.kept), state.text),) if wrote else ()
    floor = state.floor if intent in _KEEPS_FLOOR else None
    waiting = replace(state, phase=SpokenPhase.THINKING, floor=floor)
    state, actions = moved(waiting, deafen, speak_next)
    return state, (*left, *kept, said, *actions)
