"""Which voices there are, and how one of them sounds."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from nexus_cli.audio.playback import Speaker
from nexus_cli.errors import UsageError, VoiceError
from nexus_cli.services.offline_check import offline_voices
from nexus_cli.services.voices import MakeSpeaker
from nexus_cli.settings import Settings
from nexus_cli.speech.mouth.mouth import Mouth
from nexus_cli.speech.mouth.playing import SpeakerPlayer
from nexus_cli.tts import EdgeVoice, FallbackVoice, VoiceChoice

SENTENCE = "Hello. This is how I would ask you about your work, one question at a time."
EVERY = "all"
"""Stands for every language."""
LANGUAGE = "en"
"""Of the questions that nexus asks."""

_PROPOSED = 3


@dataclass(frozen=True)
class ListedVoices:
    """Edge's voices of one language, in order of their names."""

    choices: Sequence[VoiceChoice]
    chosen: str
    """The voice of the settings, whether it is among them or not."""


async def list_voices(settings: Settings, language: str = LANGUAGE) -> ListedVoices:
    """Return Edge's voices of `language`: a language, one with its region, or `all`.

    Raises UsageError for a language that no voice speaks, and VoiceError where Edge is not reached;
    it names the offline voices where those are installed.
    """
    every = await _edge_voices(settings)
    listed = [voice for voice in every if _speaks(voice, language)]
    if not listed:
        languages = ", ".join(sorted({voice.locale.partition("-")[0] for voice in every}))
        raise UsageError(f"Edge has no voice for {language!r}.", f"It has some for {languages}.")
    return ListedVoices(sorted(listed, key=lambda voice: voice.name), settings.voice)


async def find_voice(settings: Settings, name: str | None = None) -> str:
    """Return the whole name of Edge's voice `name`, or of that of the settings.

    Raises UsageError for a voice that Edge does not have, and VoiceError where it is not reached.
    """
    return _named(name or settings.voice, await _edge_voices(settings))


async def hear_voice(settings: Settings, voice: str, make_speaker: MakeSpeaker = Speaker) -> None:
    """Say a sentence as one of Edge's voices.

    Raises VoiceError when it does not speak, and AudioError when there is no speaker.
    """
    player = SpeakerPlayer(make_speaker)
    edge = EdgeVoice(voice, settings.speech_rate, socket=settings.edge_socket)
    mouth = Mouth(FallbackVoice([edge]), player)
    try:
        said = await mouth.say(SENTENCE)
    finally:
        await mouth.close()
        player.close()
        await edge.close()
    if said.unheard and said.degraded:
        raise VoiceError(said.degraded[-1].reason, "Try again in a moment.")


async def _edge_voices(settings: Settings) -> list[VoiceChoice]:
    edge = EdgeVoice(settings.voice, socket=settings.edge_socket)
    try:
        return await edge.voices()
    except VoiceError as fault:
        names = [voice.name for voice in await offline_voices()]
        step = (
            f"The offline voice speaks meanwhile: {', '.join(names)}."
            if names
            else ("Check the network; `pip install 'nexus-cli[offline-voice]'` speaks without one.")
        )
        raise VoiceError(f"{fault.sentence} Its voices cannot be listed.", step) from fault
    finally:
        await edge.close()


def _speaks(voice: VoiceChoice, language: str) -> bool:
    wanted, locale = language.lower().replace("_", "-"), voice.locale.lower()
    return wanted in (EVERY, locale) or locale.startswith(f"{wanted}-")


def _named(name: str, voices: Sequence[VoiceChoice]) -> str:
    names = {voice.name.lower(): voice.name for voice in voices}
    if name.lower() in names:
        return names[name.lower()]
    parts = [whole for lower, whole in names.items() if name.lower() in lower][:_PROPOSED]
    close = parts or [names[found] for found in get_close_matches(name.lower(), names, _PROPOSED)]
    step = f"Did you mean {' or '.join(close)}? " if close else ""
    raise UsageError(
        f"Edge has no voice {name!r}.", f"{step}`nexus setup --voices` lists what there is."
    )
