"""How far an answer says the key points: per point, and as one raw score."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from nexus_cli.scoring.joints import heard_initials, joined_keys
from nexus_cli.scoring.matching import (
    Standing,
    best_matches,
    standing_for,
    standings_for,
)
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
    shares = _shares(target, heard)
    matches = (
        _match([(target.wordings[n], shares[n]) for n in numbers if n in shares], heard)
        for numbers in target.numbers
    )
    return tuple(
        _heed_figures(match, figures, passage) if figures else match
        for match, figures in zip(matches, target.figures, strict=True)
    )


_Shares = list[tuple[int, float]]
"""What sentences hold of one wording: the place of each that holds any, and its share (0-1)."""


@dataclass(frozen=True, slots=True)
class _Heard:
    """One sentence with the best similarity for every key it holds."""

    sentence: int
    found: dict[str, float]

    def share(self, phrasing: Phrasing) -> float:
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
    standings = standings_for(target.about, passage.content_stems)
    heard = []
    for sentence, tokens in passage.said.items():
        if found := _found(target, tokens, acronyms, standings):
            heard.append(_Heard(sentence, found))
    return heard


def _shares(target: Target, heard: Sequence[_Heard]) -> dict[int, _Shares]:
    """Return what the sentences hold of each wording, by its place; most hold nothing of most."""
    holders, wordings = target.holders, target.wordings
    shares: dict[int, _Shares] = {}
    for place, one in enumerate(heard):
        for number in {number for key in one.found for number in holders[key]}:
            shares.setdefault(number, []).append((place, one.share(wordings[number])))
    return shares


def _found(
    target: Target,
    tokens: list[Token],
    acronyms: Sequence[str],
    standings: Mapping[str, Standing],
) -> dict[str, float]:
    """Return the keys that one sentence holds, words written together or as initials included."""
    words = {token.stem for token in tokens if token.weight}
    known = [standings[word] for word in words if word in standings]
    apart = [key for word in words if word in target.joints for key in target.joints[word]]
    together = joined_keys(tokens, target.keys, acronyms)
    known += [standing_for(target.about, word) for word in (*apart, *together)]
    return best_matches(target.keys, known)


def _match(group: Sequence[tuple[Phrasing, _Shares]], heard: Sequence[_Heard]) -> PointMatch:
    """Return the best phrasing in the best sentence, or in the best two neighbours.

    Of equals the earliest, one sentence before two. `group` holds the point's phrasings of which
    any sentence has something.
    """
    best = 0.0
    phrasing: Phrasing | None = None
    sentences: tuple[int, ...] = ()
    for candidate, shares in group:
        for place, share in shares:
            if share > best + _EQUAL:
                best, phrasing, sentences = share, candidate, (heard[place].sentence,)
        for (place, a), (following, b) in pairwise(shares):
            if following != place + 1 or a + b <= best:
                continue  # two sentences never hold more than both on their own
            one, two = heard[place], heard[following]
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
    standings = standings_for(target.about, passage.content_stems)
    # Sorted, since the sum of the same numbers depends on their order.
    best = [max([near for _, near in standings[word]]) for word in sorted(words & standings.keys())]
    return sum(best) / len(words) if words else 0.0


def _breadth(target: Target, passage: Passage) -> float:
    said = target.telling & passage.content_stems
    wanted = min(_WORDS_A_POINT * len(target.points), len(target.telling))
    return min(1.0, len(said) / wanted) if wanted else 0.0
