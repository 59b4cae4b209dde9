"""The clause around a word: short enough to quote, whole enough to understand."""

import re

LONGEST_CLAUSE = 160
"""Code points; a spoken answer without full stops is cut to a window of this size."""

_BOUNDARY = re.compile(
    r"[.!?;]+(?=\s|$)|\n+|\s[–—-]\s|,?\s+(?=(?:but|although|though|however|whereas)\b)",
    re.IGNORECASE,
)


def clause_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the offsets of the clause of `text` that holds `text[start:end]`, trimmed of spaces.

    Clauses end at sentence marks, line ends, dashes and words of contrast, never at a bare comma.
    """
    left, right = max(0, start - LONGEST_CLAUSE), min(len(text), end + LONGEST_CLAUSE)
    for boundary in _BOUNDARY.finditer(text, left, right):
        if boundary.end() <= start:
            left = boundary.end()
        elif boundary.start() >= end:
            right = boundary.start()
            break
    left, right = _window(text, left, right, start, end)
    return _trimmed(text, left, right)


def first_clause(text: str) -> tuple[int, int]:
    """Return the offsets of the first clause of `text` that has a letter or digit in it."""
    first = re.search(r"\w", text)
    return clause_around(text, first.start(), first.end()) if first else (0, 0)


def _window(text: str, left: int, right: int, start: int, end: int) -> tuple[int, int]:
    if right - left <= LONGEST_CLAUSE:
        return left, right
    room = max(0, LONGEST_CLAUSE - (end - start)) // 2
    if start - left > room:
        space = text.find(" ", start - room, start)
        left = start if space < 0 else space
    if right - end > room:
        space = text.rfind(" ", end, end + room)
        right = end if space < 0 else space
    return left, right


def _trimmed(text: str, left: int, right: int) -> tuple[int, int]:
    piece = text[left:right]
    left += len(piece) - len(piece.lstrip())
    return left, left + len(piece.strip())
