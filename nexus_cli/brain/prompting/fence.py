"""Untrusted text as data: cleaned, every line numbered, between marks that nobody can forge."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from nexus_cli.brain.prompting.budget import tokens_of
from nexus_cli.text import safe

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffc\U000e0000-\U000e0fff"
    "\ue000-\uf8ff\U000f0000-\U0010ffff]"
)
"""Zero-width, bidirectional, filler, variation, tag and private-use characters."""
_CONTROL_TOKEN = re.compile(r"<(?=\|)|(?<=\|)>")
_LONG_RUN = re.compile(r"(.)\1{39,}")
_RUN_KEPT = 8
_FEWEST_SENTENCE = 40
"""Characters from which a cut at a sentence's end is worth more than one at a word's."""


LONGEST_LINE = 50_000
"""Characters of a line that are looked at; more than any prompt takes."""


@dataclass(frozen=True)
class Block:
    """A fence as it stands in a prompt, and the way back from its line ids."""

    text: str
    lines: dict[str, str]
    """Line id, such as `cv3`, to the line as it was given, before cleaning."""
    left_out: int = 0
    """Lines at the end that did not fit."""


def fenced(
    name: str, lines: Iterable[str], nonce: str, *, prefix: str = "", tokens: int | None = None
) -> Block:
    """Return `lines` behind a fence called `name`, numbered from 1 after `prefix` (or `name`).

    Blank lines are passed over, a third repeat of one line as well. What exceeds `tokens` is left
    out at the end, and the fence says so.
    """
    mark, longest = prefix or name, LONGEST_LINE if tokens is None else 8 * tokens
    kept: dict[str, str] = {}
    told: list[str] = []
    left = tokens if tokens is not None else 10**9
    missing, before = 0, ("", "")
    for line in lines:
        clean = neutral(line[:longest])
        if not clean or (clean, clean) == before:
            continue
        before = (before[1], clean)
        numbered = f"{mark}{len(kept) + 1}| {clean}"
        left -= tokens_of(numbered) + 1
        if left < 0 and not kept:
            cut = clean[: max(0, int((left + tokens_of(numbered)) * 3))]
            numbered = f"{mark}1| {_to_sentence_end(cut)}"
        elif left < 0:
            missing += 1
            continue
        kept[f"{mark}{len(kept) + 1}"] = line
        told.append(numbered)
    end = f"END {name} {nonce}" + (f" ({missing} more lines were left out)" if missing else "")
    return Block("\n".join([f"DATA {name} {nonce}", *told, end]), kept, missing)


def neutral(text: str) -> str:
    """Return `text` on one line without anything a model might take for more than words.

    Compatibility forms are plain, invisible characters gone, control tokens such as `<|end|>`
    broken up, long runs of one sign short.
    """
    plain = unicodedata.normalize("NFKC", safe(text))
    plain = _INVISIBLE.sub("", plain)
    plain = _CONTROL_TOKEN.sub(
        lambda sign: f"{sign[0]} " if sign[0] == "<" else f" {sign[0]}", plain
    )
    plain = _LONG_RUN.sub(lambda run: run[1] * _RUN_KEPT, plain)
    return " ".join(plain.split())


def _to_sentence_end(text: str) -> str:
    end = max(text.rfind(mark) for mark in (". ", "? ", "! "))
    if end >= _FEWEST_SENTENCE:
        return text[: end + 1]
    return text.rpartition(" ")[0] or text
