"""Sentences about where a model read a document otherwise; a candidate may read each of them."""

from collections.abc import Sequence

from nexus_cli.text import one_line

_MOST_NAMES = 6
_LONGEST_NAME = 60
"""Terminal cells."""


def listed(names: Sequence[str]) -> str:
    """Return at most six names in a row, `and 3 more` after them when there are more."""
    shown = [one_line(name, _LONGEST_NAME) for name in names[:_MOST_NAMES]]
    more = len(names) - len(shown)
    last = f"{more} more" if more else shown.pop() if shown else ""
    return f"{', '.join(shown)} and {last}" if shown else last


def skills_apart(document: str, by_model: Sequence[str], by_list: Sequence[str]) -> list[str]:
    """Return what to say of skills that only one of the two found; both count."""
    told = []
    if by_model:
        told.append(
            f"Skills that only the language model read: {listed(by_model)}. "
            f"{document} names them, so they count."
        )
    if by_list:
        told.append(f"Skills that only the word list read: {listed(by_list)}. They count as well.")
    return told


def notices(document: str, *, addressed: bool, left_out: int) -> list[str]:
    """Return what to say of lines that were ignored, and of lines the model was not shown."""
    told = []
    if addressed:
        told.append(f"{document} holds lines addressed to its reader. They were ignored.")
    if left_out:
        lines = "1 of its lines was" if left_out == 1 else f"{left_out} of its lines were"
        told.append(f"{document} is long: {lines} read by the word list alone.")
    return told
