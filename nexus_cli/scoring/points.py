"""Key points made ready for matching: every phrasing as weighted stems, once per question."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise

from nexus_cli.models.question import KeyPoint
from nexus_cli.scoring.joints import acronyms, joints_in
from nexus_cli.scoring.numbers import Quantity, quantities
from nexus_cli.scoring.tokens import Token, everyday_stems, parse
from nexus_cli.scoring.wordlists import NEGATORS

RICH = 50
"""New words of a target from which it holds several phrasings of each point."""

_QUESTION_WORD = 0.3  # .25 to .5 rank answers alike; 0 and 1 are worse
_SPOKEN_WORD = 0.4  # everyday words of accepted phrasings are met in any long answer
_PIECE = re.compile(r"(?<=[.!?])\s+|[;\n]+")
_BULLET = re.compile(r"^\s*(?:[-*\u2022\u2013\u25cf]+|\d+[.)]|\(?[a-z]\))\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Phrasing:
    """One way of saying a key point."""

    text: str
    stems: tuple[str, ...]
    keys: tuple[tuple[str, float], ...]
    """Content stems, each with its weight; a word of the question weighs less."""
    total: float
    """The sum of the weights."""
    weights: Mapping[str, float]
    """The weight of each of its content stems."""


@dataclass(frozen=True)
class Target:
    """What an answer to one question is compared with, worked out once for all answers to it."""

    question: tuple[str, ...]
    """The question's stems in order."""
    question_words: frozenset[str]
    points: tuple[KeyPoint, ...]
    phrasings: tuple[tuple[Phrasing, ...], ...]
    """For each point its own wording, then the accepted ones."""
    figures: tuple[tuple[Quantity, ...], ...]
    """For each point the numbers that its own wording states."""
    texts: tuple[str, ...]
    """Every wording, as it was written."""
    keys: frozenset[str]
    """Every content stem of every phrasing."""
    new_keys: frozenset[str]
    """Those that the question does not hold."""
    about: frozenset[str]
    """Every content stem of the phrasings and of the question."""
    joints: Mapping[str, tuple[str, ...]]
    """Stems that some of the keys make when written together or as initials."""
    acronyms: tuple[str, ...]
    """Keys that may be the initials of what an answer says in full."""

    @cached_property
    def telling(self) -> frozenset[str]:
        """The new keys that are no everyday words."""
        return self.new_keys - everyday_stems()

    @cached_property
    def topics(self) -> frozenset[str]:
        """The keys that are no everyday words, and the words of the question."""
        return (self.keys - everyday_stems()) | self.question_words

    @cached_property
    def denying(self) -> tuple[bool, ...]:
        """For each point whether one of its wordings says not."""
        return tuple(
            any(not NEGATORS.isdisjoint(phrasing.stems) for phrasing in group)
            for group in self.phrasings
        )

    @cached_property
    def own_stems(self) -> tuple[str, ...]:
        """The stems of the points' own wordings, in order."""
        return tuple(stem for group in self.phrasings for p in group[:1] for stem in p.stems)

    @cached_property
    def wordings(self) -> tuple[Phrasing, ...]:
        """The phrasings of all points, one after the other."""
        return tuple(phrasing for group in self.phrasings for phrasing in group)

    @cached_property
    def numbers(self) -> tuple[range, ...]:
        """For each point the places of its phrasings among the wordings."""
        ends = list(accumulate(map(len, self.phrasings), initial=0))
        return tuple(range(start, end) for start, end in pairwise(ends))

    @cached_property
    def holders(self) -> Mapping[str, frozenset[int]]:
        """For each key the places of the wordings that hold it."""
        holders: dict[str, set[int]] = {}
        for number, phrasing in enumerate(self.wordings):
            for key in phrasing.weights:
                holders.setdefault(key, set()).add(number)
        return {key: frozenset(numbers) for key, numbers in holders.items()}


@lru_cache(maxsize=512)
def target_of(question: str, points: tuple[KeyPoint, ...]) -> Target:
    """Return the target that a question and its key points make."""
    asked = parse(question)
    words = frozenset(token.stem for token in asked.content)
    phrasings = tuple(
        tuple(
            phrasing
            for number, text in enumerate((point.point, *point.accept))
            if (phrasing := _phrasing(text, words, spoken=number > 0)).total
        )
        for point in points
    )
    keys = frozenset(key for group in phrasings for p in group for key, _ in p.keys)
    return Target(
        question=tuple(token.stem for token in asked.tokens),
        question_words=words,
        points=points,
        phrasings=phrasings,
        figures=tuple(quantities(point.point) for point in points),
        texts=tuple(text for point in points for text in (point.point, *point.accept)),
        keys=keys,
        new_keys=keys - words,
        about=keys | words,
        joints=_joints(phrasings),
        acronyms=acronyms(keys),
    )


def _joints(phrasings: tuple[tuple[Phrasing, ...], ...]) -> Mapping[str, tuple[str, ...]]:
    """Return what neighbouring words of the phrasings make together, and which keys they are."""
    return {
        form: keys
        for group in phrasings
        for phrasing in group
        for form, keys in joints_in(parse(phrasing.text).tokens)
    }


def points_of(reference: str) -> tuple[KeyPoint, ...]:
    """Return a reference answer cut into key points: its sentences and lines of two words and up.

    A reference without such a piece is one point as a whole; a blank one gives none.
    """
    pieces = [_BULLET.sub("", piece).strip() for piece in _PIECE.split(reference)]
    kept = [piece for piece in pieces if len(piece.split()) > 1]
    if not kept and reference.strip():
        kept = [reference.strip()]
    return tuple(KeyPoint(point=piece) for piece in kept)


def _phrasing(text: str, question_words: frozenset[str], *, spoken: bool) -> Phrasing:
    tokens = parse(text).tokens
    keys = tuple(
        (token.stem, _key_weight(token, question_words, spoken)) for token in tokens if token.weight
    )
    total = sum(weight for _, weight in keys)
    return Phrasing(text, tuple(token.stem for token in tokens), keys, total, dict(keys))


def _key_weight(token: Token, question_words: frozenset[str], spoken: bool) -> float:
    asked = _QUESTION_WORD if token.stem in question_words else 1.0
    common = _SPOKEN_WORD if spoken and token.stem in everyday_stems() else 1.0
    return token.weight * min(asked, common)
