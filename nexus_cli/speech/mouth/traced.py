"""A player that tells for how long there was nothing to play yet."""

from nexus_cli.audio.samples import Samples
from nexus_cli.speech.mouth.player import Player
from nexus_cli.telemetry import Telemetry
from nexus_cli.telemetry.running import running


class TracedPlayer:
    """`player`, with a span `synthesise` from each utterance's begin to its first sound.

    It is next to nothing where the sound was made ahead of time.
    """

    def __init__(self, player: Player, telemetry: Telemetry) -> None:
        self._player = player
        self._telemetry = telemetry
        self._begun: float | None = None

    @property
    def position(self) -> int:
        """Samples of the utterance that have sounded; kept after its end."""
        return self._player.position

    @property
    def began_sounding(self) -> float | None:
        """Monotonic seconds when the utterance was first heard; None before."""
        return self._player.began_sounding

    async def begin(self) -> None:
        """Start an utterance. Raises DeviceLostError."""
        self._begun = self._telemetry.clock.seconds()
        await self._player.begin()

    async def write(self, samples: Samples) -> None:
        """Play `samples`, shape (n,), next. Raises DeviceLostError."""
        begun, self._begun = self._begun, None
        if begun is not None:
            now = self._telemetry.clock.seconds()
            self._telemetry.record("synthesise", begun, now, running())
        await self._player.write(samples)

    async def drained(self) -> None:
        """Return once all that was written has sounded. Raises DeviceLostError."""
        await self._player.drained()

    def stop(self) -> None:
        """Fade the utterance out."""
        self._player.stop()

    def close(self) -> None:
        """Let the device go."""
        self._player.close()
