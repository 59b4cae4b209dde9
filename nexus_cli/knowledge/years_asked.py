"""How many years of experience a job asks for."""

import re
from collections.abc import Iterable

_NAMES = "one two three four five six seven eight nine ten eleven twelve"
_WORDS = {name: number for number, name in enumerate(_NAMES.split(), start=1)}
_NUMBER = rf"(?:\d{{1,2}}(?:[.,]5)?|{'|'.join(_WORDS)})"
_YEARS = re.compile(
    rf"(?<![\w£$€.])(?P<least>{_NUMBER})\s*(?:\(\d+\))?\s*(?:\+|plus)?"
    rf"(?:\s*(?:-|–|—|to|or)\s*{_NUMBER}\s*\+?)?\s*(?:or more\s+)?(?:full\s+)?(?:years?"
    rf"|yrs?)\b['’]?",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"experien|years?['’]? (?:of|in|as|with)\b|at least|minimum|\bmin\b|required|essential|must"
    r"|work(?:ed|ing)|track record"
    r"|background"
    r"|qualified|practi[cs]|building|developing|managing|leading|in (?:a|an) |driving|teaching"
    r"|post[- ]",
    re.IGNORECASE,
)
_NOT_ASKED = re.compile(
    r"years?['’]?\s+(?:ago|old|of age|in business|contract|fixed|history|warranty|plan|olds)"
    r"|founded"
    r"|(?:over|for|past|last|next|first|every|within|after)\s+(?:the\s+)?(?:past\s+"
    r"|last\s+)?\S+\s+years?"
    r"|fixed[- ]term|we have (?:been|over|more)|our company|anniversary|two years running",
    re.IGNORECASE,
)
_MOST = 30


def read_years(statements: Iterable[str]) -> float | None:
    """Return the years asked for; of a range its lower end, of several demands the longest.

    Years that are about the firm, a contract or an age do not count. None when no years are asked.
    """
    asked = [
        years
        for statement in statements
        for found in _YEARS.finditer(statement)
        if (years := _value(found["least"])) <= _MOST and _is_demand(statement, found)
    ]
    return max(asked, default=None)


def _is_demand(statement: str, found: re.Match[str]) -> bool:
    around = statement[max(0, found.start() - 40) : found.end() + 60]
    near = statement[max(0, found.start() - 20) : found.end() + 20]
    return _ASKED.search(around) is not None and not _NOT_ASKED.search(near)


def _value(written: str) -> float:
    word = written.lower()
    return float(_WORDS[word]) if word in _WORDS else float(word.replace(",", "."))
