"""A service that keeps failing is left alone for a while, so that no question waits for it."""

from nexus_cli.errors import VoiceError
from nexus_cli.telemetry import Clock

FAILURES = 2
"""In a row: one may be an accident."""
REST_SECONDS = 30.0


class Resting:
    """Counts failures in a row."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._failures = 0
        self._until = 0.0
        self._last: VoiceError | None = None

    def check(self) -> None:
        """Raise VoiceError with the sentence of the last failure while the service rests."""
        if self._last is not None and self._clock.seconds() < self._until:
            raise VoiceError(self._last.sentence, self._last.next_step)

    def failed(self, error: VoiceError) -> None:
        """Count a failure; from the second in a row on, the service rests."""
        self._failures += 1
        if self._failures >= FAILURES:
            self._until, self._last = self._clock.seconds() + REST_SECONDS, error

    def worked(self) -> None:
        """Forget failures."""
        self._failures, self._last = 0, None
