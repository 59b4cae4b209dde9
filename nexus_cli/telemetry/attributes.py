"""What a span may carry: numbers, words of the program itself, and ids that tell nothing."""

import hashlib
import re
from collections.abc import Mapping

Attribute = str | float

_OWN_WORDS = frozenset({"ended_by", "engine", "kind", "model", "system"})
"""Attributes whose values are written in the program or its settings."""
_WORD = re.compile(r"[\w./:@+-]{1,80}", re.ASCII)
_DIGITS = 12


def without_text(attributes: Mapping[str, Attribute]) -> dict[str, Attribute]:
    """Return `attributes` fit for a log: numbers and the program's own words as they are.

    Every other string becomes the first 12 hexadecimal digits of its SHA-256: two spans about one
    question can be told to be so, but the id of a written question, which names its subject and so
    perhaps a line of a CV, cannot be read.
    """
    return {name: _kept(name, value) for name, value in attributes.items()}


def _kept(name: str, value: Attribute) -> Attribute:
    if not isinstance(value, str) or (name in _OWN_WORDS and _WORD.fullmatch(value)):
        return value
    return hashlib.sha256(value.encode("utf-8", "replace")).hexdigest()[:_DIGITS]
