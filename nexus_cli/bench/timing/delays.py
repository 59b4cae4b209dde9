"""Delays as services have them: lognormal, stage by stage, from a profile file, drawn by a seed."""

import math
import random
import time
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from nexus_cli.bench.groq.latency import Pace
from nexus_cli.errors import UsageError

_MILLISECONDS = 1000.0


class _Checked(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Lognormal(_Checked):
    """A lognormal distribution by its median; its 95th percentile is median x exp(1.645 sigma)."""

    median: float = Field(gt=0)
    sigma: float = Field(ge=0, le=2)
    """Standard deviation of the logarithm; 0 draws the median every time."""

    def draw(self, source: random.Random) -> float:
        """Return the next value, in the unit of the median."""
        return self.median * math.exp(source.gauss(0.0, self.sigma))


class ModelDelays(_Checked):
    """Delays of one kind of answer of a language model."""

    first_token_ms: Lognormal
    """From the request to the first token, reasoning included."""
    tokens_a_second: Lognormal


class VoiceDelays(_Checked):
    """Delays of a voice; after the first sound the rest comes at once."""

    first_byte_ms: Lognormal
    """From the request to the first sound."""


class WhisperDelays(_Checked):
    """Which times of Whisper's table are taken."""

    model: str = "base"
    padded: bool = False
    """Whether nexus brings every sound to a window of 30 s, as faster-whisper does by itself, or
    only until its gate is open: to the end of the first turn of an interview."""


class DelayProfile(_Checked):
    """A profile file: answers that come whole, as forms do, and those that are streamed.

    A voice and Whisper are needed only where something is said; a file may leave them out.
    """

    seed: int
    whole: ModelDelays
    streamed: ModelDelays
    tts: VoiceDelays = VoiceDelays(first_byte_ms=Lognormal(median=600, sigma=0.35))
    whisper: WhisperDelays = WhisperDelays()

    @classmethod
    def read(cls, path: Path | None = None) -> "DelayProfile":
        """Return the profile in a JSON file, or the one that ships; raises UsageError."""
        try:
            text = path.read_text("utf-8") if path else _shipped()
            return cls.model_validate_json(text)
        except (OSError, ValueError, ValidationError) as error:
            raise UsageError(
                f"{path} is not a profile of delays.", "It looks like the one in docs/bench.md."
            ) from error


@dataclass(frozen=True)
class Busy:
    """When a service was at work on one answer, in seconds on the monotonic clock."""

    start: float
    end: float
    streamed_pace: Pace | None = None
    """Of an answer that was streamed."""


class DrawnDelays:
    """Gives the loopback Groq its pace; what was drawn is kept as the service's own time.

    Until the first `begin`, answers take no time.
    """

    def __init__(self, profile: DelayProfile) -> None:
        self._profile = profile
        self._source = random.Random()  # noqa: S311 - the same draws every time, on purpose
        self._drawing = False
        self._by_prompt = False
        self._number = 0
        self.busy: list[Busy] = []

    def begin(self, number: int, by_prompt: bool = False) -> None:
        """Draw from now on what the round `number` draws, in every run, and forget the last.

        Answers draw in the order in which they are asked for; with `by_prompt` each prompt has
        its own draw, whoever else asks meanwhile.
        """
        self._drawing, self._by_prompt, self._number = True, by_prompt, number
        self._source.seed(f"{self._profile.seed} {number}")
        self.busy.clear()

    def about(self, prompt: str) -> None:
        """Note what the next answer is to."""
        if self._by_prompt:
            self._source.seed(f"{self._profile.seed} {self._number} {prompt}")

    def pace(self, tokens: int, streamed: bool = False) -> Pace:
        """Return the waits of the next answer, which has so many tokens."""
        if not self._drawing:
            return Pace(0.0, 0.0, 0.0)
        delays = self._profile.streamed if streamed else self._profile.whole
        first = delays.first_token_ms.draw(self._source) / _MILLISECONDS
        each = 1 / delays.tokens_a_second.draw(self._source)
        pace, now = Pace(first, each, first + each * tokens), time.monotonic()
        self.busy.append(Busy(now, now + pace.whole, pace if streamed else None))
        return pace

    def busy_ms(self) -> float:
        """Return for how long at least one answer was being made, in milliseconds."""
        total, until = 0.0, -math.inf
        for span in sorted(self.busy, key=lambda span: span.start):
            total += max(0.0, span.end - max(span.start, until))
            until = max(until, span.end)
        return total * _MILLISECONDS


def _shipped() -> str:
    return files("nexus_cli.bench.timing").joinpath("emulated.json").read_text("utf-8")
