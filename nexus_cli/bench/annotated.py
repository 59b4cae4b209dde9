"""Sentences in which people marked what knowledge they ask for: SkillSpan's JSONL."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nexus_cli.errors import DocumentError, UsageError

_FORMAT = (
    "A line is {tokens, knowledge, source}: a list of words, and a list of [first, after last] "
    "word positions."
)

TokenSpan = tuple[int, int]
"""First word and the one after the last."""


@dataclass(frozen=True)
class AnnotatedSentence:
    """One line of the data."""

    tokens: tuple[str, ...]
    knowledge: frozenset[TokenSpan]
    source: str


def read_annotated(path: Path) -> tuple[AnnotatedSentence, ...]:
    """Return the sentences of a SkillSpan file.

    Raises UsageError when there is no such file, DocumentError naming file and line when a line is
    not in the format or the file holds none.
    """
    try:
        lines = path.read_text("utf-8-sig").split("\n")
    except FileNotFoundError as error:
        raise UsageError(f"There is no file {path}.", "--data takes a JSONL file.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise DocumentError(f"{path} cannot be read: {error}.", "Check the file.") from error
    sentences = tuple(
        _sentence(path, number, line) for number, line in enumerate(lines, 1) if line.strip()
    )
    if not sentences:
        raise DocumentError(f"{path} holds no line.", _FORMAT)
    return sentences


def _sentence(path: Path, number: int, line: str) -> AnnotatedSentence:
    try:
        raw = json.loads(line)
        tokens = tuple(_text(token) for token in raw["tokens"])
        spans = frozenset(_span(span, len(tokens)) for span in raw["knowledge"])
        return AnnotatedSentence(tokens, spans, str(raw.get("source", "")))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        reason = f"no field {error}" if isinstance(error, KeyError) else str(error)
        raise DocumentError(f"{path}, line {number}: {reason}.", _FORMAT) from error


def _text(token: Any) -> str:
    if not isinstance(token, str):
        raise ValueError(f"the word {token!r} is not text")
    return token


def _span(span: Any, words: int) -> TokenSpan:
    first, after = span
    if not (isinstance(first, int) and isinstance(after, int) and 0 <= first < after <= words):
        raise ValueError(f"the span {span} is not within the {words} words")
    return first, after
