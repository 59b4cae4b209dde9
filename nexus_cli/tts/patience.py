"""How long to wait for the next piece of sound before another voice takes over."""

from dataclasses import dataclass

FIRST_SECONDS = 1.5
"""To the first sound of what somebody is waiting for."""
AHEAD_FIRST_SECONDS = 6.0
"""To the first sound of work for later."""
SILENCE_SECONDS = 1.5
"""Between two pieces of a stream."""
LAG_SECONDS = 1.0
"""How far sound may fall behind its own playing; after that, it would be heard in scraps."""


@dataclass
class Patience:
    """Counts what a stream has taken and given; only time spent waiting for it counts."""

    ahead: bool = False
    waited_seconds: float = 0.0
    """Before the first sound from the request on, afterwards from the first sound on."""
    sound_seconds: float = 0.0

    def left(self) -> float:
        """Return the seconds to wait for the next piece."""
        if not self.sound_seconds:
            return (AHEAD_FIRST_SECONDS if self.ahead else FIRST_SECONDS) - self.waited_seconds
        if self.ahead:
            return SILENCE_SECONDS
        return min(SILENCE_SECONDS, LAG_SECONDS + self.sound_seconds - self.waited_seconds)

    def took(self, waited_seconds: float, sound_seconds: float) -> None:
        """Count a piece: what it took and how much sound it brought, 0 for a word's boundary."""
        first = not self.sound_seconds and sound_seconds
        self.waited_seconds = 0.0 if first else self.waited_seconds + waited_seconds
        self.sound_seconds += sound_seconds

    @property
    def complaint(self) -> str:
        """What to say when nothing came in that time."""
        if not self.sound_seconds:
            return "Edge did not answer in time."
        return "Edge stopped, or came too slowly, in the middle of a text."
