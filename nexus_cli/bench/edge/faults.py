"""What goes wrong with Edge, by script: one decision a request."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    """Failures that were seen of Edge."""

    REFUSE = "refuse"
    """The connection is cut before any answer."""
    FORBIDDEN = "403"
    """With the server's date, from which a client mends its clock."""
    UNAVAILABLE = "503"
    """What Edge says to bursts."""
    STALL = "stall"
    """The turn begins, and nothing follows."""
    STALL_MIDWAY = "stall_midway"
    CUT_MIDWAY = "cut_midway"
    SILENT = "silent"
    """A whole turn without any sound."""
    SLOW = "slow"
    """Sound comes at half the pace at which it plays."""
    UNENDED = "unended"
    """All the sound comes, the end of the turn does not."""
    UNTIMED = "untimed"
    """A whole turn without the times of words."""
    NONSENSE = "nonsense"
    """A message that the protocol does not know, midway."""


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong."""

    kind: FaultKind
    after: float = 0.5
    """Share of the sound that is sent before a fault midway."""


FaultScript = Callable[[], Fault | None]
"""Called once a request; None means that nothing goes wrong."""


def in_order(faults: Sequence[Fault | FaultKind | None]) -> FaultScript:
    """Return a script of one entry a request; after the last, nothing goes wrong."""
    rest = iter([Fault(one) if isinstance(one, FaultKind) else one for one in faults])
    return lambda: next(rest, None)


def always(kind: FaultKind, after: float = 0.5) -> FaultScript:
    """Return a script in which the same goes wrong with every request."""
    return lambda: Fault(kind, after)
