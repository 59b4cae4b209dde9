"""How sure the recogniser was: doubtful words are marked, and a doubtful transcript says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from nexus_cli.speech.alignment import aligned

DOUBTFUL_SHARE = 0.2
"""Share of doubtful words from which a whole transcript is one.

With one word in five in doubt, most sentences have one. Set by judgement, not fitted.
"""


class ProbableWord(Protocol):
    """A word as it was heard, and how sure the recogniser was of it."""

    @property
    def text(self) -> str: ...

    @property
    def probability(self) -> float: ...


@dataclass(frozen=True)
class Piece:
    """Neighbouring words that are all doubtful, or all not."""

    text: str
    doubtful: bool


@dataclass(frozen=True)
class DoubtfulPlace:
    """Neighbouring doubtful words in a text; offsets are code points of it."""

    start: int
    end: int
    words: int


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
        of = "the only word" if self.words == 1 else f"{self.doubtful} of the {self.words} words"
        return (
            f"The recogniser was unsure of {of} in this answer, so its score may rest on words "
            "that were not said. Read the transcript before using the score."
        )


def confidence_of(words: Sequence[ProbableWord]) -> TranscriptConfidence:
    """Return how many of `words` are under LOW_CONFIDENCE, a probability of 0.5."""
    return TranscriptConfidence(len(words), sum(_doubtful(word) for word in words))


def doubtful_places(words: Sequence[ProbableWord], text: str) -> tuple[DoubtfulPlace, ...]:
    """Return where doubtful `words` still stand in `text`, which may have been edited since.

    Neighbours on one line are one place, from the first word's beginning to the last one's end.
    """
    places: list[DoubtfulPlace] = []
    joins = False
    reached = 0
    for word, start, end in aligned(words, text):
        doubtful = _doubtful(word)
        between = text[reached:start]
        beside = "\n" not in between and not any(char.isalnum() for char in between)
        if doubtful and joins and beside:
            last = places[-1]
            places[-1] = DoubtfulPlace(last.start, end, last.words + 1)
        elif doubtful:
            places.append(DoubtfulPlace(start, end, 1))
        joins, reached = doubtful, end
    return tuple(places)


def marked_pieces(words: Sequence[ProbableWord]) -> tuple[Piece, ...]:
    """Return the transcript in pieces to style, in order; joined by spaces they are its text."""
    pieces: list[Piece] = []
    for word in words:
        doubtful = _doubtful(word)
        if pieces and pieces[-1].doubtful == doubtful:
            pieces[-1] = Piece(f"{pieces[-1].text} {word.text}", doubtful)
        else:
            pieces.append(Piece(word.text, doubtful))
    return tuple(pieces)


def marked_text(words: Sequence[ProbableWord]) -> str:
    """Return the transcript with `[...?]` around doubtful pieces, for where nothing is styled."""
    return " ".join(f"[{p.text}?]" if p.doubtful else p.text for p in marked_pieces(words))


def _doubtful(word: ProbableWord) -> bool:
    """A probability that is no number counts as doubt."""
    # The recogniser's floor loads numpy, which a report on typed answers does without.
    from nexus_cli.stt.protocol import LOW_CONFIDENCE

    return not word.probability >= LOW_CONFIDENCE
