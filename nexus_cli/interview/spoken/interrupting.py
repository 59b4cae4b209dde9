"""Someone speaks while nexus does, which headphones allow: when nexus stops, and when it goes on.

Half a second of speech stops it. What that speech was is known only when it is written down: an
answer or a request takes the floor; a noise, or `mm-hm` and the like, gives it back, and nexus goes
on with the first word that was not heard whole. Speech that ends before that is written down all
the same: a spoken command, such as `skip`, is obeyed, and everything else changes nothing.
"""

import re
from dataclasses import replace

from nexus_cli.interview.spoken.actions import (
    KeepPart,
    LetPass,
    SpokenAction,
    StopSpeaking,
    TranscribeTail,
)
from nexus_cli.interview.spoken.backchannels import only_backchannels
from nexus_cli.interview.spoken.inputs import (
    NotTranscribed,
    SpeechLasted,
    Stamp,
    Transcribed,
    VoiceFinished,
)
from nexus_cli.interview.spoken.moves import SpokenStep, give_floor, overheard, speak_next
from nexus_cli.interview.spoken.state import Cut, SpokenState
from nexus_cli.models.spoken import SpokenPhase
from nexus_cli.speech.commands import SpokenCommand, read_command
from nexus_cli.speech.endpointing import Endpoint

INTERRUPTS_SECONDS = 0.55
"""Speech that stops nexus, counted from its first sound: longer than most of a `yeah` or a cough.
LiveKit's minimum is 0.5 s after its detector is sure, which is later by about as much."""
INTERRUPTS_FADING_SECONDS = 0.62
"""The same where the voice has just become soft: an `I see` that dies away ends before that."""
EARLY_SECONDS = 1.0
"""Into something said, more speech is needed: people still end what they were saying before."""
INTERRUPTS_EARLY_SECONDS = 1.0
GO_ON = Endpoint(2.0, "I go on if that was all")
"""Silence after which an interruption without words was none (LiveKit's false interruption)."""
_HUSH = re.compile(r"(?:please )?(?:stop|enough|quiet)(?: it| that| talking| there)?(?: please)?")
"""Asks nexus to be silent, and for nothing else: the done key does the same."""


def interrupt(state: SpokenState, lasted: SpeechLasted) -> SpokenStep:
    """Stop speaking for someone who has spoken for long enough, and has the floor."""
    if state.speaking is None or state.phase is not SpokenPhase.SPEAKING:
        return state, ()
    enough = INTERRUPTS_FADING_SECONDS if lasted.fading else INTERRUPTS_SECONDS
    if lasted.sounding_seconds < EARLY_SECONDS:
        enough = INTERRUPTS_EARLY_SECONDS
    if not state.may_interrupt or lasted.seconds < enough:
        return state, ()
    asked = None if overheard(state) else state.asked  # its sound is written down with the rest
    return _taken(replace(state, asked=asked)), (StopSpeaking(state.speaking),)


def let_pass(state: SpokenState) -> SpokenStep:
    """Speech over nexus's words ended before it interrupted anything: a command may be in it."""
    passed = replace(state, overlap=False)
    if not state.may_interrupt or state.speaking is None or state.asked is not None:
        return passed, (LetPass(state.stamp),)
    passed = replace(passed, revision=state.revision + 1)
    return replace(passed, asked=passed.stamp), (TranscribeTail(passed.stamp),)


def commanded(state: SpokenState, result: Transcribed | NotTranscribed) -> SpokenStep | None:
    """Do what was asked over nexus's words; what asks for nothing is let pass.

    None when `result` is for the floor to act on: nexus stops, and the words are an interruption.
    """
    said = result.text.strip() if isinstance(result, Transcribed) else ""
    quiet = replace(state, asked=None)
    if state.overlap:  # someone goes on: it is written down again, with what follows
        return quiet, ()
    if _HUSH.fullmatch(" ".join(re.findall(r"[a-z']+", said.lower()))) and state.speaking:
        return quiet, (LetPass(state.stamp), StopSpeaking(state.speaking))
    command = read_command(said, state.question)
    if not state.may_interrupt or command in (None, SpokenCommand.DONE):
        return quiet, (LetPass(state.stamp),)
    return None


def take_words(state: SpokenState) -> SpokenState:
    """Return the state in which a command, said over nexus's words, is an interruption."""
    taken = replace(_taken(state), phase=SpokenPhase.PAUSED, silence=0.0, held_until=0.0)
    before = state.speaking.revision if state.speaking else state.revision
    return replace(taken, cut=Cut(before, len(state.parts)))


def after_voice(state: SpokenState, finished: VoiceFinished) -> SpokenStep:
    """Nothing more is heard of what was said: note how far it came, or give the floor.

    Whoever speaks into its last words has the floor at once; an interruption that came after the
    last word is an answer.
    """
    if state.cut is not None:
        heard = f"{state.before} {finished.heard}".strip()
        cut = replace(state.cut, heard=heard, unheard=finished.unheard)
        return replace(state, cut=cut if cut.unheard or state.queue else None), ()
    speaks = state.phase is SpokenPhase.SPEAKING
    passed: tuple[SpokenAction, ...] = ()
    if overheard(replace(state, speaking=finished.stamp)):
        state = replace(state, asked=None)
        passed = () if state.overlap else (LetPass(state.stamp),)
    if speaks and state.overlap and state.may_interrupt:
        taken = _taken(state)
        return replace(taken, cut=taken.cut if state.queue else None), ()
    state, actions = speak_next(state)
    if state.speaking is not None or not speaks:
        return state, (*passed, *actions)
    state, actions = give_floor(state)
    return state, (*passed, *actions)


def written(state: SpokenState, result: Transcribed) -> SpokenState:
    """Tell words from before the interruption, which were written only now, from those of it."""
    cut = state.cut
    if cut is None or result.stamp.revision > cut.revision or not result.text.strip():
        return state
    return replace(state, cut=replace(cut, parts=cut.parts + 1))


def false_alarm(state: SpokenState) -> bool:
    """Whether nothing was said that asks for the floor; the done key asks for it."""
    if state.cut is None:
        return False
    said = " ".join(state.parts[state.cut.parts :])
    return only_backchannels(said) and not (said and state.hurried and state.cut.heard)


def go_on(state: SpokenState) -> SpokenStep:
    """Say what was not heard, once the voice has ended; backchannels are no part of the answer."""
    cut = state.cut
    if cut is None or state.speaking is not None:
        return replace(state, wait=replace(GO_ON, wait_seconds=0.0)), ()
    kept: tuple[SpokenAction, ...] = ()
    parts = state.parts[: cut.parts] if false_alarm(state) else state.parts
    queue = (cut.unheard, *state.queue) if cut.unheard else state.queue
    going = replace(
        state,
        phase=SpokenPhase.LISTENING,
        parts=parts,
        queue=queue,
        cut=None,
        wait=None,
        hurried=False,
        held=False,
    )
    if parts != state.parts:
        kept = (KeepPart(Stamp(state.turn_id, state.kept), going.text),)
    going, actions = speak_next(going)
    return replace(going, before=cut.heard if cut.unheard else ""), (*kept, *actions)


def _taken(state: SpokenState) -> SpokenState:
    """The person has the floor; what is unheard is known once the voice has ended."""
    cut = Cut(state.revision, len(state.parts))
    return replace(
        state, phase=SpokenPhase.USER_SPEAKING, cut=cut, overlap=False, wait=None, hurried=False
    )
