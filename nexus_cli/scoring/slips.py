"""Slips of the keyboard that would lose a `not` and so turn a sentence round."""

from rapidfuzz.distance import OSA

_LONG = ("never", "without", "nothing", "neither", "nobody")
_REAL_WORDS = frozenset({"newer", "noting", "never", "nevers", "cannon", "canon"})
_SWAPPED = {"nto": "not", "ont": "not", "nnoe": "none", "noen": "none", "onne": "none"}


def negator_meant(word: str) -> str | None:
    """Return the negator that a lower-case word is one slip away from, or None.

    A slip is a letter lost, doubled or changed, or two neighbours swapped; short negators are
    only known with two letters swapped, since other slips of them are words.
    """
    if word in _SWAPPED:
        return _SWAPPED[word]
    if word[0] not in "nw" or word in _REAL_WORDS:
        return None
    return next((n for n in _LONG if word != n and _is_slip(n, word)), None)


def is_cannot(word: str) -> bool:
    """Tell whether a lower-case word is `cannot` or one slip away from it."""
    return word == "cannot" or (word not in _REAL_WORDS and _is_slip("cannot", word))


def _is_slip(meant: str, word: str) -> bool:
    near = word[0] == meant[0] and abs(len(word) - len(meant)) <= 1
    return near and OSA.distance(meant, word, score_cutoff=1) <= 1
