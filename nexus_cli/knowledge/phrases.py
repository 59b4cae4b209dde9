"""Phrases found in text by a trie of word tokens: longest match first, one pass."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import NamedTuple

_TOKEN = re.compile(r"(?<![^\W_])\.(?=[A-Za-z]{2})[^\W_]+|[^\W_]+(?:\+\+|[+#](?![^\W_]))?")
_JOINER = re.compile(r"[ \xa0]?[-‐‑./&+’'_][ \xa0]?|[ \xa0]{1,2}|[ \xa0]?\n[ \xa0]?|")
_SENTENCE_END = re.compile(r"\.[ \xa0]")
_VERSION = re.compile(r"([a-z]{3,})\d{1,2}")
_BRITISH = re.compile(r"is(e|ed|er|ers|es|ing|ation|ations)$")
_LONGEST = 8
_MOST_IDLE = 1 << 16


class Token(NamedTuple):
    """One word as written and in its matching form; offsets are into the text."""

    text: str
    form: str
    start: int
    end: int


_token = partial(tuple.__new__, Token)  # a Token without the detour: texts have thousands


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found: what it stands for, and its first and last token (inclusive)."""

    value: int
    first: int
    last: int


class _Node(dict[str, "_Node"]):
    """The words that may follow, and what the phrase up to here stands for."""

    __slots__ = ("value",)

    def __init__(self) -> None:
        super().__init__()
        self.value: int | None = None

    def add(self, words: list[str], value: int) -> None:
        node = self
        for word in words:
            form = _form(word)
            following = node.get(form)
            if following is None:
                following = node[form] = _Node()
            node = following
        if node.value is None:
            node.value = value


def tokenize(text: str) -> list[Token]:
    """Return the words of `text`; `C++`, `C#` and `.NET` are words too."""
    return [
        _token((word := found[0], _form(word), *found.span())) for found in _TOKEN.finditer(text)
    ]


class PhraseTrie:
    """Maps phrases to numbers and finds the longest of them at each word of a text.

    A branch grows when a text first holds its first word: most texts touch few of thousands.
    """

    def __init__(self) -> None:
        self._waiting: dict[str, list[tuple[str, int]]] = {}
        self._root = _Node()
        self._idle: set[str] = set()
        """Words met that begin no phrase, as nearly all do."""
        self._grown: set[str] = set()
        """Words met whose branches have grown."""

    def add(self, phrase: str, value: int) -> None:
        """Let `phrase`, in any case, stand for `value`; the first to claim a phrase keeps it."""
        word = phrase
        if not phrase.isalnum():
            found = _TOKEN.search(phrase)
            if found is None:
                return
            word = found.group()
        self._waiting.setdefault(_form(word), []).append((phrase, value))
        self._idle.clear()
        self._grown.clear()

    def find(self, text: str, tokens: list[Token]) -> Iterator[Match]:
        """Yield the matches in `text` in order, without overlaps; words must be joined simply."""
        at = 0
        while at < len(tokens):
            idle = tokens[at].form in self._idle
            match = None if idle else self._longest(text, tokens, at)
            if match is None:
                at += 1
                continue
            yield match
            at = match.last + 1

    def _longest(self, text: str, tokens: list[Token], first: int) -> Match | None:
        if tokens[first].form not in self._grown:
            self._grow(tokens[first].form)
        node, best = self._root, None
        for last in range(first, min(len(tokens), first + _LONGEST)):
            form = tokens[last].form
            following = node.get(form)
            known = following is not None and following.value is not None
            ending = following if known else _inflected(node, form, last > first)
            if following is None and ending is None:
                if last == first:
                    self._remember_idle(form)
                break
            if last > first and not _joined(text, tokens[last - 1], tokens[last]):
                break
            if ending is not None and ending.value is not None:
                best = Match(ending.value, first, last)
            if following is None:
                break
            node = following
        return best

    def _remember_idle(self, form: str) -> None:
        if len(self._idle) >= _MOST_IDLE:
            self._idle.clear()
        self._idle.add(form)

    def _grow(self, form: str) -> None:
        for known in (form, *_stems(form, inside=False)):
            for phrase, value in self._waiting.pop(known, ()):
                self._root.add(_TOKEN.findall(phrase), value)
        if len(self._grown) >= _MOST_IDLE:
            self._grown.clear()
        self._grown.add(form)


@lru_cache(maxsize=1 << 16)
def _form(word: str) -> str:
    lower = word.lower()
    return _BRITISH.sub(r"iz\1", lower) if "is" in lower[-8:] else lower


def _joined(text: str, left: Token, right: Token) -> bool:
    gap = text[left.end : right.start]
    if gap == " ":
        return True
    return _JOINER.fullmatch(gap) is not None and not _SENTENCE_END.match(gap)


def _inflected(node: _Node, form: str, inside: bool) -> _Node | None:
    for stem in _stems(form, inside):
        return node.get(stem)
    return None


def _stems(form: str, inside: bool) -> tuple[str, ...]:
    """The singular of a plural (`REST APIs`), or a word without a version stuck on (`Vue3`)."""
    if len(form) > 3 and form.endswith("s") and (inside or len(form) > 5):
        return (form[:-1],)
    version = _VERSION.fullmatch(form) if form[-1].isdigit() else None
    return (version[1],) if version else ()
