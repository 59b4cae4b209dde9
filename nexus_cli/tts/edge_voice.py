"""Edge's voices: asked politely, waited for briefly, and checked to have said every word."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from pathlib import Path

from nexus_cli.errors import VoiceCutError, VoiceError
from nexus_cli.telemetry import Clock, SystemClock
from nexus_cli.tts.edge import BYTES_A_SECOND, LATER, SAMPLE_RATE_HZ, EdgeService, requests_for
from nexus_cli.tts.patience import FIRST_SECONDS, Patience
from nexus_cli.tts.politeness import Politeness
from nexus_cli.tts.progress import Progress
from nexus_cli.tts.protocol import Chunk, Encoding, Piece, SpeechEnd, VoiceChoice, Word
from nexus_cli.tts.resting import Resting

DEFAULT_VOICE = "en-US-EmmaMultilingualNeural"


class EdgeVoice:
    """Streams MP3 of 24 kHz with the times of words; one request and one connection a text.

    The text leaves this machine. `speed` 1.0 is the voice's own pace. `socket` is as in
    `EdgeService`.
    """

    name = "edge"

    def __init__(
        self,
        voice: str = DEFAULT_VOICE,
        speed: float = 1.0,
        *,
        socket: Path | None = None,
        clock: Clock | None = None,
    ) -> None:
        self.voice = voice
        self.speed = speed
        self._service = EdgeService(socket)
        self._clock = clock or SystemClock()
        self._politeness = Politeness(self._clock)
        self._resting = Resting(self._clock)
        self._closed = False

    async def speak(self, text: str, *, ahead: bool = False) -> AsyncGenerator[Piece]:
        """Stream the sound of `text`; nothing for a text without a letter or digit.

        Raises VoiceError when no sound came in 1.5 s, VoiceCutError when it broke off, fell
        silent, or came slower than it plays.
        """
        if self._closed:
            raise VoiceError("The voice has been closed.")
        if not any(map(str.isalnum, text)):
            return
        self._resting.check()
        progress, received = Progress(text), 0
        try:
            async with aclosing(self._sound_first(text, ahead)) as pieces:
                async for piece in pieces:
                    if isinstance(piece, Word):
                        progress.add(piece.text, piece.end_seconds)
                    else:
                        received += len(piece.data)
                    yield piece
            if not progress.is_whole(received / BYTES_A_SECOND):
                raise VoiceError("Edge broke off in the middle of a text.", LATER)
        except VoiceError as error:
            if not received or not progress.is_whole(received / BYTES_A_SECOND):
                self._resting.failed(error)
                raise _cut(error, progress, received) from error
        self._resting.worked()
        if progress.end_seconds:
            yield SpeechEnd(progress.end_seconds)

    @property
    def made_by(self) -> str:
        """All that shapes the sound beside the text, for a cache."""
        return f"{self.name} {self.voice} {self.speed:.2f}"

    async def voices(self) -> list[VoiceChoice]:
        """Return Edge's voices; raises VoiceError."""
        return await self._service.voices()

    async def close(self) -> None:
        """Speak no more; between two texts no connection is open."""
        self._closed = True

    async def _sound_first(self, text: str, ahead: bool) -> AsyncGenerator[Chunk | Word]:
        """Yield what comes in time, words not before the first sound."""
        held: list[Word] | None = []
        async with aclosing(self._in_time(text, ahead)) as arriving:
            async for piece in arriving:
                if isinstance(piece, Word) and held is not None:
                    held.append(piece)
                    continue
                yield piece
                for word in held or ():
                    yield word
                held = None

    async def _in_time(self, text: str, ahead: bool) -> AsyncGenerator[Chunk | Word]:
        patience = Patience(ahead)
        await self._admitted(text, ahead, patience)
        async with aclosing(self._service.stream(text, self.voice, self.speed)) as stream:
            while True:
                asked = self._clock.seconds()
                try:
                    async with asyncio.timeout(max(0.0, patience.left())):
                        piece = await anext(stream)
                except StopAsyncIteration:
                    return
                except TimeoutError:
                    raise VoiceError(patience.complaint, LATER) from None
                seconds = len(piece) / BYTES_A_SECOND if isinstance(piece, bytes) else 0.0
                patience.took(self._clock.seconds() - asked, seconds)
                if isinstance(piece, bytes):
                    yield Chunk(piece, Encoding.MP3, SAMPLE_RATE_HZ)
                else:
                    yield piece

    async def _admitted(self, text: str, ahead: bool, patience: Patience) -> None:
        """Wait for a turn, unless that alone takes too long for somebody who is waiting."""
        asked = self._clock.seconds()
        if not ahead and self._politeness.wait() >= FIRST_SECONDS:
            raise VoiceError("Edge has been asked as often as it allows.", LATER)
        for _ in range(requests_for(text)):
            await self._politeness.turn(ahead)
        if not ahead:
            patience.took(self._clock.seconds() - asked, 0.0)


def _cut(error: VoiceError, progress: Progress, received: int) -> VoiceError:
    """Return the error with what is missing, or as it is when nothing was heard."""
    if not received:
        return error
    seconds, missing = progress.heard(received / BYTES_A_SECOND)
    return VoiceCutError(error.sentence, error.next_step, missing=missing, heard_seconds=seconds)
