"""Whether the speaker opens and takes sound; to somebody at a terminal it says a sentence."""

import asyncio
from threading import Event

import numpy as np

from nexus_cli.audio.samples import SPEAKING_HZ, Samples, silence
from nexus_cli.errors import AudioError
from nexus_cli.services.check import Check, aside
from nexus_cli.services.sound import Attendant, SoundCard
from nexus_cli.services.voices import open_mouth
from nexus_cli.settings import Settings
from nexus_cli.speech.mouth.playing import SpeakerPlayer

SENTENCE = "This is how I will ask you questions."
_NAME = "speaker"
_CHIME_HZ, _CHIME_SECONDS = 660.0, 0.3
_SAYING_SECONDS = 15.0
_CHOOSE = "Connect one or choose another in the system's sound settings; questions are shown too."
_UNHEARD = "Nothing heard? Turn it up, or choose another in the system's sound settings."


async def speaker(
    card: SoundCard, settings: Settings, attendant: Attendant | None, bound_seconds: float
) -> Check:
    """Return how the default speaker is; raises nothing.

    `attendant` hears a chime and a sentence in the voice of `settings`; without one, the speaker is
    given a tenth of a second of silence. The first sound may take `bound_seconds`.
    """
    try:
        async with asyncio.timeout(bound_seconds):
            name = await aside(card.speaker)
            if attendant:
                attendant.listen_now(name, SENTENCE)
            await _play(card, _chime() if attendant else silence(SPEAKING_HZ // 10))
        if attendant is None:
            return Check(_NAME, True, f"The {name} takes sound; nobody was asked to listen.")
        async with asyncio.timeout(_SAYING_SECONDS):
            spoken = await _say(card, settings)
    except AudioError as fault:
        return Check.failed(_NAME, fault)
    except TimeoutError:
        return Check(_NAME, False, "The speaker did not take sound in time.", _CHOOSE)
    played = "a chime and a sentence" if spoken else "a chime; no voice spoke, see edge"
    return Check(_NAME, True, f"The {name} played {played}.", _UNHEARD)


async def _play(card: SoundCard, sound: Samples) -> None:
    """Play `sound`; raises AudioError. A speaker that opens too late is let go of at once."""
    late = Event()

    def opened() -> SpeakerPlayer:
        player = SpeakerPlayer(card.make_speaker)
        if late.is_set():
            player.close()
        return player

    try:
        player = await aside(opened)
    except BaseException:
        late.set()
        raise
    try:
        await player.begin()
        await player.write(sound)
        await player.drained()
    finally:
        player.close()


async def _say(card: SoundCard, settings: Settings) -> bool:
    """Say the sentence as an interview would; return whether a voice spoke. Raises AudioError."""
    opened = open_mouth(settings, make_speaker=card.make_speaker)
    try:
        if opened.silent_because:
            raise AudioError("The speaker went away.", _CHOOSE)
        return not (await opened.mouth.say(SENTENCE)).unspoken
    finally:
        await opened.close()


def _chime() -> Samples:
    """Return a soft tone that swells and fades, 24 kHz."""
    times = np.arange(round(_CHIME_SECONDS * SPEAKING_HZ)) / SPEAKING_HZ
    swell = np.sin(np.pi * times / _CHIME_SECONDS)
    return (0.2 * swell * np.sin(2 * np.pi * _CHIME_HZ * times)).astype(np.float32)
