"""An answer as a passage of tokens: words with stems, weights and offsets into the original."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from itertools import groupby, pairwise
from operator import attrgetter
from typing import NamedTuple

import Stemmer

from nexus_cli.scoring.contractions import pieces
from nexus_cli.scoring.normalise import fold
from nexus_cli.scoring.slips import negator_meant
from nexus_cli.scoring.wordlists import NUMBER_WORDS, STOP_WORDS, THIRD_PERSON, word_file

_WORD = re.compile(r"c\+\+|[cf]#|\.net\b|\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)?")
_SENTENCE_END = re.compile(r"[.!?;]+(?=\s|$|[\"')\]])|\n+|;")
_MARKS = re.compile(r"[^\w\s]*")
_stem = lru_cache(maxsize=65536)(Stemmer.Stemmer("english").stemWord)


@lru_cache(maxsize=1)
def everyday_stems() -> frozenset[str]:
    """Return the stems of words so common that they say little about what an answer holds."""
    return frozenset(stem(word) for line in word_file("everyday.txt") for word in line)


@lru_cache(maxsize=1)
def workday_stems() -> frozenset[str]:
    """Return the stems of words that belong to any trade's working day."""
    return frozenset(stem(word) for line in word_file("workday.txt") for word in line)


@lru_cache(maxsize=65536)
def weight(word: str) -> float:
    """Return what a lower-case word weighs: 0 for a stop word, else log(1 + its letters)."""
    return 0.0 if word in STOP_WORDS else math.log(1 + len(word))


class Token(NamedTuple):
    """One word: how it was written, its stem, what it weighs, where it stands."""

    word: str
    stem: str
    weight: float
    """log(1 + letters) for a content word, 0 for a stop word."""
    start: int
    end: int
    sentence: int
    name: bool = False
    """Written with a capital inside a sentence: mostly a person, a school or a company."""


_token = partial(tuple.__new__, Token)  # a Token without the detour: an answer has a hundred


@dataclass(frozen=True)
class Passage:
    """A text with its tokens and its sentences, all offsets in code points of `text`.

    What several rules read off the tokens is worked out once, when it is first asked for.
    """

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]

    @cached_property
    def content(self) -> tuple[Token, ...]:
        """The tokens that carry meaning."""
        return tuple([token for token in self.tokens if token.weight])

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """The stem of every token, in order."""
        return tuple([token.stem for token in self.tokens])

    @cached_property
    def content_stems(self) -> frozenset[str]:
        """The stems of the tokens that carry meaning."""
        return frozenset([token.stem for token in self.content])

    @cached_property
    def said(self) -> Mapping[int, list[Token]]:
        """The tokens of each sentence that holds any, by its number, in order."""
        return {
            sentence: list(tokens)
            for sentence, tokens in groupby(self.tokens, key=attrgetter("sentence"))
        }

    @cached_property
    def borders(self) -> tuple[tuple[int, int], ...]:
        """The sentences that hold tokens, without white space around them."""
        return tuple([_trimmed(self.text, *self.sentences[number]) for number in sorted(self.said)])

    def stems_about(self, subject: frozenset[str]) -> frozenset[str]:
        """Return the content stems without names, unless a name stands in `subject`."""
        common = frozenset([token.stem for token in self.content if not token.name])
        return common | (self.content_stems & subject)

    def keeps(self, offset: int) -> bool:
        """Tell whether the sentence at `offset` of the text still has a token in it."""
        return any(a <= offset < b for a, b in map(self.sentences.__getitem__, self.said))

    def kept_text(self, sentence: int) -> str:
        """Return a sentence from its first token that is left to its last, with the marks after."""
        left = self.said.get(sentence)
        if not left:
            return ""
        marks = _MARKS.match(self.text, left[-1].end)
        return self.text[left[0].start : marks.end() if marks else left[-1].end]

    def without(self, dropped: set[int]) -> "Passage":
        """Return the passage less the tokens at these places; text and offsets stay."""
        if not dropped:
            return self
        kept = tuple(token for i, token in enumerate(self.tokens) if i not in dropped)
        return Passage(self.text, kept, self.sentences)


def stem(word: str) -> str:
    """Return the Snowball English stem of a lower-case word."""
    return str(_stem(word))


def parse(text: str) -> Passage:
    """Return `text` as a passage. Contractions become their words: `isn't` is `is` and `not`."""
    folded = fold(text)
    ends = [m.end() for m in _SENTENCE_END.finditer(folded.text)]
    bounds = [0, *(e for e in ends if e < len(folded.text)), len(folded.text)]
    tokens: list[Token] = []
    sentence, border, last = 0, bounds[1], len(bounds) - 2
    begins, shifted = True, folded.origins is not None
    for match in _WORD.finditer(folded.text):
        at = match.start()
        while at >= border and sentence < last:
            sentence += 1
            border = bounds[sentence + 1]
            begins = True
        for word, root, heft, start, end in _words(match.group()):
            a, b = at + start, at + end
            if shifted:
                a, b = folded.span(a, b)
            name = not begins and text[a].isupper()
            tokens.append(_token((word, root, heft, a, b, sentence, name)))
        begins = False
    spans = tuple([folded.span(a, b) for a, b in pairwise(bounds)])
    return Passage(text, tuple(_less_shouting(tokens)), spans)


def _less_shouting(tokens: list[Token]) -> list[Token]:
    """Return the tokens with no names among them when most words have a capital."""
    content = [token for token in tokens if token.weight]
    if 2 * sum(token.name for token in content) <= len(content):
        return tokens
    return [token._replace(name=False) for token in tokens]


@lru_cache(maxsize=65536)
def _words(written: str) -> tuple[tuple[str, str, float, int, int], ...]:
    """Return each word of a written form: as meant, its stem, its weight, its span in it."""
    found = []
    for word, start, end in pieces(written):
        plain = negator_meant(word) or NUMBER_WORDS.get(word, word)
        root = "they" if plain in THIRD_PERSON else stem(plain)
        found.append((plain, root, weight(plain), start, end))
    return tuple(found)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return start, start + len(piece.strip())
