"""What the lines of a document prove: words count only as a line writes them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from nexus_cli.brain.prompting import neutral
from nexus_cli.scoring.injection import injected_span

_WORD = re.compile(r"[^\s,;:()|/]+")
_ALIKE = 90
_FEWEST_FUZZY = 6
"""Letters from which a slip is a slip and not another word."""
_LONGEST = 80
_FEWEST_FOLDED = 3
"""Letters from which case does not matter: `Go` and `R` are names, `go` is not."""


@dataclass(frozen=True)
class Evidence:
    """The lines of one part, by id, and which of them prove nothing."""

    lines: Mapping[str, str]
    """Id to line as written."""
    addressed: frozenset[str]
    """Ids of lines that speak to the reader."""

    def line(self, line_id: str) -> str:
        """Return the line as written; empty for an unknown id or a line that proves nothing."""
        key = line_id.strip().rstrip("|")
        return "" if key in self.addressed else self.lines.get(key, "").strip()

    def written(self, line_ids: Iterable[str]) -> tuple[str, ...]:
        """Return the lines that these ids name, each once, without unknown ones."""
        return tuple(dict.fromkeys(line for one in line_ids if (line := self.line(one))))

    def sound(self) -> tuple[str, ...]:
        """Return every line that may prove something."""
        return self.written(self.lines)


def found_in(line: str, words: str, longest: int = _LONGEST) -> str:
    """Return `words` as `line` writes them, or nothing when it does not.

    They must begin and end where words do. Case and blanks may differ, from six letters on also a
    letter or two: the ratio of rapidfuzz is 90 at least. More than `longest` characters are no
    name or quote, and are not looked for.
    """
    wanted, text = neutral(words.strip()[: longest + 1]), neutral(line)
    if len(words.strip()) > longest or not any(char.isalnum() for char in wanted):
        return ""
    flags = re.IGNORECASE if len(wanted) >= _FEWEST_FOLDED else re.NOFLAG
    left = r"(?<![\w.@])" if wanted[0] != "." else r"(?<!\w)"
    exact = re.search(rf"{left}{re.escape(wanted)}(?![\w+#@])", text, flags)
    return exact.group() if exact else _nearly_in(text, wanted)


def first_in(lines: Iterable[str], words: str) -> str:
    """Return `words` as the first of `lines` that holds them writes them, or nothing."""
    return next((found for line in lines if (found := found_in(line, words))), "")


def injected_ids(lines: Mapping[str, str]) -> frozenset[str]:
    """Return the ids of lines that hold an instruction; one may run over into the next line."""
    ids = list(lines)
    plain = [neutral(line).lstrip("# ") for line in lines.values()]  # a heading is no template
    found = {one for one, text in zip(ids, plain, strict=True) if injected_span(text)}
    for place in range(len(ids) - 1):
        if _runs_over(plain[place], plain[place + 1]):
            found |= {ids[place], ids[place + 1]}
    return frozenset(found)


def _runs_over(one: str, following: str) -> bool:
    """A line that ends a sentence, or is followed by a list's next item, ends an instruction."""
    if one.endswith((".", "!", "?", ":")) or not following[:1].islower():
        return False
    span = injected_span(f"{one} {following}")
    return span is not None and span[0] < len(one) and span[1] > len(one) + 1


def _nearly_in(text: str, wanted: str) -> str:
    """Return the whole words of `text` that are most like `wanted`, if they are like enough."""
    short = wanted.lower()
    if len(short) < _FEWEST_FUZZY or fuzz.partial_ratio(short, text.lower()) < _ALIKE:
        return ""
    spans = [word.span() for word in _WORD.finditer(text)]
    count = len(_WORD.findall(wanted))
    windows = [
        text[spans[first][0] : spans[last][1]].rstrip(".")
        for first in range(len(spans))
        for last in range(max(first, first + count - 2), min(first + count + 1, len(spans)))
    ]
    best = max(windows, key=lambda window: fuzz.ratio(short, window.lower()), default="")
    return best if fuzz.ratio(short, best.lower()) >= _ALIKE else ""
