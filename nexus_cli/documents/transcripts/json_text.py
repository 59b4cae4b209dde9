"""JSON of transcripts: parsed within bounds, its objects walked, its texts found again by line."""

import json
from collections import deque
from collections.abc import Iterator
from typing import Any

from nexus_cli.documents.transcripts.limits import MAX_JSON_MARKS, too_large
from nexus_cli.errors import TranscriptError

_DEEPEST = 8
_MOST_OBJECTS = 20_000
_LEAVES = frozenset({"words", "tokens", "elements", "items", "terms", "word_segments"})
"""Lists of single words: no turns stand inside them."""


def looks_like_json(text: str) -> bool:
    """Whether `text` begins as an object, or a list of objects or strings."""
    head = text[:2000].lstrip()
    if head.startswith("{"):
        return head[1:].lstrip()[:1] in {'"', "}", "", "'"}
    return head.startswith("[") and head[1:].lstrip()[:1] in {"{", '"', "[", "]", ""}


def parse(name: str, text: str) -> Any:
    """Return what `text` holds as JSON.

    Raises DocumentTooLargeError for more commas and brackets than an interview has;
    TranscriptError, with the line, where the JSON is broken.
    """
    check_size(name, text)
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        rest = text[error.pos :].strip()
        what = "the JSON is broken" if rest else "the JSON breaks off"
        raise TranscriptError(
            f"{name}, line {error.lineno}: {what} ({error.msg.rstrip(' :')}).",
            "Export or download the transcript again.",
            line=error.lineno,
        ) from error
    except (RecursionError, ValueError) as error:
        raise TranscriptError(
            f"{name}, line 1: the JSON is nested too deep, or holds a number too long.",
            "Export the transcript again, as WebVTT or text.",
            line=1,
        ) from error


def check_size(name: str, text: str) -> None:
    """Raise DocumentTooLargeError for more commas and brackets than an interview has."""
    if text.count(",") + text.count("{") + text.count("[") > MAX_JSON_MARKS:
        raise too_large(name, f"{MAX_JSON_MARKS:,} values")


def objects_in(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield `(key, list or object)` from the outside in, to a depth of eight."""
    queue = deque([("", value, 0)])
    seen = 0
    while queue and seen < _MOST_OBJECTS:
        key, held, depth = queue.popleft()
        seen += 1
        yield key, held
        if depth >= _DEEPEST or key in _LEAVES:
            continue
        if isinstance(held, dict):
            inner = [(name, item) for name, item in held.items() if isinstance(item, dict | list)]
        else:
            # Lists of lists of turns exist; beyond the first hundred they are no transcript.
            inner = [(key, item) for item in held[:100] if isinstance(item, dict | list)]
        queue.extend((name, item, depth + 1) for name, item in inner)


class LineFinder:
    """Finds the lines of texts in the JSON that they were parsed from, in order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._line = 1
        self._single = "\n" not in text.strip()

    def line_of(self, words: str) -> int:
        """Return the line where `words` next stands as a JSON string, counted from 1."""
        if self._single:
            return self._line
        for ascii_only in (False, True):
            needle = json.dumps(words[:60], ensure_ascii=ascii_only)[1:-1]
            at = self._text.find(needle, self._at, self._at + 200_000)
            if at >= 0:
                self._line += self._text.count("\n", self._at, at)
                self._at = at
                break
        return self._line
