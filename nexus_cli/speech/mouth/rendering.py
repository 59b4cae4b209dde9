"""A voice at work on one text, in a task of its own: sound is made while sound is played."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterable, Iterator
from contextlib import aclosing, suppress
from dataclasses import replace

from nexus_cli.audio.samples import SPEAKING_HZ, Samples
from nexus_cli.errors import NexusError, VoiceCutError, VoiceError
from nexus_cli.models.result import Degradation
from nexus_cli.speech.mouth.sound import Sound
from nexus_cli.tts import Chunk, Encoding, Piece, Silent, SpeechEnd, Voice
from nexus_cli.tts.fallback import STAGE

PIECE = round(0.1 * SPEAKING_HZ)
"""Samples handed on at once."""
_BYTES_AT_ONCE = 6_000
"""A second of Edge's MP3, decoded in half a millisecond. A recording comes as one piece."""


class Rendering:
    """The sound of a text while `voice` makes it; needs a running event loop."""

    def __init__(self, voice: Voice, parts: AsyncIterable[str], *, ahead: bool = False) -> None:
        """Begin at once; `parts` of the text may still be worded, and each is said by itself.

        `ahead` marks work for later, as in `Voice.speak`.
        """
        self.sound = Sound()
        self.begun_at = asyncio.get_running_loop().time()
        self._voice = voice
        self._wanted = not ahead
        self._changed = asyncio.Event()
        self._task = asyncio.create_task(self._read(parts))

    @classmethod
    def of(cls, voice: Voice, text: str, *, ahead: bool = False) -> "Rendering":
        """Return the sound of a text whose words are all there."""
        return cls(voice, _alone(text), ahead=ahead)

    @property
    def is_done(self) -> bool:
        """Whether no more sound will come."""
        return self._task.done()

    def want(self) -> None:
        """Note that work for later is waited for now: where its voice fails, another goes on."""
        self._wanted = True

    async def begins(self, seconds: float) -> bool:
        """Return whether there is something to hear, after so many seconds at most."""
        with suppress(TimeoutError):
            async with asyncio.timeout(max(0.0, seconds)):
                while not (self.sound.has_begun or self.is_done):
                    await self._more()
        return self.sound.has_begun

    async def pieces(self) -> AsyncGenerator[Samples]:
        """Yield the sound, shape (n,), 24 kHz, as it comes; may be asked for once."""
        while True:
            if len(samples := self.sound.take(PIECE)):
                yield samples
            elif self.is_done:
                await self._task  # a failure that is no NexusError is a defect, and is not hidden
                return
            else:
                await self._more()

    def cancel(self) -> None:
        """Stop the voice without waiting for its end."""
        self._task.cancel()

    async def close(self) -> None:
        """Stop the voice; what came so far stays."""
        self._task.cancel()
        await asyncio.wait({self._task})

    async def _more(self) -> None:
        self._changed.clear()
        await self._changed.wait()

    async def _read(self, parts: AsyncIterable[str]) -> None:
        following = aiter(parts)
        try:
            async for part in following:
                if self.sound.unspoken:
                    self.sound.pass_over(part)
                    continue
                self.sound.begin(part)
                await self._say(part)
                self.sound.end_part()
            self.sound.finish()
        except NexusError as error:
            self._give_up(error, [part async for part in following] if self._wanted else [])
        finally:
            self._changed.set()

    async def _say(self, text: str) -> None:
        ahead = not self._wanted
        try:
            await self._stream(text, ahead)
        except VoiceError as error:
            if not ahead or not self._wanted:
                raise
            if isinstance(error, VoiceCutError):
                self.sound.add(SpeechEnd(error.heard_seconds))
            await self._stream(self.sound.next_voice(), ahead=False)

    async def _stream(self, text: str, ahead: bool) -> None:
        async with aclosing(self._voice.speak(text, ahead=ahead)) as pieces:
            async for piece in pieces:
                for part in _parts(piece):
                    self.sound.add(part)
                    self._changed.set()
                    await asyncio.sleep(0)

    def _give_up(self, error: NexusError, later: list[str]) -> None:
        """Leave what was not heard to be read."""
        heard_seconds = error.heard_seconds if isinstance(error, VoiceCutError) else 0.0
        self.sound.add(SpeechEnd(heard_seconds))
        reason = error.sentence
        self.sound.add(
            Degradation(stage=STAGE, wanted=self._voice.name, used=Silent.name, reason=reason)
        )
        self.sound.leave_rest(*later)


async def _alone(text: str) -> AsyncGenerator[str]:
    yield text


def _parts(piece: Piece) -> Iterator[Piece]:
    if not isinstance(piece, Chunk) or piece.encoding is not Encoding.MP3:
        yield piece
        return
    for at in range(0, len(piece.data), _BYTES_AT_ONCE):
        yield replace(piece, data=piece.data[at : at + _BYTES_AT_ONCE])
