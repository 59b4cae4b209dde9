"""Whether words say no more than the lines they rest on: numbers, names, yes and no."""

import re

from nexus_cli.knowledge.lexicon import find_skills
from nexus_cli.scoring.tokens import Passage, Token, everyday_stems, parse, workday_stems
from nexus_cli.scoring.wordlists import NEGATORS

_SEPARATORS = re.compile(r"(?<=\d)[,'\s](?=\d{3}\b)")
_SENTENCE_START = re.compile(r"(?:^|[.?!:]\s+)[\"'“”‘’(]*$")


def grounded(words: str, source: str, *, as_orders: bool = False) -> bool:
    """Whether all numbers, skills and capitalised names of `words` stand in `source`.

    A spelt-out number is the same as its digits. A sentence begins with a word of every day or
    with one of `source`, since any other could be a name; orders begin with verbs of all kinds.
    """
    spoken, given = parse(_joined(words)), parse(_joined(source))
    told = {token.word for token in given.tokens}
    if not _figures(spoken.tokens) <= told:
        return False
    if not _skills(words) <= _skills(source):
        return False
    if not all(token.word in told for token in spoken.tokens if _is_name(token, spoken.text)):
        return False
    known = everyday_stems() | workday_stems() | {token.stem for token in given.tokens}
    return as_orders or all(token.stem in known for token in spoken.tokens if _opens(token, spoken))


def contradicts(words: str, source: str) -> bool:
    """Whether one of the two says no, not or never and the other does not."""
    return _negates(words) != _negates(source)


def shares_content(words: str, source: str) -> bool:
    """Whether a word of `words` that carries meaning stands in `source`, in any of its forms.

    Words of every day count only where there are no others.
    """
    content = _content(words)
    return bool((content - everyday_stems() or content) & _content(source))


def _joined(text: str) -> str:
    return _SEPARATORS.sub("", text)


def _figures(tokens: tuple[Token, ...]) -> set[str]:
    return {token.word for token in tokens if token.word[0].isdigit()}


def _skills(text: str) -> set[str]:
    return {name for name, _, _ in find_skills(text)}


def _is_name(token: Token, text: str) -> bool:
    written = text[token.start : token.end]
    if not token.weight:
        return False
    if any(sign.isupper() for sign in written[1:]):
        return True
    return written[:1].isupper() and not _SENTENCE_START.search(text[: token.start])


def _opens(token: Token, passage: Passage) -> bool:
    written = passage.text[token.start : token.end]
    starts = _SENTENCE_START.search(passage.text[: token.start])
    return bool(token.weight and written[:1].isupper() and starts)


def _negates(text: str) -> bool:
    return any(token.word in NEGATORS for token in parse(text).tokens)


def _content(text: str) -> set[str]:
    return {token.stem for token in parse(text).content}
