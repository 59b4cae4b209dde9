"""When a device counts as gone, and when to look for it again. Pure: the time is passed in."""

from nexus_cli.audio.signals import Loss

STALLED_SECONDS = 0.5
"""Blocks come every 20 ms; pipecat waits as long (AUDIO_INPUT_TIMEOUT_SECS)."""
STARTING_SECONDS = 3.0
"""An idle PulseAudio device takes a few blocks, then up to 2.0 s for the next."""
STARTED_SECONDS = 0.5
"""A device that still takes blocks so long after its opening has started."""
ZEROS_SECONDS = 1.0
"""No real microphone is exactly zero for so long."""
RETRY_SECONDS = 1.0
"""Until the device is looked for; each further wait is as much longer, up to the longest."""
LONGEST_RETRY_SECONDS = 3.0


class Watch:
    """Follows one device from opening to opening."""

    def __init__(self) -> None:
        self.gone = False
        self._opened_at = 0.0
        self._retry_at = 0.0
        self._retry_seconds = 0.0

    def opened(self, now: float) -> None:
        """Note that a stream was opened."""
        self._opened_at = now

    def loss(
        self, now: float, *, ended: bool, last_block_at: float, zero_seconds: float = 0.0
    ) -> Loss | None:
        """Return how the open stream has failed, None while it works."""
        if ended:
            return Loss.ENDED
        started = last_block_at - self._opened_at >= STARTED_SECONDS
        starting = now - self._opened_at < STARTING_SECONDS
        if (started or not starting) and now - last_block_at >= STALLED_SECONDS:
            return Loss.STALLED
        return Loss.ZEROS if zero_seconds >= ZEROS_SECONDS else None

    def lost(self, now: float) -> bool:
        """Note a loss; return whether it is news."""
        news, self.gone = not self.gone, True
        if news:
            self._retry_seconds = 0.0
            self.retried(now)
        return news

    def retried(self, now: float) -> None:
        """Note that the device was opened again, or could not be: the next try is later."""
        self._retry_seconds = min(LONGEST_RETRY_SECONDS, self._retry_seconds + RETRY_SECONDS)
        self._retry_at = now + self._retry_seconds

    def works(self) -> bool:
        """Note that the device works; return whether it is news."""
        news, self.gone = self.gone, False
        return news

    def may_retry(self, now: float) -> bool:
        """Whether it is time to open the device again."""
        return self.gone and now >= self._retry_at
