"""Soft matching of words: how well does anything in an answer stand for a word of a key point?"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from rapidfuzz.distance import Indel

from nexus_cli.scoring.kin import skill_kin
from nexus_cli.scoring.synonyms import synonym_groups

_SYNONYM = 0.8
_FUZZY_FLOOR = 0.8
_FUZZY_LETTERS = 4
_LONGER = 1.5
"""Times the length of a shorter stem, over which a longer one never reaches the floor."""
_PREFIX_LETTERS = 5
_PREFIX = 0.85

Standing = tuple[tuple[str, float], ...]
"""Key stems, each with how well a word stands for it (0-1); those it does not are left out."""


def similarity(key: str, word: str) -> float:
    """Return how well the stem `word` stands for the stem `key`, 0-1.

    1 for the same stem; else the best of a spelling slip (the rapidfuzz ratio from .8 up, same
    first letter, four letters and more), a shared prefix of five letters and more that is all but
    one letter of the shorter (.85), a shared synonym group (.8), names of one skill (.9) or of two
    that the lexicon calls neighbours (.5). Digits match only themselves.
    """
    if key == word:
        return 1.0
    if not key or not word or key[0].isdigit() or word[0].isdigit():
        return 0.0
    best = max(_SYNONYM if _share_a_group(key, word) else 0.0, skill_kin(key).get(word, 0.0))
    return max(best, _spelt_alike(key, word)) if key[0] == word[0] else best


def _spelt_alike(key: str, word: str) -> float:
    if min(len(key), len(word)) < _FUZZY_LETTERS:
        return 0.0
    ratio = Indel.normalized_similarity(key, word)
    return max(ratio if ratio >= _FUZZY_FLOOR else 0.0, _prefix(key, word))


def best_matches(keys: frozenset[str], standings: Iterable[Standing]) -> dict[str, float]:
    """Return for each key stem that any of `standings` holds the best similarity, 0-1."""
    found: dict[str, float] = {}
    for standing in standings:
        for key, value in standing:
            if key in keys and value > found.get(key, 0.0):
                found[key] = value
    return found


@lru_cache(maxsize=32)  # several rules ask it of the same text
def standings_for(keys: frozenset[str], words: frozenset[str]) -> Mapping[str, Standing]:
    """Return those of `words` that stand for any of `keys`, each with which ones and how well."""
    return {word: standing for word in words if (standing := standing_for(keys, word))}


@lru_cache(maxsize=1 << 16)
def standing_for(keys: frozenset[str], word: str) -> Standing:
    """Return which of `keys` the stem `word` stands for, and how well.

    A part of the keys gives that part of the result.
    """
    if not word:
        return ()
    initials, groups = _index(keys)
    beginning = word[:_PREFIX_LETTERS]
    least, most = len(word) / _LONGER, len(word) * _LONGER
    near = {
        key
        for key in initials.get(word[0], ())
        if (least <= len(key) <= most or key.startswith(beginning))
        and (key == word or _spelt_alike(key, word))
    }
    for number in synonym_groups().get(word, ()):
        near.update(groups.get(number, ()))
    near.update(skill_kin(word).keys() & keys)
    found = ((key, similarity(key, word)) for key in sorted(near))
    return tuple([(key, value) for key, value in found if value])


@lru_cache(maxsize=1 << 10)
def _index(keys: frozenset[str]) -> tuple[Mapping[str, list[str]], Mapping[int, list[str]]]:
    """Return the keys by their first letter and by their synonym groups, to look near a word."""
    initials: dict[str, list[str]] = {}
    groups: dict[int, list[str]] = {}
    for key in keys:
        initials.setdefault(key[:1], []).append(key)
        for number in synonym_groups().get(key, ()):
            groups.setdefault(number, []).append(key)
    return initials, groups


def _share_a_group(key: str, word: str) -> bool:
    groups = synonym_groups()
    return not groups.get(key, frozenset()).isdisjoint(groups.get(word, ()))


def _prefix(key: str, word: str) -> float:
    shorter, longer = sorted((key, word), key=len)
    shared = max(_PREFIX_LETTERS, len(shorter) - 1)
    if len(shorter) < _PREFIX_LETTERS or longer[:shared] != shorter[:shared]:
        return 0.0
    return _PREFIX
