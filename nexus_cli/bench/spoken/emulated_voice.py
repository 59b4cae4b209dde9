"""The voice of the interview that is measured: a loopback Edge whose sound tells what is said.

What asks something is spoken at 333 Hz and everything else, such as an acknowledgement, an octave
higher: so that the sound that leaves the device tells by itself when a question begins.
"""

import random
import time
from dataclasses import dataclass

from nexus_cli.bench.edge import LatencyProfile, LoopbackEdge, Utterance, high_tones, tones
from nexus_cli.bench.spoken.script import asks
from nexus_cli.bench.timing.delays import VoiceDelays

_BORDER_HZ = 480.0
_MILLISECONDS = 1000.0


def sounds_like_a_question(pitch_hz: float) -> bool:
    """Whether what is heard at this pitch asks something."""
    return pitch_hz < _BORDER_HZ


def speak(text: str) -> Utterance:
    """Return `text` as tones, low when it asks something."""
    return tones(text) if asks(text) else high_tones(text)


@dataclass(frozen=True)
class Spoke:
    """One text that was asked for."""

    at: float
    """When, in monotonic seconds."""
    text: str
    first_byte_seconds: float


class DrawnVoice:
    """Gives the loopback Edge its delays, and remembers them.

    Each text has a draw of its own in every round. Until the first `begin` nothing takes time.
    """

    def __init__(self, delays: VoiceDelays, seed: int) -> None:
        self._delays, self._seed = delays, seed
        self._number: int | None = None
        self.spoken: list[Spoke] = []
        self.edge = LoopbackEdge(speaker=speak, latency_of=self._latency, bursts=False)

    def begin(self, number: int) -> None:
        """Draw from now on what the round `number` draws, in every run, and forget the last."""
        self._number = number
        self.spoken.clear()

    def _latency(self, text: str) -> LatencyProfile:
        if self._number is None:
            return LatencyProfile()
        drawn = random.Random(f"{self._seed} {self._number} {text}")  # noqa: S311 - on purpose
        seconds = self._delays.first_byte_ms.draw(drawn) / _MILLISECONDS
        self.spoken.append(Spoke(time.monotonic(), text, seconds))
        return LatencyProfile(first_byte_seconds=seconds)
