"""Right answers turned into attacks: the same words in a form that deserves less, or no more."""

import random
import re
from collections.abc import Callable
from itertools import pairwise

from nexus_cli.scoring.tokens import parse

LIST_WORDS = 6
"""Content words from which a list of them can be told from a short right answer."""
SHUFFLED_WORDS = 8
"""Words from which a shuffled text can be told from a clumsy one."""

_TYPO_EVERY = 20
_BREAK = re.compile(r"((?<=[.!?;])\s+|\n+)")
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|can|will|would|should|could|must|has|have|had)\b(?! not)"
)
_PERSON = re.compile(r"\b(?:I|we|they|it|he|she|you|We|They|It|He|She|You)\b")


def shuffled(text: str, source: random.Random) -> str:
    """Return the words of `text`, marks attached, in random order."""
    words = text.split()
    source.shuffle(words)
    return " ".join(words)


def sorted_words(text: str) -> str:
    """Return the words of `text` by alphabet, without marks."""
    return " ".join(sorted(re.findall(r"[\w'+#]+", text), key=str.lower))


def key_words(text: str) -> list[str]:
    """Return the words of `text` that carry meaning, in order."""
    return [token.word for token in parse(text).content]


def negated(text: str) -> str:
    """Return `text` with a not in every sentence and line, after its first auxiliary or person."""
    return _each_statement(text, _negated_statement)


def denied(text: str) -> str:
    """Return `text` with a denial before every sentence and line."""
    return _each_statement(text, _denied_statement)


def with_typos(text: str, source: random.Random) -> str:
    """Return `text` with two neighbouring letters swapped in every twentieth word, at least one.

    The first and the last letter stay; of each twenty words one of four letters and more is hit.
    """
    words = text.split()
    for start in range(0, len(words), _TYPO_EVERY):
        block = range(start, min(start + _TYPO_EVERY, len(words)))
        fit = [place for place in block if len(re.sub(r"\W", "", words[place])) >= 4]
        if fit:
            place = source.choice(fit)
            words[place] = _swapped(words[place], source)
    return " ".join(words)


def _each_statement(text: str, change: Callable[[str], str]) -> str:
    """Return `text` with `change` made to each sentence and line; what parts them stays."""
    pieces = _BREAK.split(text.strip())
    return "".join(change(piece) if piece.strip() else piece for piece in pieces)


def _negated_statement(sentence: str) -> str:
    found = _AUXILIARY.search(sentence)
    if found:
        return f"{sentence[: found.end()]} not{sentence[found.end() :]}"
    found = _PERSON.search(sentence)
    if found:
        return f"{sentence[: found.end()]} do not{sentence[found.end() :]}"
    return f"Not {sentence[0].lower()}{sentence[1:]}"


def _denied_statement(sentence: str) -> str:
    return f"It is not true that {sentence[0].lower()}{sentence[1:]}"


def _swapped(word: str, source: random.Random) -> str:
    """Return `word` with two letters inside it swapped that differ, when it has such a pair."""
    inside = [
        place
        for place, (a, b) in enumerate(pairwise(word))
        if place and place + 2 < len(word) and a.isalpha() and b.isalpha() and a != b
    ]
    if not inside:
        return word
    place = source.choice(inside)
    return f"{word[:place]}{word[place + 1]}{word[place]}{word[place + 2 :]}"
