"""An answer transcribed pause by pause, while the person still talks."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nexus_cli.stt.protocol import SAMPLE_RATE_HZ, Sound, Transcriber, Transcript, Word
from nexus_cli.stt.silence import has_sound

PIECE_SECONDS = 2.0
"""A shorter piece stays in the tail: Whisper works thirty seconds on any, and needs context."""
OVERLAP_SECONDS = 0.2
"""How far the tail reaches back, for a last sound that was softer than the pause was deep."""
_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class _Heard:
    """The tail as it was last transcribed."""

    start: int
    end: int
    transcript: Transcript


class Pieces:
    """The words of one answer: the pieces up to a pause are kept, only the tail is worked on.

    Every call is given the sound of the answer from its first sample on, as it is at that moment.
    """

    def __init__(self, transcriber: Transcriber, hotwords: Sequence[str] = ()) -> None:
        self._transcriber = transcriber
        self._hotwords = tuple(hotwords)
        self._kept = Transcript((), transcriber.name)
        self._border = 0
        self._heard: _Heard | None = None
        self._turn = asyncio.Lock()

    @property
    def kept(self) -> Transcript:
        """The words up to the last pause that was kept."""
        return self._kept

    async def look(self, audio: Sound) -> Transcript:
        """Return the answer so far and keep nothing, since the person may go on.

        Raises TranscriptionError; what was kept stays.
        """
        async with self._turn:
            return await self._whole(audio)

    async def pause(self, audio: Sound) -> Transcript:
        """Return the answer so far, which ends in a pause, and keep it if its tail is long enough.

        Raises TranscriptionError; what was kept stays, and the next call covers this piece too.
        """
        async with self._turn:
            whole = await self._whole(audio)
            if len(audio) - self._border >= PIECE_SECONDS * SAMPLE_RATE_HZ:
                self._kept, self._border, self._heard = whole, len(audio), None
            return whole

    async def _whole(self, audio: Sound) -> Transcript:
        """Return kept and tail; a tail that has only grown by silence is not worked on again."""
        heard = self._heard
        if heard is None or has_sound(audio[heard.end :]):
            start = max(self._border - int(OVERLAP_SECONDS * SAMPLE_RATE_HZ), 0)
            if not has_sound(audio[self._border :]):
                return self._kept
            tail = await self._transcriber.transcribe(
                audio[start:], prompt=self._kept.text, hotwords=self._hotwords
            )
            self._heard = heard = _Heard(start, len(audio), tail)
        tail_words = [word.moved(heard.start / SAMPLE_RATE_HZ) for word in heard.transcript.words]
        words = join(self._kept.words, tail_words, self._border / SAMPLE_RATE_HZ)
        return replace(heard.transcript, words=words)


def join(before: Sequence[Word], after: Sequence[Word], border_seconds: float) -> tuple[Word, ...]:
    """Return two runs of words as one, without the words that both heard about the border.

    Of `after`, whose times are of the same clock, the first words go that had ended by the border,
    and one that is the last word of `before`, or the end of it, and began well before the border:
    by half the overlap, which is what the engines' times are good for. So a word that was really
    said twice stays twice.
    """
    rest = list(after)
    while before and rest and rest[0].end_seconds <= border_seconds:
        del rest[0]
    if before and rest and rest[0].start_seconds < border_seconds - OVERLAP_SECONDS / 2:
        last, first = _letters(before[-1]), _letters(rest[0])
        if not first or last.endswith(first):
            del rest[0]
    return (*before, *rest)


def _letters(word: Word) -> str:
    return _LETTERS.sub("", word.text).casefold()
