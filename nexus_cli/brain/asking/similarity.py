"""Whether two questions ask the same, and which words of a text carry its content."""

from functools import lru_cache

from rapidfuzz import fuzz

from nexus_cli.scoring.tokens import parse

_SAME_QUESTION = 80
"""`token_set_ratio` (0-100); of the bank's 335 questions the nearest two have 78."""
_SAME_CONTENT = 0.65
"""Share of the shorter question's content words; no two questions of the bank share 0.6."""
_FEWEST_SHARED = 4
"""Content words in common below which two questions only name the same subject."""
_SAME_CONCEPT = 85


@lru_cache(maxsize=4096)
def content(text: str) -> frozenset[str]:
    """Return the stems of the words of `text` that carry meaning."""
    return frozenset(token.stem for token in parse(text).content)


def same_question(one: str, other: str) -> bool:
    """Tell whether two questions ask the same in almost the same words.

    Every word of a short question may stand in a long one, and a skill's name in many, so that
    words in common count only from four that carry content.
    """
    if one.casefold() == other.casefold():
        return True
    mine, theirs = content(one), content(other)
    shared = len(mine & theirs)
    if shared < _FEWEST_SHARED:
        return False
    alike = fuzz.token_set_ratio(one.casefold(), other.casefold())
    return alike >= _SAME_QUESTION or shared >= _SAME_CONTENT * min(len(mine), len(theirs))


def same_concept(one: str, other: str) -> bool:
    """Tell whether two concepts, a few words each, are one."""
    if content(one) and content(one) == content(other):
        return True
    return fuzz.token_sort_ratio(one.casefold(), other.casefold()) >= _SAME_CONCEPT
