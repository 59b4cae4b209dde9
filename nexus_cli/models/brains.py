"""The names of the brains, apart from everything heavy: the command line's help needs them."""

from enum import StrEnum


class BrainChoice(StrEnum):
    """Which brain reads, asks and grades."""

    AUTO = "auto"
    GROQ = "groq"
    OPENAI = "openai"
    OFFLINE = "offline"
