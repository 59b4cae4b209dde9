"""Numbers, lists and quotes in plain English."""

from collections.abc import Sequence

from nexus_cli.models.result import Degradation


def figure(value: float | None) -> str:
    """Return a score with one or two decimals, as exact as it is stored; `no score` for None."""
    if value is None:
        return "no score"
    text = f"{value:.2f}"
    return text[:-1] if text.endswith("0") else text


def count(number: int, noun: str) -> str:
    """Return `1 answer`, `2 answers`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def listed(items: Sequence[str]) -> str:
    """Return `a`, `a and b`, or `a, b and c`."""
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def sentence(text: str) -> str:
    """Return `text` ending in a mark."""
    text = text.strip()
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def quoted(text: str, limit: int = 140) -> str:
    """Return `text` on one line in quotation marks, cut at a word after `limit` code points."""
    line = " ".join(text.split())
    if len(line) > limit:
        line = line[:limit].rsplit(" ", 1)[0] + " …"
    return f"“{line}”"


def seconds_words(seconds: float) -> str:
    """Return a duration as `42 s` or `3 min 5 s`."""
    whole = round(seconds)
    minutes, rest = divmod(whole, 60)
    return " ".join([*([f"{minutes} min"] if minutes else []), *([f"{rest} s"] if rest else [])])


def degradation_words(degradation: Degradation) -> str:
    """Return what stood in for what, and why, to follow other words of a sentence."""
    reason = degradation.reason.strip().rstrip(".")
    because = f" ({reason})" if reason else ""
    return f"in {degradation.doing}, {degradation.used} stood in for {degradation.wanted}{because}"
