"""What goes wrong, by script: one decision a request."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    """Failures that were seen of Groq, or of what stands between it and us."""

    RATE_LIMITED = "429"
    SERVER_ERROR = "500"
    NO_CAPACITY = "498"
    TOO_LARGE = "413"
    SCHEMA_FAILED = "json_validate_failed"
    MODEL_RETIRED = "model_decommissioned"
    MODEL_UNKNOWN = "model_not_found"
    KEY_REFUSED = "401"
    STALL = "stall"
    """Nothing is sent, not even headers."""
    STALL_MIDWAY = "stall_midway"
    DROP = "drop"
    """The connection is cut before the response."""
    DROP_MIDWAY = "drop_midway"
    NO_DONE = "no_done"
    """The stream ends without an end and without `[DONE]`."""
    BAD_CHUNK = "bad_chunk"
    ERROR_CHUNK = "error_chunk"
    BAD_BODY = "bad_body"
    """A body cut in the middle of its JSON."""
    HTML = "html"
    """A page, with status 200."""
    NO_CHOICES = "no_choices"
    BAD_JSON = "bad_json"
    """A proper response whose text is not the JSON that was asked for."""
    TRUNCATED = "truncated"
    """The text is cut in its second half, and the response says `length`."""
    EMPTY = "empty"


MIDWAY = frozenset(
    {
        FaultKind.STALL_MIDWAY,
        FaultKind.DROP_MIDWAY,
        FaultKind.NO_DONE,
        FaultKind.BAD_CHUNK,
        FaultKind.ERROR_CHUNK,
    }
)
"""Faults of a stream that has begun; an answer sent whole is cut off instead."""


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong."""

    kind: FaultKind
    retry_after: str = ""
    """Header of a 429, such as "120" or "1m26.4s"; none when empty."""
    echo_secrets: bool = False
    """The refusal repeats the key and the prompt, as some services do."""


FaultScript = Callable[[], Fault | None]
"""Called once a request; None means that nothing goes wrong."""


def in_order(faults: Sequence[Fault | FaultKind | None]) -> FaultScript:
    """Return a script of one entry a request; after the last, nothing goes wrong."""
    rest = iter([Fault(one) if isinstance(one, FaultKind) else one for one in faults])
    return lambda: next(rest, None)


def at_rates(rates: Mapping[FaultKind, float], seed: int, retry_after: str = "1") -> FaultScript:
    """Return a script in which each kind happens with its probability, a request at most one."""
    chance = random.Random(seed)  # noqa: S311  # a script, not a secret

    def script() -> Fault | None:
        drawn = chance.random()
        for kind, rate in rates.items():
            drawn -= rate
            if drawn < 0:
                return Fault(kind, retry_after if kind is FaultKind.RATE_LIMITED else "")
        return None

    return script
