"""How long the loopback takes to answer and to send."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LatencyProfile:
    """Times of a voice; the default takes none."""

    first_byte_seconds: float = 0.0
    """From the request to the first sound."""
    pace: float = 0.0
    """Seconds of sound sent in a second; 0 is at once."""

    def wait_after(self, sound_seconds: float) -> float:
        """Return the pause after a message that holds so much sound."""
        return sound_seconds / self.pace if self.pace else 0.0


SLOW = LatencyProfile(pace=0.5)
"""Sound that takes twice as long to come as to play."""
