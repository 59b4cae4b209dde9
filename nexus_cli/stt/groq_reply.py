"""Groq's verbose_json, read as words."""

from math import exp

from pydantic import BaseModel, Field

from nexus_cli.stt.protocol import Word
from nexus_cli.stt.silence import is_made_up

NO_SPEECH = 0.06
"""Of whisper-large-v3: measured on 500 recordings for freeflow's pull request 81, where a "thank
you" that somebody said stayed under 0.02."""


class _Word(BaseModel):
    word: str
    start: float
    end: float


class _Segment(BaseModel):
    text: str
    start: float
    end: float
    avg_logprob: float = 0.0
    no_speech_prob: float = Field(default=0.0, ge=0, le=1)

    @property
    def probability(self) -> float:
        """Mean over the tokens, the geometric one."""
        return min(exp(self.avg_logprob), 1.0)


class GroqReply(BaseModel):
    """What is read of a reply; Groq may add to it."""

    text: str
    words: list[_Word] | None = None
    segments: list[_Segment] | None = None

    def heard(self) -> tuple[Word, ...]:
        """Return the words in order, without the phrases that nobody said.

        A word is as sure as its segment, since Groq says no more. Where no times of words came,
        the words of a segment share its time evenly.
        """
        if not self.segments:
            return tuple(Word(w.word.strip(), w.start, w.end, 1.0) for w in self.words or ())
        real = [
            segment
            for segment in self.segments
            if not is_made_up(segment.text, segment.no_speech_prob, NO_SPEECH)
        ]
        return tuple(word for segment in real for word in self._of(segment))

    def _of(self, segment: _Segment) -> list[Word]:
        texts = segment.text.split()
        timed = [
            w for w in self.words or () if segment.start <= (w.start + w.end) / 2 < segment.end
        ]
        if len(timed) != len(texts):
            step = (segment.end - segment.start) / max(len(texts), 1)
            spans = [
                (segment.start + place * step, segment.start + (place + 1) * step)
                for place in range(len(texts))
            ]
        else:
            spans = [(word.start, word.end) for word in timed]
        return [
            Word(text, start, end, segment.probability)
            for text, (start, end) in zip(texts, spans, strict=True)
        ]
