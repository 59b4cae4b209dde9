"""Whether a voice speaks at all, and which voices there are without a network."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing

from nexus_cli.errors import VoiceError
from nexus_cli.tts import Chunk, OfflineVoice, Piece, VoiceChoice


async def offline_voices() -> list[VoiceChoice]:
    """Return the offline voice's choices where it is installed and speaks, else none."""
    voice = OfflineVoice()
    try:
        await first_sound(voice.speak("Ready."))
        return await voice.voices()
    except VoiceError:
        return []
    finally:
        await voice.close()


async def first_sound(pieces: AsyncGenerator[Piece]) -> float:
    """Hear all of `pieces`; return the seconds to the first sound. Raises VoiceError."""
    now = asyncio.get_running_loop().time
    began, first = now(), 0.0
    async with aclosing(pieces):
        async for piece in pieces:
            if isinstance(piece, Chunk):
                first = first or now() - began
    return first
