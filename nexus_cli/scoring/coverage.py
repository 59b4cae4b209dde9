"""How far an answer says the key points: per point, and as one raw score."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from nexus_cli.scoring.joints import heard_initials, joined_keys
from nexus_cli.scoring.matching import best_matches, standing_for
from nexus_cli.scoring.numbers import Agreement, Quantity, agreement, quantities
from nexus_cli.scoring.points import Phrasing, Target
from nexus_cli.scoring.tokens import Passage, Token

COVERED = 0.42
"""The coverage from which a key point counts as said."""

_EQUAL = 1e-9
"""Shares no further apart than this are the same."""
_ORDER, _TOPIC, _BREADTH = 0.4, 0.2, 0.2
_WORDS_A_POINT = 2.0
_SHORT_ANSWER = 5
"""Content words up to which the figure itself is the answer."""
_RIGHT_FIGURE, _WRONG_FIGURE = 0.75, 0.4


@dataclass(frozen=True, slots=True)
class PointMatch:
    """What an answer has of one key point."""

    coverage: float
    """Share of the best phrasing's weight found within two neighbouring sentences, 0-1."""
    phrasing: Phrasing | None
    sentences: tuple[int, ...]
    """The sentences that it was found in, one or two; empty when nothing was found."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """An answer measured against a target; every share is 0-1."""

    matches: tuple[PointMatch, ...]
    points: float
    """Mean square root of coverage over the best half of the points (rounded up).

    Half, because a list of what could be said is longer than what one good answer says; the root,
    because human graders pay most for the first evidence.
    """
    order: float
    """Longest common subsequence with the best phrasings, as a share of them."""
    topic: float
    """Share of the answer's distinct content words that match the key points or the question."""
    breadth: float
    """Distinct telling words of the key points in the answer, against two for each point."""

    @property
    def raw(self) -> float:
        """The four as one number, 0-1, for ranking answers to one question.

        The weights were chosen once on three public sets of graded answers, none dominating.
        """
        total = self.points + _ORDER * math.sqrt(self.order)
        total += _TOPIC * self.topic + _BREADTH * math.sqrt(self.breadth)
        return min(1.0, total / (1 + _ORDER + _TOPIC + _BREADTH))


def measure(target: Target, passage: Passage) -> Measurement:
    """Return how far `passage` says what `target` asks for. No words give zeros throughout."""
    matches = match_points(target, passage)
    best = sorted((math.sqrt(match.coverage) for match in matches), reverse=True)
    half = math.ceil(len(best) / 2)
    return Measurement(
        matches=matches,
        points=sum(best[:half]) / half if half else 0.0,
        order=_order(target, matches, passage),
        topic=_topic(target, passage),
        breadth=_breadth(target, passage),
    )


def match_points(target: Target, passage: Passage) -> tuple[PointMatch, ...]:
    """Return for each key point of `target` the wording that `passage` comes closest to."""
    heard = _heard(target, passage)
    matches = (_match(group, heard) for group in target.phrasings)
    return tuple(
        _heed_figures(match, figures, passage) if figures else match
        for match, figures in zip(matches, target.figures, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Heard:
    """One sentence with the best similarity for every key it holds."""

    sentence: int
    found: dict[str, float]
    touched: frozenset[str]
    """The wordings that hold any of these keys: of the others the sentence has nothing."""

    def share(self, phrasing: Phrasing) -> float:
        if phrasing.text not in self.touched:
            return 0.0
        found = self.found
        return sum([w * found[key] for key, w in phrasing.keys if key in found]) / phrasing.total

    def share_with(self, other: "_Heard", phrasing: Phrasing) -> float:
        """Return the share of two neighbours together, each key as it is said best."""
        one, two = self.found, other.found
        held = [w * max(one.get(key, 0.0), two.get(key, 0.0)) for key, w in phrasing.keys]
        return sum(held) / phrasing.total


def _heard(target: Target, passage: Passage) -> list[_Heard]:
    """Return what each sentence holds, those that hold no key left out."""
    acronyms = heard_initials(passage.said.values(), target.acronyms)
    heard = []
    for sentence, tokens in passage.said.items():
        if found := _found(target, tokens, acronyms):
            touched = frozenset[str]().union(*[target.holders[key] for key in found])
            heard.append(_Heard(sentence, found, touched))
    return heard


def _found(target: Target, tokens: list[Token], acronyms: Sequence[str]) -> dict[str, float]:
    """Return the keys that one sentence holds, words written together or as initials included."""
    words = {token.stem for token in tokens if token.weight}
    apart = {key for word in words for key in target.joints.get(word, ())}
    together = joined_keys(tokens, target.keys, acronyms)
    return best_matches(target.keys, words.union(apart, together), target.about)


def _match(group: tuple[Phrasing, ...], heard: list[_Heard]) -> PointMatch:
    """Return the best phrasing in the best sentence, or in the best two neighbours.

    Of equals the earliest, one sentence before two.
    """
    best = 0.0
    phrasing: Phrasing | None = None
    sentences: tuple[int, ...] = ()
    for candidate in group:
        shares = [one.share(candidate) for one in heard]
        if not any(shares):
            continue
        for share, one in zip(shares, heard, strict=True):
            if share > best + _EQUAL:
                best, phrasing, sentences = share, candidate, (one.sentence,)
        for place, (a, b) in enumerate(pairwise(shares)):
            if a + b <= best:
                continue  # two sentences never hold more than both on their own
            one, two = heard[place], heard[place + 1]
            share = one.share_with(two, candidate)
            if share > best + _EQUAL:
                best, phrasing, sentences = share, candidate, (one.sentence, two.sentence)
    return PointMatch(min(1.0, best), phrasing, sentences)


def _heed_figures(match: PointMatch, figures: tuple[Quantity, ...], passage: Passage) -> PointMatch:
    """Take most of what a contradicted figure earns; let a bare right figure count."""
    kept = [passage.kept_text(sentence) for sentence in match.sentences]
    said = [quantity for text in kept for quantity in quantities(text)]
    verdict = agreement(figures, said)
    if verdict is Agreement.CONTRADICTS:
        return replace(match, coverage=match.coverage * _WRONG_FIGURE)
    if verdict is Agreement.AGREES and len(passage.content) <= _SHORT_ANSWER:
        return replace(match, coverage=max(match.coverage, _RIGHT_FIGURE))
    return match


def _order(target: Target, matches: tuple[PointMatch, ...], passage: Passage) -> float:
    """Return the common order with the best phrasings, taken in the order the answer has them."""
    chosen = [
        (match.sentences[:1] or (len(passage.sentences),), match.phrasing or group[0])
        for match, group in zip(matches, target.phrasings, strict=True)
        if group
    ]
    chosen.sort(key=lambda pair: pair[0])
    wanted = [stem for _, phrasing in chosen for stem in phrasing.stems]
    return LCSseq.similarity(wanted, passage.stems) / len(wanted) if wanted else 0.0


def _topic(target: Target, passage: Passage) -> float:
    """Return the share of content words that are about the question; names do not count."""
    words = passage.stems_about(target.about)
    standing = [(word, near) for word in words if (near := standing_for(target.about, word))]
    best = [max(value for _, value in near) for _, near in sorted(standing)]
    return sum(best) / len(words) if words else 0.0


def _breadth(target: Target, passage: Passage) -> float:
    said = target.telling & passage.content_stems
    wanted = min(_WORDS_A_POINT * len(target.points), len(target.telling))
    return min(1.0, len(said) / wanted) if wanted else 0.0
