"""The microphone: PortAudio's callback copies into a ring, and does nothing else."""

from typing import Protocol

from nexus_cli.audio.portaudio import open_input
from nexus_cli.audio.ring import Ring
from nexus_cli.audio.samples import HEARING_HZ, Samples
from nexus_cli.telemetry import Clock, SystemClock

RING_SECONDS = 10
"""How long the listener may be held up before anything is lost."""
_HIGHEST_HZ = 48_000
"""Rate of a device that refuses 16 kHz; at 16 kHz the ring holds three times as long."""


class Source(Protocol):
    """Where a listener gets sound from: a microphone, or in tests a recording."""

    ring: Ring
    rate_hz: int

    @property
    def ended(self) -> bool:
        """Whether no more sound will come."""
        ...

    def close(self) -> None:
        """Let the device go."""
        ...


class Microphone:
    """An open microphone that fills `ring` with `rate_hz` samples a second."""

    def __init__(self, device: str | None = None, clock: Clock | None = None) -> None:
        """Open `device` by name, None for the default, and start.

        Where it refuses 16 kHz, `rate_hz` is its own rate. Raises AudioError when there is no
        PortAudio or no such microphone.
        """
        self._seconds = (clock or SystemClock()).seconds
        self._ended = False
        self.ring = Ring(RING_SECONDS * _HIGHEST_HZ)
        self._stream = open_input(device, HEARING_HZ, self._heard, self._end)
        self.rate_hz = self._stream.rate_hz

    @property
    def ended(self) -> bool:
        """Whether PortAudio ended the stream, or a block could not be taken."""
        return self._ended

    @property
    def latency_seconds(self) -> float:
        """How long ago the newest sample was in the air, as the driver says."""
        return self._stream.latency_seconds

    def close(self) -> None:
        """Let the microphone go. May be called twice."""
        self._stream.close()

    def _heard(self, block: Samples) -> None:
        try:
            self.ring.write(block, self._seconds())
        except Exception:  # one that leaves a callback ends the stream in silence
            self._ended = True

    def _end(self) -> None:
        self._ended = True
