"""Words without sentences: shuffled, sorted or merely listed ones."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from operator import le

from rapidfuzz.distance import LCSseq

from nexus_cli.scoring.points import Target
from nexus_cli.scoring.tokens import Passage, Token, parse
from nexus_cli.scoring.wordorder import is_broken

_LIST_TOKENS = 6
_LONG_LIST_TOKENS = 12
_FUNCTION_SHARE, _LONG_FUNCTION_SHARE = 0.1, 0.22
_SHUFFLED_TOKENS = 5
_SEPARATOR = re.compile(r"[,;:\n/|\u2022]|\s-\s")


def is_salad(target: Target, passage: Passage, known: Sequence[str] = ()) -> bool:
    """Tell whether the words stand in no order that a sentence could have.

    `known` are right answers whose words may have been shuffled, besides those of the points.
    """
    if is_broken(passage) or _is_sorted(passage):
        return True
    orders = (target.own_stems, *map(_stems_of, known))
    return any(_is_shuffled(wanted, passage.stems) for wanted in orders)


@lru_cache(maxsize=1024)  # right answers, compared with every answer given
def _stems_of(text: str) -> tuple[str, ...]:
    return parse(text).stems


def is_word_list(target: Target, passage: Passage) -> bool:
    """Tell whether key words are strung together instead of anything being said about them.

    Under six content words a list and a short right answer are the same text, so none is seen.
    A list of phrases, as in notes, has separators or small words and is an answer.
    """
    tokens, content = passage.tokens, passage.content
    if len(content) < _LIST_TOKENS:
        return False
    small = (len(tokens) - len(content)) / len(tokens)
    if small >= _LONG_FUNCTION_SHARE:
        return False
    separators = len(_SEPARATOR.findall(passage.text)) + len(passage.sentences) - 1
    if len(tokens) >= _LONG_LIST_TOKENS and not len(tokens) / 12 <= separators <= len(tokens) / 1.3:
        return True
    if small >= _FUNCTION_SHARE:
        return False
    if separators < len(content) / 6 or (separators >= 8 and len(content) < 1.6 * separators):
        return True
    return _listed_out_of_order(target, content)


def _is_sorted(passage: Passage) -> bool:
    words = [token.word for token in passage.tokens]
    rising = sum(map(le, words, words[1:]))
    return len(words) >= _LIST_TOKENS and rising >= 0.85 * (len(words) - 1)


def _is_shuffled(wanted: Sequence[str], said: Sequence[str]) -> bool:
    """Compare with a known order: its words and no others, hardly any two of them together."""
    known = set(wanted)
    if len(known.intersection(said)) < 0.8 * len(known):
        return False
    matched = [stem for stem in said if stem in known]
    if len(matched) < max(_SHUFFLED_TOKENS, 0.8 * len(said)):
        return False
    neighbours = {pair for gap in (1, 2) for pair in zip(wanted, wanted[gap:], strict=False)}
    together = sum(pair in neighbours for pair in pairwise(matched))
    in_order = LCSseq.similarity(wanted, said)
    return together < 0.5 * (len(matched) - 1) and in_order < 0.7 * len(matched)


def _listed_out_of_order(target: Target, content: Sequence[Token]) -> bool:
    wanted = [key for group in target.phrasings for p in group[:1] for key, _ in p.keys]
    said = [token.stem for token in content]
    matched = [stem for stem in said if stem in set(wanted)]
    if not wanted or len(set(matched)) < 0.75 * len(set(wanted)):
        return False
    return LCSseq.similarity(wanted, said) < 0.75 * len(matched)
