"""Whether someone asks for an answer: a question or an invitation, not politeness or logistics."""

import re
from functools import lru_cache

from nexus_cli.knowledge.pairing.invitations import (
    AFTER_A_COMMA,
    CLOSING,
    IMPERATIVE,
    INVERTED,
    LEAD,
    NOT_CLOSING,
    POLITE,
    UNPUNCTUATED,
)

_SENTENCE = re.compile(r"[^.?!。？！]+(?:[.?!。？！]+[\"'”’)]*|$)\s*")
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|etc|vs|Dr|Mr|Mrs|St|approx)\.")
_MARKS = re.compile(r"[.?!。？！]")
_SPEAKS_OF_ME = re.compile(r"\b(?:I|my|we|our)\b")
_LONGEST_TURN = 1500
_LONGEST_SENTENCE = 500
_LONGEST_STATEMENT = 150
"""Characters; a question without its mark is short."""


def sentences_of(text: str) -> list[str]:
    """Return the sentences of `text`, with their marks."""
    shielded = _ABBREVIATION.sub(lambda found: found[0].replace(".", "\0"), text)
    parts = [part.replace("\0", ".").strip() for part in _SENTENCE.findall(shielded)]
    return [part for part in parts if part]


@lru_cache(maxsize=512)
def asks(text: str) -> bool:
    """Whether `text` asks for an answer. Greetings, sound checks and `make sense?` do not."""
    plain = _end_of(text)
    if _MARKS.search(plain):
        return any(map(_sentence_asks, sentences_of(plain)))
    if is_polite(plain):
        return False
    return IMPERATIVE.match(plain) is not None or UNPUNCTUATED.search(plain) is not None


def _end_of(text: str) -> str:
    """Return the end of a long turn, where its question stands, with straight quotes."""
    return text[-_LONGEST_TURN:].replace("’", "'")


def _sentence_asks(sentence: str) -> bool:
    """Most sentences of an answer neither end in a mark nor begin as questions: seen first."""
    asking = (
        sentence.rstrip("\"'”’) ").endswith(("?", "？"))
        or IMPERATIVE.match(sentence) is not None
        or (_SPEAKS_OF_ME.search(sentence) is None and AFTER_A_COMMA.search(sentence) is not None)
        or (len(sentence) <= _LONGEST_STATEMENT and INVERTED.match(sentence) is not None)
    )
    return asking and not is_polite(sentence)


def is_polite(sentence: str) -> bool:
    """Whether a sentence only greets, checks the sound or the format, or makes sure of consent."""
    bare = LEAD.sub("", sentence).strip()
    return POLITE.match(bare) is not None or POLITE.match(sentence.strip()) is not None


def asks_politely(text: str) -> bool:
    """Whether `text` asks, but for nothing that an answer could be scored on."""
    return "?" in text[-_LONGEST_TURN:] and not asks(text)


def asks_for_questions(text: str) -> bool:
    """Whether `text` asks the candidate for questions of their own, at the end."""
    plain = _end_of(text)
    if not any(word in plain for word in ("uestion", " ask", "like to know")):
        return False
    return any(
        CLOSING.search(part) is not None and NOT_CLOSING.search(part) is None
        for part in sentences_of(plain)
        if len(part) <= _LONGEST_SENTENCE
    )
