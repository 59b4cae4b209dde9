"""What a spoken interview is talked about in: the turn's phases, and the words of an answer."""

from enum import StrEnum

from nexus_cli.models.frozen import Frozen


class SpokenPhase(StrEnum):
    """Who has the floor, and what is waited for."""

    LISTENING = "listening"
    """The person has the floor and is silent."""
    USER_SPEAKING = "speaking"
    PAUSED = "paused"
    """The person fell silent; the wait for more runs."""
    COMMITTED = "committed"
    """The answer was handed over and is being saved."""
    THINKING = "thinking"
    """nexus has the floor and is silent."""
    SPEAKING = "nexus speaking"
    """nexus speaks, or has just spoken."""
    DEVICE_LOST = "microphone lost"
    TYPED = "typed"


OWN_FLOOR = frozenset({SpokenPhase.LISTENING, SpokenPhase.USER_SPEAKING, SpokenPhase.PAUSED})
"""The phases in which the person is heard by right."""
AT_KEYBOARD = frozenset({SpokenPhase.TYPED, SpokenPhase.DEVICE_LOST})
"""The phases in which the answer is typed."""


class SpokenWord(Frozen):
    """A word as it was heard; punctuation stays with it."""

    text: str
    start_seconds: float
    """From the beginning of the answer's own sound."""
    end_seconds: float
    probability: float
    """0-1, as the recogniser gives it."""


class Speech(Frozen):
    """How a spoken answer was heard. Its sound is not kept with it."""

    words: tuple[SpokenWord, ...]
    engine: str
    """Who wrote them down, such as `Whisper base`."""
    edited: bool = False
    """Whether the text was changed by hand before it was sent, or corrected afterwards."""
