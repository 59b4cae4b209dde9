"""Soft matching of words: how well does anything in an answer stand for a word of a key point?"""

from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.distance import Indel

from nexus_cli.scoring.synonyms import synonym_groups

_SYNONYM = 0.8
_FUZZY_FLOOR = 0.8
_FUZZY_LETTERS = 4
_PREFIX_LETTERS = 5
_PREFIX = 0.85


@lru_cache(maxsize=1 << 17)
def similarity(key: str, word: str) -> float:
    """Return how well the stem `word` stands for the stem `key`, 0-1.

    1 for the same stem; else the best of a spelling slip (the rapidfuzz ratio from .8 up, same
    first letter, four letters and more), a shared prefix of five letters and more that is all but
    one letter of the shorter (.85), a shared synonym group (.8). Digits match only themselves.
    """
    if key == word:
        return 1.0
    if not key or not word or key[0].isdigit() or word[0].isdigit():
        return 0.0
    best = _SYNONYM if _share_a_group(key, word) else 0.0
    if key[0] == word[0] and min(len(key), len(word)) >= _FUZZY_LETTERS:
        ratio = Indel.normalized_similarity(key, word)
        if ratio >= _FUZZY_FLOOR:
            best = max(best, ratio)
        best = max(best, _prefix(key, word))
    return best


def best_matches(keys: Iterable[str], words: frozenset[str]) -> dict[str, float]:
    """Return for each key stem the best similarity, 0-1, of any of `words` to it."""
    initials: dict[str, list[str]] = {}
    for word in words:
        initials.setdefault(word[0], []).append(word)
    groups = synonym_groups()
    numbers = {number for word in words for number in groups.get(word, ())}
    found = {}
    for key in keys:
        if key in words:
            found[key] = 1.0
            continue
        best = _SYNONYM if not numbers.isdisjoint(groups.get(key, ())) else 0.0
        if len(key) >= _FUZZY_LETTERS:
            for word in initials.get(key[0], ()):
                value = similarity(key, word)
                if value > best:
                    best = value
        found[key] = best
    return found


def _share_a_group(key: str, word: str) -> bool:
    groups = synonym_groups()
    return not groups.get(key, frozenset()).isdisjoint(groups.get(word, ()))


def _prefix(key: str, word: str) -> float:
    shorter, longer = sorted((key, word), key=len)
    shared = max(_PREFIX_LETTERS, len(shorter) - 1)
    if len(shorter) < _PREFIX_LETTERS or longer[:shared] != shorter[:shared]:
        return 0.0
    return _PREFIX
