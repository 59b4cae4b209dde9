"""An answer as a passage of tokens: words with stems, weights and offsets into the original."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import Stemmer

from nexus_cli.scoring.normalise import fold
from nexus_cli.scoring.slips import is_cannot, negator_meant
from nexus_cli.scoring.wordlists import NUMBER_WORDS, STOP_WORDS, THIRD_PERSON, word_file

_WORD = re.compile(r"c\+\+|[cf]#|\.net\b|\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)?")
_SENTENCE_END = re.compile(r"[.!?;]+(?=\s|$|[\"')\]])|\n+|;")
_BARE_NEGATIVE = re.compile(
    r"(?:do|does|did|is|are|was|were|ca|could|would|should|wo|has|have|had)nt"
)
_MARKS = re.compile(r"[^\w\s]*")
_IRREGULAR = {"ca": "can", "wo": "will", "sha": "shall"}
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


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with its tokens and its sentences, all offsets in code points of `text`."""

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]

    @property
    def content(self) -> list[Token]:
        """The tokens that carry meaning."""
        return [token for token in self.tokens if token.weight]

    def keeps(self, offset: int) -> bool:
        """Tell whether the sentence at `offset` of the text still has a token in it."""
        used = {token.sentence for token in self.tokens}
        return any(a <= offset < b and i in used for i, (a, b) in enumerate(self.sentences))

    def kept_text(self, sentence: int) -> str:
        """Return a sentence from its first token that is left to its last, with the marks after."""
        left = [token for token in self.tokens if token.sentence == sentence]
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
    sentence = 0
    for match in _WORD.finditer(folded.text):
        at = match.start()
        while at >= bounds[sentence + 1] and sentence + 2 < len(bounds):
            sentence += 1
        first = not tokens or tokens[-1].sentence != sentence
        for word, root, heft, start, end in _words(match.group()):
            a, b = folded.span(at + start, at + end)
            name = not first and text[a].isupper()
            tokens.append(Token(word, root, heft, a, b, sentence, name))
    spans = tuple(folded.span(a, b) for a, b in pairwise(bounds))
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
    for word, start, end in _pieces(written):
        plain = negator_meant(word) or NUMBER_WORDS.get(word, word)
        root = "they" if plain in THIRD_PERSON else stem(plain)
        found.append((plain, root, weight(plain), start, end))
    return tuple(found)


def _pieces(written: str) -> Iterator[tuple[str, int, int]]:
    """Yield the words of one written form with their spans in it."""
    end = len(written)
    head, apostrophe, tail = written.partition("'")
    if apostrophe and tail in ("t", "nt"):
        head = head.removesuffix("n") if tail == "t" else head
        yield _IRREGULAR.get(head, head), 0, len(head)
        yield "not", len(head), end
    elif apostrophe:
        yield head, 0, len(head)
        if tail not in STOP_WORDS:
            yield tail, len(head) + 1, end
    elif is_cannot(written):
        yield "can", 0, 3
        yield "not", 3, end
    elif _BARE_NEGATIVE.fullmatch(written):
        head = written[:-2]
        yield _IRREGULAR.get(head, head), 0, end - 2
        yield "not", end - 2, end
    else:
        yield written, 0, end
