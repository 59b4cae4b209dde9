"""The names of the patiences, apart from everything heavy: the command line's help needs them."""

from enum import StrEnum


class Patience(StrEnum):
    """How long nexus waits for more words; chosen before or during an interview."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
