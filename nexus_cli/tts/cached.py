"""A voice that remembers what it said, so that a service is not asked twice for the same words."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncGenerator
from contextlib import aclosing

from nexus_cli.store import AnalysisCache
from nexus_cli.tts.protocol import Piece, Voice, VoiceChoice
from nexus_cli.tts.recording import Recording

RECENT = 16
"""Recordings held in memory, where there may be no disk to write to."""
LARGEST_BYTES = 1_000_000
"""Of one recording: nearly three minutes of Edge's MP3. More is not kept."""
JOIN_SECONDS = 1.0
"""How long somebody who waits is put off for the same words that are already on their way."""


class CachedVoice:
    """`voice`, with its recordings in memory and, when there is one, in `cache`.

    `made_by` names all that shapes the sound beside the text: engine, voice and speed. The cache
    keeps recordings as it keeps analyses: encrypted with a key made of the text, since a question
    may quote a CV, for a week, bounded in size.
    """

    def __init__(self, voice: Voice, made_by: str, cache: AnalysisCache | None = None) -> None:
        self.name = voice.name
        self._voice = voice
        self._made_by = f"speech {made_by}"
        self._cache = cache
        self._recent: OrderedDict[str, Recording] = OrderedDict()
        self._making: dict[str, asyncio.Future[None]] = {}

    async def speak(self, text: str, *, ahead: bool = False) -> AsyncGenerator[Piece]:
        """Stream what was recorded, else what the voice says; raises what the voice raises.

        Only what was said whole is kept. Words that are already being made for later are waited
        for rather than asked for again.
        """
        if making := self._making.get(text):
            await asyncio.wait({making}, timeout=None if ahead else JOIN_SECONDS)
        if recording := await self._kept(text):
            for piece in recording.pieces():
                yield piece
            return
        pieces: list[Piece] = []
        made = self._making[text] = asyncio.get_running_loop().create_future()
        try:
            async with aclosing(self._voice.speak(text, ahead=ahead)) as stream:
                async for piece in stream:
                    pieces.append(piece)
                    yield piece
            self._keep(text, Recording.of(pieces))
        finally:
            made.set_result(None)
            if self._making.get(text) is made:
                del self._making[text]

    async def voices(self) -> list[VoiceChoice]:
        """Return the voice's choices; raises VoiceError."""
        return await self._voice.voices()

    async def close(self) -> None:
        """Close the voice; the cache belongs to whoever opened it."""
        await self._voice.close()

    async def _kept(self, text: str) -> Recording | None:
        if text in self._recent:
            self._recent.move_to_end(text)
            return self._recent[text]
        stored = await self._cache.get(self._made_by, text) if self._cache else None
        return Recording.from_text(stored) if stored else None

    def _keep(self, text: str, recording: Recording | None) -> None:
        if recording is None or len(recording.chunk.data) > LARGEST_BYTES:
            return
        self._recent[text] = recording
        while len(self._recent) > RECENT:
            self._recent.popitem(last=False)
        if self._cache:
            self._cache.put(self._made_by, text, recording.as_text())
