"""How far an answer says the key points: per point, and as one raw score."""

import math
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from nexus_cli.scoring.matching import best_matches
from nexus_cli.scoring.numbers import Agreement, Quantity, agreement, quantities
from nexus_cli.scoring.points import Phrasing, Target
from nexus_cli.scoring.tokens import Passage, everyday_stems

COVERED = 0.42
"""The coverage from which a key point counts as said."""

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
    windows = _windows(target, passage)
    matches = (_match(group, windows) for group in target.phrasings)
    return tuple(
        _heed_figures(match, figures, passage) if figures else match
        for match, figures in zip(matches, target.figures, strict=True)
    )


_Window = tuple[tuple[int, ...], dict[str, float]]


def _windows(target: Target, passage: Passage) -> list[_Window]:
    """Return each sentence and each pair of neighbours with the best similarity for every key."""
    words: dict[int, set[str]] = {}
    for token in passage.content:
        words.setdefault(token.sentence, set()).add(token.stem)
    found = [((s,), best_matches(target.keys, frozenset(w))) for s, w in sorted(words.items())]
    pairs = [
        ((*a, *b), {key: max(in_a[key], in_b[key]) for key in target.keys})
        for (a, in_a), (b, in_b) in pairwise(found)
    ]
    return [*found, *pairs]


def _match(group: tuple[Phrasing, ...], windows: list[_Window]) -> PointMatch:
    """Return the best phrasing in the best window; of equals the earliest, one sentence first."""
    best = 0.0
    phrasing: Phrasing | None = None
    sentences: tuple[int, ...] = ()
    for candidate in group:
        for where, found in windows:
            share = sum(w * found[key] for key, w in candidate.keys) / candidate.total
            if share > best + 1e-9:
                best, phrasing, sentences = share, candidate, where
    return PointMatch(min(1.0, best), phrasing, sentences)


def _heed_figures(match: PointMatch, figures: tuple[Quantity, ...], passage: Passage) -> PointMatch:
    """Take most of what a contradicted figure earns; let a bare right figure count."""
    spans = [passage.sentences[sentence] for sentence in match.sentences]
    said = [q for a, b in spans for q in quantities(passage.text[a:b])]
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
    said = [token.stem for token in passage.tokens]
    return LCSseq.similarity(wanted, said) / len(wanted) if wanted else 0.0


def _topic(target: Target, passage: Passage) -> float:
    """Return the share of content words that are about the question; names do not count."""
    about = target.keys | target.question_words
    words = {token.stem for token in passage.content if not token.name or token.stem in about}
    found = best_matches(words, about) if about else {}
    return sum(found.values()) / len(words) if words else 0.0


def _breadth(target: Target, passage: Passage) -> float:
    telling = target.new_keys - everyday_stems()
    said = telling & {token.stem for token in passage.content}
    wanted = min(_WORDS_A_POINT * len(target.points), len(telling))
    return min(1.0, len(said) / wanted) if wanted else 0.0
