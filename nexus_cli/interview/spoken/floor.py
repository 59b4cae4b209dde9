"""What nexus says, and what becomes of the floor: given, taken, or lost with the microphone."""

from dataclasses import replace

from nexus_cli.interview.spoken.actions import CountDown
from nexus_cli.interview.spoken.inputs import DeviceBack, DeviceLost, Say, VoiceFinished
from nexus_cli.interview.spoken.interrupting import after_voice
from nexus_cli.interview.spoken.moves import (
    LOST,
    SpokenStep,
    deafen,
    give_floor,
    moved,
    offer_typing,
    request,
    speak_next,
)
from nexus_cli.interview.spoken.state import BACK_SECONDS, SpokenState
from nexus_cli.knowledge.intents import Intent
from nexus_cli.models.events import AnswerAccepted, InterviewEnded, InterviewPaused
from nexus_cli.models.signals import NotSaved, YourTurn
from nexus_cli.models.spoken import OWN_FLOOR, SpokenPhase
from nexus_cli.speech.endpointing import Endpoint


def voiced(state: SpokenState, item: Say | VoiceFinished) -> SpokenStep:
    """Say things one after the other, and never into someone's answer."""
    match item:
        case Say(text=text):
            if state.ending:
                return state, ()
            queued = replace(state, queue=(*state.queue, text))
            answering = state.phase in (SpokenPhase.USER_SPEAKING, SpokenPhase.PAUSED)
            return (queued, ()) if answering else speak_next(queued)
        case VoiceFinished():
            ended = replace(state, speaking=None, silence=0.0)
            return after_voice(ended, item) if state.headphones else speak_next(ended)


def device(state: SpokenState, item: DeviceLost | DeviceBack) -> SpokenStep:
    """Go over to the keyboard when the microphone goes, and back when it comes."""
    if isinstance(item, DeviceBack):
        back = replace(state, microphone=True)
        if state.phase is not SpokenPhase.DEVICE_LOST:
            return back, ()
        return moved(back, give_floor, _wait_for_more)
    lost = replace(state, microphone=False)
    if state.phase in OWN_FLOOR:
        return offer_typing(lost, SpokenPhase.DEVICE_LOST, LOST)
    return deafen(lost)


def _wait_for_more(state: SpokenState) -> SpokenStep:
    """Hand an answer over that was interrupted, unless somebody goes on with it before long."""
    if state.phase is not SpokenPhase.LISTENING or not state.text:
        return state, ()
    wait = Endpoint(BACK_SECONDS, "the microphone is back")
    waits = replace(state, phase=SpokenPhase.PAUSED, wait=wait, held_until=state.silence)
    return waits, (CountDown(state.stamp, wait.wait_seconds, wait.why),)


def turned(
    state: SpokenState,
    item: YourTurn | AnswerAccepted | NotSaved | InterviewEnded | InterviewPaused,
) -> SpokenStep:
    """Follow what the turn came to."""
    match item:
        case YourTurn():
            return _given(state, item)
        case AnswerAccepted() if state.phase is SpokenPhase.COMMITTED:
            return replace(state, phase=SpokenPhase.THINKING), ()
        case NotSaved(text=text, sentence=sentence) if not state.has_floor:
            kept = replace(state, committed=False, ending=False, parts=(text,), typing=True)
            return offer_typing(kept, SpokenPhase.TYPED, sentence)
        case InterviewEnded() | InterviewPaused():
            over = replace(state, floor=None, queue=(), ending=False, cut=None)
            return moved(over, deafen, give_floor)
    return state, ()


def _given(state: SpokenState, given: YourTurn) -> SpokenStep:
    """Take the floor that the turn gives, once nexus has finished speaking."""
    held = state.floor
    in_hand = held is not None and (held.question_id, held.part) == (given.question_id, given.part)
    if in_hand and not state.committed:
        fresh = replace(state, floor=given)
    else:
        fresh = replace(
            state,
            turn_id=state.turn_id + 1,
            floor=given,
            parts=(given.draft,) if given.draft else (),
            kept=state.revision,
            committed=False,
            asked=None,
            owed=0,
            anticipated=(),
            held=False,
            hurried=False,
        )
    if fresh.ending:
        return request(replace(fresh, ending=False), Intent.END, "", ())
    waits = fresh.phase in (SpokenPhase.COMMITTED, SpokenPhase.THINKING)
    return give_floor(fresh) if waits else (fresh, ())
