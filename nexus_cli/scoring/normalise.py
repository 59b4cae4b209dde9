"""Text folded for matching, with the way back: every folded character knows where it came from."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_APOSTROPHES = "\u2018\u2019\u201a\u201b\u2032\u00b4`\u02bc\uff07"
_QUOTES = str.maketrans(dict.fromkeys(_APOSTROPHES, "'"))
_INSIDE_WORD_QUOTE = re.compile(r'(?<=[a-z]n)"(?=t\b)')  # people type don"t
_PLAIN = re.compile(r"[\x00-\x7f]+(?![^\x00-\x7f])")  # the next character may be a mark on a letter


@dataclass(frozen=True, slots=True)
class Folded:
    """Lower-case NFKC text, and for each of its characters the span it stands for."""

    text: str
    origins: tuple[tuple[int, int], ...] | None
    """The span in the original behind each character of `text`, and an empty one at its end.

    None when both texts have the same offsets.
    """

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the original's `[start, end)` in code points for a span of the folded text."""
        if self.origins is None:
            return start, end
        first = self.origins[start][0]
        return first, self.origins[end - 1][1] if end > start else first


@lru_cache(maxsize=32)  # several rules read the same text
def fold(original: str) -> Folded:
    """Return `original` as NFKC, lower case, with every apostrophe a plain one.

    Compatibility forms become plain letters (mathematical bold letters occur in pasted answers),
    and a letter with its combining marks is folded as one.
    """
    if original.isascii():
        return Folded(_repair(original.lower()), None)
    pieces: list[str] = []
    origins: list[tuple[int, int]] = []
    start = 0
    while start < len(original):
        plain = _PLAIN.match(original, start)
        if plain:
            end = plain.end()
            pieces.append(plain.group().lower())
            origins.extend(zip(range(start, end), range(start + 1, end + 1), strict=True))
        else:
            end = start + 1
            while end < len(original) and unicodedata.combining(original[end]):
                end += 1
            piece = unicodedata.normalize("NFKC", original[start:end]).translate(_QUOTES).lower()
            pieces.append(piece)
            origins.extend([(start, end)] * len(piece))
        start = end
    text = _repair("".join(pieces))
    if len(text) == len(original) and all(b == i for i, (_, b) in enumerate(origins, 1)):
        return Folded(text, None)
    origins.append((len(original), len(original)))
    return Folded(text, tuple(origins))


def _repair(text: str) -> str:
    """Return `text` with apostrophes where a keyboard left another mark; the length stays."""
    return _INSIDE_WORD_QUOTE.sub("'", text.replace("`", "'"))
