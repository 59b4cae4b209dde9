"""What the mouth needs of a speaker, and what stands in where there is none."""

from typing import Protocol

from nexus_cli.audio.samples import Samples
from nexus_cli.errors import AudioError, DeviceLostError


class Player(Protocol):
    """Plays one utterance at a time, 24 kHz. All but `position` raise DeviceLostError when gone."""

    @property
    def position(self) -> int:
        """Samples of the utterance that have sounded; kept after its end."""
        ...

    @property
    def began_sounding(self) -> float | None:
        """Monotonic seconds when the utterance was first heard; None before."""
        ...

    async def begin(self) -> None:
        """Start an utterance."""
        ...

    async def write(self, samples: Samples) -> None:
        """Play `samples`, shape (n,), next; returns when more is soon needed."""
        ...

    async def drained(self) -> None:
        """Return once all that was written has sounded, or what a stop left of it."""
        ...

    def stop(self) -> None:
        """Fade the utterance out within 10 ms and drop the rest. Never raises."""
        ...

    def close(self) -> None:
        """Let the device go. Never raises."""
        ...


class NoSpeaker:
    """A Player where none could be opened: every utterance is refused with the reason."""

    position = 0
    began_sounding: float | None = None

    def __init__(self, error: AudioError) -> None:
        self._error = error

    async def begin(self) -> None:
        """Raise DeviceLostError with the reason."""
        raise DeviceLostError(self._error.sentence, self._error.next_step)

    async def write(self, samples: Samples) -> None:
        """Play nothing."""

    async def drained(self) -> None:
        """Wait for nothing."""

    def stop(self) -> None:
        """Stop nothing."""

    def close(self) -> None:
        """Hold nothing, let go of nothing."""
