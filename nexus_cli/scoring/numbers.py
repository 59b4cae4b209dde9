"""Numbers with their units: does an answer agree with a key point's figure, or contradict it?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from nexus_cli.scoring.normalise import fold
from nexus_cli.scoring.tokens import stem
from nexus_cli.scoring.wordlists import NUMBER_WORDS, STOP_WORDS

_SIZES = {
    "ms": (0.001, "s"), "millisecond": (0.001, "s"), "s": (1, "s"), "sec": (1, "s"),
    "second": (1, "s"), "min": (60, "s"), "minute": (60, "s"), "h": (3600, "s"),
    "hour": (3600, "s"), "day": (86400, "s"), "week": (604800, "s"), "month": (2629800, "s"),
    "year": (31557600, "s"), "%": (1, "%"), "percent": (1, "%"), "per cent": (1, "%"),
    "mg": (0.001, "g"), "g": (1, "g"), "gram": (1, "g"), "kg": (1000, "g"), "kilo": (1000, "g"),
    "ml": (0.001, "l"), "l": (1, "l"), "litre": (1, "l"), "liter": (1, "l"),
    "mm": (0.001, "m"), "cm": (0.01, "m"), "m": (1, "m"), "metre": (1, "m"), "km": (1000, "m"),
    "kb": (1e3, "byte"), "mb": (1e6, "byte"), "gb": (1e9, "byte"), "byte": (1, "byte"),
}  # fmt: skip
_SCALES = {"k": 1e3, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_NUMBER = re.compile(
    r"(?P<money>[$€£])?(?<![\w.])(?P<value>\d+(?:[.,]\d+)*|"
    + "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
    + r")(?:\s?(?P<scale>k|thousand|million|billion)\b)?(?:\s?(?P<unit>%|per cent\b|[^\W\d_]+))?"
)
_TOLERANCE = 0.02


class Agreement(Enum):
    """How the figures of two texts stand to each other."""

    NONE = auto()
    """There is nothing to compare."""
    AGREES = auto()
    CONTRADICTS = auto()


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in the base unit of its kind; a bare number has the unit ''."""

    value: float
    unit: str


def quantities(text: str) -> tuple[Quantity, ...]:
    """Return the numbers of a text, digits or words, with the unit or noun that follows each."""
    return tuple(_quantity(match) for match in _NUMBER.finditer(fold(text).text))


def agreement(expected: Sequence[Quantity], said: Sequence[Quantity]) -> Agreement:
    """Compare figures of the same unit; a bare number agrees with any unit but contradicts none.

    Values agree within 2 %. One figure that agrees is enough, since an answer may hold others.
    """
    compared = False
    for mine in said:
        for other in expected:
            close = abs(mine.value - other.value) <= _TOLERANCE * abs(other.value)
            if close and (mine.unit == other.unit or not mine.unit):
                return Agreement.AGREES
            compared = compared or (mine.unit == other.unit != "")
    return Agreement.CONTRADICTS if compared else Agreement.NONE


def _quantity(match: re.Match[str]) -> Quantity:
    written = match["value"]
    value = _SCALES.get(match["scale"] or "", 1.0) * _value(NUMBER_WORDS.get(written, written))
    unit = (match["unit"] or "").strip()
    if match["money"]:
        return Quantity(value, match["money"])
    for name in (unit, unit.removesuffix("s")):
        if name in _SIZES:
            size, base = _SIZES[name]
            return Quantity(value * size, base)
    return Quantity(value, "" if unit in STOP_WORDS else stem(unit))


def _value(written: str) -> float:
    """Return 1,200 as twelve hundred and 1,5 as one and a half."""
    head, comma, tail = written.rpartition(",")
    if comma and len(tail) != 3:
        written = f"{head}.{tail}"
    parts = written.replace(",", "").split(".")
    return float(parts[0] + ("." + "".join(parts[1:]) if len(parts) > 1 else ""))
