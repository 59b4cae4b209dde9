"""Whether Edge speaks, and which voice stands in where it does not."""

import asyncio

from nexus_cli.errors import UsageError, VoiceError
from nexus_cli.services.check import Check
from nexus_cli.services.offline_check import first_sound, offline_voices
from nexus_cli.services.voice_choice import find_voice
from nexus_cli.settings import Settings
from nexus_cli.tts import EdgeVoice
from nexus_cli.tts.edge import LATER
from nexus_cli.tts.edge_voice import DEFAULT_VOICE

_TEXT = "Ready."
"""All that leaves the machine for this check."""
_NAME = "edge"
_INSTALL = "`pip install 'nexus-cli[offline-voice]'` speaks without a network."


async def edge(settings: Settings, bound_seconds: float) -> Check:
    """Return whether Edge says one word in the voice of `settings`; raises nothing.

    Its first sound may take 1.5 s, all of it `bound_seconds`; then the offline voice is tried.
    """
    if settings.speaks_offline:
        return await _not_wanted()
    voice = EdgeVoice(settings.voice, settings.speech_rate, socket=settings.edge_socket)
    try:
        async with asyncio.timeout(bound_seconds):
            seconds = await first_sound(voice.speak(_TEXT))
    except VoiceError as fault:
        return await _without(await _unknown(settings, bound_seconds) or fault)
    except TimeoutError:
        return await _without(VoiceError("Edge did not answer in time.", LATER))
    found = f"Edge speaks as {settings.voice}; its first sound came after {seconds:.1f} s."
    return Check(_NAME, True, found)


async def _not_wanted() -> Check:
    if await offline_voices():
        return Check(_NAME, True, "not needed: the offline voice was chosen, and speaks.")
    return Check(_NAME, False, "The offline voice was chosen, and is not here.", _INSTALL)


async def _unknown(settings: Settings, bound_seconds: float) -> VoiceError | None:
    """Return that Edge does not have the voice of `settings`, where that is why it fails."""
    if settings.voice == DEFAULT_VOICE:
        return None
    try:
        async with asyncio.timeout(bound_seconds):
            await find_voice(settings)
    except UsageError as fault:
        return VoiceError(fault.sentence, f"Set NEXUS_VOICE anew. {fault.next_step}")
    except (VoiceError, TimeoutError):  # it is not reached either
        return None
    return None


async def _without(fault: VoiceError) -> Check:
    has_other = bool(await offline_voices())
    instead = "The offline voice speaks instead." if has_other else "Questions are only shown."
    fix = fault.next_step if fault.next_step != LATER else "Check the network."
    if not has_other:
        fix += f" {_INSTALL}"
    return Check(_NAME, False, f"{fault.sentence} {instead}", fix)
