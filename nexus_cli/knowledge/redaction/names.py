"""A candidate's name wherever it stands, whoever says it."""

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from importlib.resources import files

from nexus_cli.knowledge.lexicon import load_lexicon

NAME = "[name]"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_TITLE = r"(?:mr|mrs|ms|mx|miss|dr|prof)\.?"
_ADDRESSED = re.compile(
    rf"(?:\b(?:hi|hello|hey|dear|thanks|thank you|welcome|name is|name's|call me|named|called"
    rf"|i am|i'm|this is|meet|{_TITLE}),?\s+|\[name\]\s+)$",
    re.IGNORECASE,
)
_INTRODUCED = re.compile(
    r"(?i:\b(?:my (?:full |first |last )?name is|my name's|please call me|you can call me))\s+"
    r"((?:[^\W\d_a-z][\w'’-]*)(?:\s+[^\W\d_a-z][\w'’-]*){0,3})"
)
_SENTENCE_START = re.compile(r"(?:^|[.!?:]\s+|\n\s*|[\"“(]\s*)$")
_CALENDAR = frozenset(
    ["january", "february", "march", "april", "may", "june", "july", "august", "day", "week"]
)
"""Names that are capitalised words too: a name only where somebody is called by it."""
_SHORTEST = 2
_GENITIVE = re.compile(r"['’]s$")
_ROLES = frozenset({"the", "candidate", "speaker", "applicant", "interviewee"})


def without_name(candidate: str) -> Callable[[str], tuple[str, int]]:
    """Return what takes the name `candidate`, or any part of it, out of a text.

    Case, accents and a genitive make no difference. A part that is an ordinary word goes where it
    stands with a capital inside a sentence; one that is a month, or a skill's name, only next to
    another part and where somebody is addressed by it. A name given as `my name is ...` goes
    whosever it is. The second value counts what was taken.
    """
    parts = {_folded(word) for word in _WORD.findall(candidate)}
    name = _Name({part for part in parts if len(part) >= _SHORTEST} - _ROLES)

    def take(text: str) -> tuple[str, int]:
        text, introduced = _INTRODUCED.subn(lambda m: m[0].replace(m[1], NAME), text)
        spans = name.spans(text)
        kept, end = [], 0
        for start, after in spans:
            kept += [text[end:start], NAME]
            end = after
        return "".join((*kept, text[end:])), introduced + len(spans)

    return take


class _Name:
    """The parts of one name, and where a text has them."""

    def __init__(self, parts: set[str]) -> None:
        self._parts = parts
        skills = {part for part in parts if load_lexicon().named(part)}
        self._addressed_only = skills | (parts & _CALENDAR)
        self._ordinary = parts & _ordinary()

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return the pieces of `text` that are the name or parts of it side by side."""
        if not self._parts:
            return []
        words = [word for word in _WORD.finditer(text) if self._bare(word[0]) in self._parts]
        runs: list[list[re.Match[str]]] = []
        for word in words:
            if runs and text[runs[-1][-1].end() : word.start()] in (" ", "-"):
                runs[-1].append(word)
            else:
                runs.append([word])
        return [_span(run) for run in runs if self._is_name(text, run)]

    def _is_name(self, text: str, run: list[re.Match[str]]) -> bool:
        bare = {self._bare(word[0]) for word in run}
        if bare - self._addressed_only - self._ordinary:
            return True
        if not all(word[0][:1].isupper() for word in run):
            return False
        before = text[max(0, run[0].start() - 30) : run[0].start()]
        after = text[run[-1].end() : run[-1].end() + 1]
        if len(run) > 1 or _ADDRESSED.search(before) or (before.endswith(", ") and after in "?!."):
            return True
        return not (bare & self._addressed_only or _SENTENCE_START.search(before))

    def _bare(self, word: str) -> str:
        return _folded(_GENITIVE.sub("", word))


def _span(run: list[re.Match[str]]) -> tuple[int, int]:
    return run[0].start(), run[0].start() + len(_GENITIVE.sub("", _between(run)))


def _between(run: list[re.Match[str]]) -> str:
    return run[0].string[run[0].start() : run[-1].end()]


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


@cache
def _ordinary() -> frozenset[str]:
    lines = files(__package__).joinpath("ordinary_names.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
