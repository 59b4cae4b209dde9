"""How sure the recogniser was: doubtful words are marked, and a doubtful transcript says so."""

from collections.abc import Sequence
from dataclasses import dataclass

from nexus_cli.stt.protocol import LOW_CONFIDENCE, Word

DOUBTFUL_SHARE = 0.2
"""Share of doubtful words from which a whole transcript is one.

With one word in five in doubt, most sentences have one. Set by judgement, not fitted.
"""


@dataclass(frozen=True)
class Piece:
    """Neighbouring words that are all doubtful, or all not."""

    text: str
    doubtful: bool


@dataclass(frozen=True)
class TranscriptConfidence:
    """What a score on this transcript rests on."""

    words: int
    doubtful: int

    @property
    def share(self) -> float:
        """Share (0-1) of doubtful words; 0 without words."""
        return self.doubtful / self.words if self.words else 0.0

    @property
    def low(self) -> bool:
        """Whether a person should read the transcript before trusting a score on it."""
        return self.share >= DOUBTFUL_SHARE

    @property
    def sentence(self) -> str:
        """For the report; empty when the transcript is not in doubt."""
        if not self.low:
            return ""
        return (
            f"The recogniser was unsure of {self.doubtful} of the {self.words} words in this "
            "answer, so its score may rest on words that were not said. Read the transcript, and "
            "correct the score if needed."
        )


def confidence_of(words: Sequence[Word]) -> TranscriptConfidence:
    """Return how many of `words` are under LOW_CONFIDENCE, a probability of 0.5."""
    return TranscriptConfidence(len(words), sum(_doubtful(word) for word in words))


def marked_pieces(words: Sequence[Word]) -> tuple[Piece, ...]:
    """Return the transcript in pieces to style, in order; joined by spaces they are its text."""
    pieces: list[Piece] = []
    for word in words:
        doubtful = _doubtful(word)
        if pieces and pieces[-1].doubtful == doubtful:
            pieces[-1] = Piece(f"{pieces[-1].text} {word.text}", doubtful)
        else:
            pieces.append(Piece(word.text, doubtful))
    return tuple(pieces)


def marked_text(words: Sequence[Word]) -> str:
    """Return the transcript with `[...?]` around doubtful pieces, for where nothing is styled."""
    return " ".join(f"[{p.text}?]" if p.doubtful else p.text for p in marked_pieces(words))


def _doubtful(word: Word) -> bool:
    """A probability that is no number counts as doubt."""
    return not word.probability >= LOW_CONFIDENCE
