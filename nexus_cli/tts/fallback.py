"""Several voices as one: where one fails, the next speaks what was not heard."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from itertools import pairwise

from nexus_cli.errors import VoiceCutError, VoiceError
from nexus_cli.models.result import Degradation
from nexus_cli.tts.protocol import Piece, SpeechEnd, Voice, VoiceChoice
from nexus_cli.tts.silent import Silent

STAGE = "speaking"


class FallbackVoice:
    """Tries `voices` in order, and shows the text after the last.

    Each step down is a `Degradation` in the stream, in front of what the next voice says.
    """

    def __init__(self, voices: Sequence[Voice]) -> None:
        self._voices = tuple(voices)
        self._silent = Silent()
        self._first: Voice = (*voices, self._silent)[0]
        self.name = self._first.name

    async def speak(self, text: str, *, ahead: bool = False) -> AsyncGenerator[Piece]:
        """Stream the sound of `text`; raises VoiceError only for work `ahead`.

        A voice that fails before its first sound is replaced for the whole text, afterwards from
        the first word that was not heard whole. Work for later goes to the first voice alone:
        what fails then is tried again when it is wanted.
        """
        if ahead:
            async with aclosing(self._first.speak(text, ahead=True)) as pieces:
                async for piece in pieces:
                    yield piece
            return
        for voice, following in pairwise((*self._voices, self._silent)):
            try:
                async with aclosing(voice.speak(text)) as pieces:
                    async for piece in pieces:
                        yield piece
                return
            except VoiceCutError as error:
                text, reason = error.missing, error.sentence
                yield SpeechEnd(error.heard_seconds)
            except VoiceError as error:
                reason = error.sentence
            yield Degradation(stage=STAGE, wanted=voice.name, used=following.name, reason=reason)
        async for piece in self._silent.speak(text):
            yield piece

    async def voices(self) -> list[VoiceChoice]:
        """Return the first voice's choices; raises VoiceError."""
        return await self._first.voices()

    async def close(self) -> None:
        """Close every voice."""
        for voice in self._voices:
            await voice.close()
