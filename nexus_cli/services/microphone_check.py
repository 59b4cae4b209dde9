"""Whether the microphone opens, gives sound, and hears whoever sits before it."""

import asyncio

from nexus_cli.audio.level import Hint
from nexus_cli.audio.signals import HearingSignal, Loss, SpeechFrame
from nexus_cli.errors import AudioError
from nexus_cli.services.check import Check, aside
from nexus_cli.services.sound import Attendant, SoundCard
from nexus_cli.services.trial import SENTENCE_SECONDS, Trial
from nexus_cli.speech.ear.listening import LoopListener

_NAME = "microphone"
_OTHERWISE = "or type your answers"
_ALLOW = "on macOS allow the terminal to use it (System Settings, Privacy & Security, Microphone)"
_NO_SOUND = f"Plug it in again, or choose another in the system's sound settings, {_OTHERWISE}."
_WAKING_SECONDS = 3.0
"""An idle sound server takes up to 2 s to the first sound."""


async def microphone(card: SoundCard, attendant: Attendant | None, bound_seconds: float) -> Check:
    """Return how the default microphone is; raises nothing, and keeps no sound.

    `attendant` is asked to say a sentence; without one, 1.2 s of whatever there is are measured.
    Opening may take `bound_seconds`, and so may listening where nobody was asked to speak.
    """
    signals: asyncio.Queue[HearingSignal] = asyncio.Queue()
    listener = LoopListener(card.open_listener, signals.put_nowait)
    try:
        async with asyncio.timeout(bound_seconds):
            name = await aside(card.microphone)
            await listener.start()
        trial = await _tried(name, signals, attendant, bound_seconds)
    except AudioError as fault:
        return Check.failed(_NAME, fault)
    except TimeoutError:
        return Check(_NAME, False, "The microphone did not open in time.", _NO_SOUND)
    finally:
        await listener.stop()
    return _asked(name, trial) if attendant else _unasked(name, trial)


async def _tried(
    name: str,
    signals: "asyncio.Queue[HearingSignal]",
    attendant: Attendant | None,
    bound_seconds: float,
) -> Trial:
    trial = Trial(asked=attendant is not None)
    if attendant:
        attendant.speak_now(name)
        bound_seconds = SENTENCE_SECONDS + _WAKING_SECONDS
    try:
        async with asyncio.timeout(bound_seconds):
            while not trial.over:
                signal = await signals.get()
                trial.add(signal)
                if attendant and isinstance(signal, SpeechFrame):
                    attendant.heard(signal)
    except TimeoutError:  # what came until then is what there is
        pass
    finally:
        if attendant:
            attendant.spoken()
    return trial


def _unasked(name: str, trial: Trial) -> Check:
    if failed := _failed(name, trial):
        return failed
    found = f"The {name} gives sound, {trial.room_dbfs:.0f} dBFS now; nobody was asked to speak."
    if trial.spoken:
        found = f"The {name} hears speech at {trial.speech_dbfs:.0f} dBFS."
    return Check(_NAME, True, found)


def _asked(name: str, trial: Trial) -> Check:
    if failed := _failed(name, trial):
        return failed
    if not trial.spoken:
        found = f"The {name} gives sound, {trial.room_dbfs:.0f} dBFS, but no speech was heard."
        fix = f"Speak louder, or choose another in the system's sound settings, {_OTHERWISE}."
        return Check(_NAME, False, found, fix)
    found = f"The {name} hears you at {trial.speech_dbfs:.0f} dBFS"
    if trial.hint is Hint.CLIPPING:
        fix = "Turn its input level down, or sit further away."
        return Check(_NAME, True, f"{found}, which is too loud: peaks are cut off.", fix)
    if trial.hint is Hint.TOO_QUIET:
        fix = "Turn its input level up, or sit closer."
        return Check(_NAME, True, f"{found}, which is too quiet to be understood well.", fix)
    return Check(_NAME, True, f"{found}; the room is at {trial.room_dbfs:.0f}.")


def _failed(name: str, trial: Trial) -> Check | None:
    if trial.gone is Loss.ZEROS:
        found = f"The {name} gives only exact silence: it is muted, or nexus may not listen."
        return Check(_NAME, False, found, f"Unmute it; {_ALLOW}; {_OTHERWISE}.")
    if trial.gone or not trial.any_sound:
        return Check(_NAME, False, f"The {name} opens, but no sound comes from it.", _NO_SOUND)
    return None
