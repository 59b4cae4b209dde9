"""What an interviewer does with a turn: ask, follow up, ask again, close, or merely react."""

import re
from enum import StrEnum
from functools import lru_cache

from nexus_cli.knowledge.pairing.asking import (
    asks,
    asks_for_questions,
    asks_politely,
    sentences_of,
)
from nexus_cli.knowledge.pairing.reactions import (
    ACKNOWLEDGES,
    FOLLOWS,
    NAMED_THANKS,
    NEW_TOPIC,
    POINTS_BACK,
)
from nexus_cli.knowledge.words import words


class Move(StrEnum):
    """What a turn of an interviewer is."""

    QUESTION = "question"
    FOLLOW_UP = "follow-up"
    AGAIN = "again"
    """The question in hand, repeated, put differently or gone on with."""
    CLOSING = "closing"
    POLITE = "polite"
    """Asks, but for nothing to score: `can you hear me?`"""
    REMARK = "remark"


_WORDS = re.compile(r"[^\W\d_][\w'’+#-]*")
_COMMON = words(
    "a an and are as at be been but by can could did do does doing for from had has have how i if "
    "in into is it its just like me more much my no not of on one or our out over own really said "
    "say she he so some such than that the their them then there these they thing things this "
    "those through to up us use very was way we well were what when where which while who why "
    "will with would you your yours yourself you'd you've you're what's that's let's also any "
    "about after again all actually exactly kind sort okay ok right great tell go going get got "
    "make made bit little happen happens happened"
)
_GIVES_UP = re.compile(r"\b(?:next|mov(?:e|ing) on|skip|(?:an)?other question|let's try)\b", re.I)
_WHY_ONE = re.compile(r"\bwhy [\w+#.-]+\s*\?$", re.I)
_GOES_ON = re.compile(r"(?:and|so|but)\b", re.I)
_PAST = re.compile(r"\b(?:did|was|were|had|could|happened)\b", re.I)
_LONGEST_FOLLOW_UP = 30
_MOST_NEW_WORDS = 2
_OVERLAP = 0.5
_SAME = 0.6


def acknowledges(text: str) -> bool:
    """Whether `text` only shows that somebody listens: `mm-hm`, `right, go on`."""
    plain = text.replace("’", "'").strip()
    return len(plain.split()) <= 14 and (
        ACKNOWLEDGES.fullmatch(plain) is not None or NAMED_THANKS.fullmatch(plain) is not None
    )


def move_of(text: str, question: str, answer: str) -> Move:
    """Return what an interviewer's turn does after `answer` was given to `question`.

    Both are empty before the first question; `answer` alone is while nothing was said to it.
    """
    if not asks(text):
        if asks_for_questions(text):
            return Move.CLOSING
        return Move.POLITE if asks_politely(text) else Move.REMARK
    if asks_for_questions(text):
        return Move.CLOSING
    if not question:
        return Move.QUESTION
    asked = asked_in(text)
    if not answer:
        return Move.QUESTION if _opens_a_topic(asked) else Move.AGAIN
    return Move.FOLLOW_UP if _follows(asked, f"{question} {answer}") else Move.QUESTION


def _opens_a_topic(asked: str) -> bool:
    """Whether somebody gives up on an answer and goes on; `tell me about …` may only ask again."""
    return (
        re.search(r"\b(?:next|mov(?:e|ing) on|skip|another question|let's try)\b", asked, re.I)
        is not None
    )


def parted(text: str) -> tuple[str, ...]:
    """Return a turn in two where its speaker asks, gets no answer, and goes to another question.

    `When did …? Let's move on. What …?` are two questions, `What …? I mean, what …?` is one.
    """
    parts = sentences_of(text)
    for place in range(1, len(parts)):
        if _GIVES_UP.search(parts[place]) and asks(" ".join(parts[:place])):
            rest = " ".join(parts[place:])
            return (" ".join(parts[:place]), rest) if asks(rest) else (text,)
    return (text,)


def _follows(asked: str, so_far: str) -> bool:
    plain = asked.replace("’", "'")
    if len(plain.split()) > _LONGEST_FOLLOW_UP or NEW_TOPIC.search(plain):
        return False
    if FOLLOWS.search(plain):
        return True
    # What somebody did is asked about their story; what they do in general is a new question.
    told = _PAST.search(plain) is not None or _WHY_ONE.search(plain) is not None
    back = POINTS_BACK.search(plain) is not None
    content = _content(plain) if told or back else frozenset[str]()
    fresh = content - _content(so_far) if content else content
    allowed = _MOST_NEW_WORDS + (_GOES_ON.match(plain) is not None)
    if back and len(fresh) <= allowed:
        return True
    return told and len(fresh) <= _OVERLAP * len(content)


def is_same_question(first: str, second: str) -> bool:
    """Whether `second` asks `first` again in nearly the same words."""
    old, new = _content(first), _content(second)
    return bool(new) and len(new & old) >= _SAME * len(new)


def _content(text: str) -> frozenset[str]:
    """Return the beginnings of the words that carry meaning, so that `fixing` meets `fixed`."""
    return frozenset(
        word[:5]
        for word in set(_WORDS.findall(text.casefold().replace("’", "'"))) - _COMMON
        if len(word) > 1
    )


@lru_cache(maxsize=512)
def asked_in(text: str) -> str:
    """Return `text` without the thanks and remarks before its question.

    A sentence that sets the scene stays; what only reacts to the answer before goes.
    """
    parts = sentences_of(text)
    while len(parts) > 1 and (acknowledges(parts[0]) or asks_politely(parts[0])):
        parts = parts[1:]
    return " ".join(parts)
