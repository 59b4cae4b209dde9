"""A voice at work on one text, in a task of its own: sound is made while sound is played."""

import asyncio
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from dataclasses import replace

from nexus_cli.audio.samples import SPEAKING_HZ, Samples
from nexus_cli.errors import NexusError, VoiceCutError
from nexus_cli.models.result import Degradation
from nexus_cli.speech.mouth.sound import Sound
from nexus_cli.tts import Chunk, Encoding, Piece, Silent, SpeechEnd, Voice
from nexus_cli.tts.fallback import STAGE

PIECE = round(0.1 * SPEAKING_HZ)
"""Samples handed on at once."""
_BYTES_AT_ONCE = 6_000
"""A second of Edge's MP3, decoded in half a millisecond. A recording comes as one piece."""


class Rendering:
    """The sound of `text` while `voice` makes it; needs a running event loop."""

    def __init__(self, voice: Voice, text: str, *, ahead: bool = False) -> None:
        """Begin at once; `ahead` marks work for later, as in `Voice.speak`."""
        self.sound = Sound(text)
        self._changed = asyncio.Event()
        self._task = asyncio.create_task(self._read(voice, text, ahead))

    @property
    def is_done(self) -> bool:
        """Whether no more sound will come."""
        return self._task.done()

    async def pieces(self) -> AsyncGenerator[Samples]:
        """Yield the sound, shape (n,), 24 kHz, as it comes; may be asked for once."""
        while True:
            if len(samples := self.sound.take(PIECE)):
                yield samples
            elif self.is_done:
                await self._task  # a failure that is no NexusError is a defect, and is not hidden
                return
            else:
                self._changed.clear()
                await self._changed.wait()

    async def close(self) -> None:
        """Stop the voice; what came so far stays."""
        self._task.cancel()
        await asyncio.wait({self._task})

    async def _read(self, voice: Voice, text: str, ahead: bool) -> None:
        try:
            async with aclosing(voice.speak(text, ahead=ahead)) as pieces:
                async for piece in pieces:
                    for part in _parts(piece):
                        self.sound.add(part)
                        self._changed.set()
                        await asyncio.sleep(0)
            self.sound.finish()
        except NexusError as error:
            self._give_up(voice, error)
        finally:
            self._changed.set()

    def _give_up(self, voice: Voice, error: NexusError) -> None:
        """Leave what was not heard to be read."""
        heard_seconds = error.heard_seconds if isinstance(error, VoiceCutError) else 0.0
        self.sound.add(SpeechEnd(heard_seconds))
        self.sound.add(
            Degradation(stage=STAGE, wanted=voice.name, used=Silent.name, reason=error.sentence)
        )
        self.sound.leave_rest()


def _parts(piece: Piece) -> Iterator[Piece]:
    if not isinstance(piece, Chunk) or piece.encoding is not Encoding.MP3:
        yield piece
        return
    for at in range(0, len(piece.data), _BYTES_AT_ONCE):
        yield replace(piece, data=piece.data[at : at + _BYTES_AT_ONCE])
