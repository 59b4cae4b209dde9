"""Knowledge too broad to be a skill: fields of study and of work, degrees, spoken languages."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from nexus_cli.knowledge.asked import is_asked
from nexus_cli.knowledge.phrases import PhraseTrie, tokenize
from nexus_cli.knowledge.words import words

_FIELDS = Path(__file__).with_name("fields.txt")
_LANGUAGES = words(
    "Arabic Bengali Bulgarian Cantonese Catalan Croatian Czech Danish Dutch English Estonian "
    "Finnish Flemish French German Greek Hebrew Hindi Hungarian Indonesian Irish Italian "
    "Japanese Korean Latvian Lithuanian Luxembourgish Malay Mandarin Norwegian Polish "
    "Portuguese Punjabi Romanian Russian Serbian Slovak Slovenian Spanish Swahili Swedish "
    "Tagalog Thai Turkish Ukrainian Urdu Vietnamese Welsh"
)
_LETTERS = r"(?:B\.?Sc?|B\.?A|B\.?Eng|M\.?Sc?|M\.?A|M\.?Eng|MBA|Ph\.?D)"
_DEGREE = re.compile(
    rf"\b{_LETTERS}\b(?:\s?/\s?{_LETTERS}\b)*(?:\s+degree)?"
    r"|\b(?:[Bb]achelor|[Mm]aster|[Dd]octorate)(?:['’]?s)?"
    r"(?: (?:or|and) [Mm]aster(?:['’]?s)?)?\s+[Dd]egrees?\b"
    r"|\b(?:[Uu]niversity|[Cc]ollege|[Tt]echnical|[Ss]cience|[Ee]ngineering|[Aa]dvanced"
    r"|[Pp]ostgraduate|[Uu]ndergraduate) [Dd]egrees?\b"
    r"|\b(?:[Dd]octorate|[Hh]igh [Ss]chool [Dd]iploma|A-levels?|GCSEs?)\b"
)
_BESIDE = re.compile(r"[ ,/;|&()]*")


def find_fields(text: str, skills: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return (start, end) of the fields, degrees and spoken languages that `text` asks for.

    Words that are plain prose as well (`design`, `German`) count where knowledge is asked for, or
    in a list, beside one of the `skills` found there.
    """
    trie, careful = _fields()
    tokens = tokenize(text)
    found = [match.span() for match in _DEGREE.finditer(text)]
    for match in trie.find(text, tokens):
        span = tokens[match.first].start, tokens[match.last].end
        if not careful[match.value] or is_asked(text, *span) or _beside(text, span, skills):
            found.append(span)
    found.extend(
        (token.start, token.end)
        for token in tokens
        if token.text in _LANGUAGES and is_asked(text, token.start, token.end)
    )
    return found


@cache
def _fields() -> tuple[PhraseTrie, list[bool]]:
    """The phrases of `fields.txt`, and for each whether it needs care."""
    trie = PhraseTrie()
    careful: list[bool] = []
    for line in _FIELDS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            trie.add(line.removeprefix("!"), len(careful))
            careful.append(line.startswith("!"))
    return trie, careful


def _beside(text: str, span: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    start, end = span
    return any(
        (last <= start and _BESIDE.fullmatch(text, last, start))
        or (end <= first and _BESIDE.fullmatch(text, end, first))
        for first, last in others
    )
