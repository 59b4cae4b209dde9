"""What is made of sound: who speaks on, what was said, and when a silence is long enough."""

from dataclasses import replace

from nexus_cli.interview.spoken.actions import Reopen, StopSpeaking, Withdraw
from nexus_cli.interview.spoken.ending import turn_over, waiting
from nexus_cli.interview.spoken.inputs import (
    NotTranscribed,
    SpeechLasted,
    SpeechPaused,
    SpeechStarted,
    Tick,
    Transcribed,
)
from nexus_cli.interview.spoken.interrupting import (
    commanded,
    interrupt,
    let_pass,
    take_words,
    written,
)
from nexus_cli.interview.spoken.moves import (
    SpokenStep,
    deafen,
    give_floor,
    keep,
    moved,
    offer_typing,
    overheard,
    pause,
    transcribe_owed,
)
from nexus_cli.interview.spoken.state import REOPEN_SECONDS, TAIL_SECONDS, SpokenState
from nexus_cli.models.spoken import AT_KEYBOARD, OWN_FLOOR, SpokenPhase
from nexus_cli.speech.endpointing import Heard

_UNWRITTEN = "Your last words could not be written down. Type them, and send the answer from here."


def heard(
    state: SpokenState,
    item: SpeechStarted | SpeechLasted | SpeechPaused | Tick | Transcribed | NotTranscribed,
) -> SpokenStep:
    """Follow speech, silence and what was made of them."""
    match item:
        case SpeechStarted(after_seconds=silence):
            return _started(state, silence)
        case SpeechLasted():
            return interrupt(state, item)
        case SpeechPaused() if state.phase in OWN_FLOOR:
            return pause(state)
        case SpeechPaused() if state.overlap:
            return let_pass(state)
        case Tick(silence_seconds=silence):
            return _ticked(replace(state, silence=silence))
        case Transcribed() | NotTranscribed() if overheard(state):
            return _overheard(state, item)
        case Transcribed():
            return _transcribed(state, item)
        case NotTranscribed():
            return _not_transcribed(state)
    return state, ()


def _started(state: SpokenState, silence: float) -> SpokenStep:
    """Speech goes on, or comes just after a commit and opens the answer again."""
    if state.phase is SpokenPhase.SPEAKING and state.headphones and state.listening:
        return replace(state, overlap=True), ()
    speaking = replace(state, phase=SpokenPhase.USER_SPEAKING, wait=None)
    if state.phase is SpokenPhase.LISTENING:
        return speaking, ()
    if state.phase is SpokenPhase.PAUSED:
        thought = state.held or state.held_until
        begun = state.anticipated[-1:]
        withdrawn = (Withdraw(state.stamp),) if begun == (state.stamp,) else ()
        habit = state.habit if thought else state.habit.after(silence)
        return replace(speaking, habit=habit), withdrawn
    late = silence - state.committed_at
    if state.committed and state.listening and late <= REOPEN_SECONDS:
        return replace(speaking, committed=False, ending=False), (Reopen(state.stamp),)
    return state, ()


def _ticked(state: SpokenState) -> SpokenStep:
    match state.phase:
        case SpokenPhase.SPEAKING if state.speaking is None and state.silence >= TAIL_SECONDS:
            return give_floor(state)
        case SpokenPhase.PAUSED if state.held:
            return replace(state, held_until=state.silence), ()
        case SpokenPhase.PAUSED if state.wait is not None:
            quiet = state.silence - state.held_until
            return turn_over(state) if quiet >= state.wait.wait_seconds else (state, ())
        case SpokenPhase.COMMITTED | SpokenPhase.THINKING:
            late = state.silence - state.committed_at > REOPEN_SECONDS
            return deafen(state) if late else (state, ())
    return state, ()


def _transcribed(state: SpokenState, result: Transcribed) -> SpokenStep:
    """Keep what was said; in a pause with nothing left to transcribe, wait or hand over."""
    said = result.text.strip()
    state = replace(
        state,
        asked=None,
        parts=(*state.parts, said) if said else state.parts,
        kept=result.stamp.revision,
    )
    state = written(state, result)
    state = replace(state, heard=Heard(state.text, result.coverage, result.falling))
    state, actions = moved(state, keep, transcribe_owed)
    if state.phase in AT_KEYBOARD:
        state, offer = offer_typing(state, state.phase, "")
        return state, (*actions, *offer)
    if state.phase is not SpokenPhase.PAUSED or state.asked is not None:
        return state, actions
    state, more = _after_pause(state)
    return state, (*actions, *more)


def _overheard(state: SpokenState, result: Transcribed | NotTranscribed) -> SpokenStep:
    """Take in what was said over nexus's words, in too short a time to stop them."""
    obeyed = commanded(state, result)
    if obeyed is not None or isinstance(result, NotTranscribed) or state.speaking is None:
        return obeyed or (state, ())
    taken, actions = _transcribed(take_words(state), result)
    return taken, (StopSpeaking(state.speaking), *actions)


def _after_pause(state: SpokenState) -> SpokenStep:
    if state.hurried or not (state.text or state.cut):
        return turn_over(state)
    return waiting(state)


def _not_transcribed(state: SpokenState) -> SpokenStep:
    """Offer the keyboard, unless speech goes on: its transcription will hold these words too."""
    state, actions = transcribe_owed(replace(state, asked=None))
    if state.asked is not None or state.phase is SpokenPhase.USER_SPEAKING:
        return state, actions
    if state.phase not in OWN_FLOOR:
        return state, actions
    state, offer = offer_typing(state, SpokenPhase.TYPED, _UNWRITTEN)
    return state, (*actions, *offer)
