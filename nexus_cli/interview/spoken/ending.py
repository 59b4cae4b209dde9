"""How a spoken turn ends: the wait after a pause, and what the words before it were for."""

from dataclasses import replace

from nexus_cli.interview.spoken.actions import Anticipate, CountDown, SpokenAction
from nexus_cli.interview.spoken.interrupting import GO_ON, false_alarm, go_on
from nexus_cli.interview.spoken.moves import SpokenStep, commit, request, speak_next
from nexus_cli.interview.spoken.state import MOST_ANTICIPATED, THINK_SECONDS, SpokenState
from nexus_cli.knowledge.intents import Intent
from nexus_cli.models.spoken import SpokenPhase
from nexus_cli.speech.commands import SpokenCommand, read_command
from nexus_cli.speech.completeness import sounds_complete
from nexus_cli.speech.endpointing import Endpoint, Heard, endpoint

_INTENTS = {
    SpokenCommand.REPEAT: Intent.REPEAT,
    SpokenCommand.CLARIFY: Intent.CLARIFY,
    SpokenCommand.SKIP: Intent.SKIP,
    SpokenCommand.PAUSE: Intent.PAUSE,
    SpokenCommand.END: Intent.END,
}
_FINISHES = (SpokenCommand.DONE, SpokenCommand.SKIP, SpokenCommand.END)


def waiting(state: SpokenState) -> SpokenStep:
    """Work the wait out again, and show it; where it may be the end, begin what follows."""
    command = _command(state)
    likely: tuple[SpokenAction, ...] = ()
    if false_alarm(state):
        wait = GO_ON
    elif command is SpokenCommand.THINK:
        wait = Endpoint(THINK_SECONDS, "you asked for a moment")
    else:
        heard = replace(state.heard or Heard(state.text), request=command is not None)
        wait = endpoint(heard, state.patience, state.habit)
        state, likely = (state, ()) if command else _anticipate(state)
    shown = CountDown(state.stamp, wait.wait_seconds, wait.why)
    return replace(state, wait=wait), (shown, *likely)


def _anticipate(state: SpokenState) -> SpokenStep:
    """Begin what follows if the last sentence sounds finished."""
    stamp, begun = state.stamp, state.anticipated
    open_end = sounds_complete(state.text).score < 1.0
    if open_end or stamp in begun or len(begun) >= MOST_ANTICIPATED:
        return state, ()
    return replace(state, anticipated=(*begun, stamp)), (Anticipate(stamp, state.text),)


def turn_over(state: SpokenState) -> SpokenStep:
    """Do what the silence means: obey a request, or hand the answer over.

    `Skip` and `I'm done`, and a wish to end, finish an answer that was begun: it is handed over
    without them. A moment to think that passed without an answer is followed by more listening.
    After an interruption that was none, nexus goes on.
    """
    command = _command(state)
    if state.cut is not None and (false_alarm(state) or _unasked(state, command)):
        return go_on(state)
    if not state.text:
        return _listen_on(state)
    *before, said = state.parts
    rest = tuple(before)
    if command is SpokenCommand.THINK and not rest:
        return _listen_on(state)
    if command in _FINISHES and rest:
        return commit(replace(state, parts=rest, ending=command is SpokenCommand.END))
    if command in _INTENTS:
        return request(state, _INTENTS[command], said, rest)
    return commit(state)


def _unasked(state: SpokenState, command: SpokenCommand | None) -> bool:
    """Whether nobody knows yet what is asked, or asked nexus to wait in the middle of it."""
    if state.cut is None or command not in (None, SpokenCommand.THINK):
        return False
    return command is not None or bool(state.queue) or not state.cut.heard


def _listen_on(state: SpokenState) -> SpokenStep:
    """Nothing was said; what nexus held back may be said now."""
    quiet = replace(state, phase=SpokenPhase.LISTENING, wait=None, hurried=False)
    return speak_next(quiet)


def _command(state: SpokenState) -> SpokenCommand | None:
    """Return what the words since the last pause ask for."""
    if not state.parts:
        return None
    return read_command(state.parts[-1], state.question, mid_answer=len(state.parts) > 1)
