"""How long Whisper takes for so much sound: a table that was measured, never a scripted model.

`WhisperTiming.read(path)` returns the table in a file, or the one that ships;
`timing.seconds("base", 4.2, padded=True)` reads it. faster-whisper pads every sound to a window of
30 s; so does a stock script, always, and nexus until its gate is open (`stt/window_gate.py`). The
short window is nexus's own: the sound, and 2.56 s after it.
"""

from bisect import bisect_left
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from nexus_cli.errors import UsageError

WINDOW_SECONDS = 30.0
"""What Whisper hears at once; longer sound takes a window after the other."""
_MILLISECONDS = 1000.0

Curve = dict[Annotated[float, Field(gt=0, le=WINDOW_SECONDS)], Annotated[float, Field(gt=0)]]
"""Seconds of sound to milliseconds of work."""


class _Checked(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class ModelTiming(_Checked):
    """One model: milliseconds for so many seconds of sound, with either window."""

    padded: Curve = Field(min_length=1)
    short: Curve = Field(default_factory=dict)

    def curve(self, padded: bool) -> Curve:
        """Return the figures of one window; the padded ones where no short ones are known."""
        return self.padded if padded or not self.short else self.short


class WhisperTiming(_Checked):
    """A table of times by model, with where and how they were taken."""

    source: str
    """How the figures were taken, and what they do not say."""
    machine: Mapping[str, str | float | int]
    models: Mapping[str, ModelTiming] = Field(min_length=1)

    @classmethod
    def read(cls, path: Path | None = None) -> "WhisperTiming":
        """Return the table in a file that `nexus bench stt` wrote, or the one that ships.

        Raises UsageError for a file that is none.
        """
        try:
            text = path.read_text("utf-8") if path else _shipped()
            return cls.model_validate_json(text)
        except (OSError, ValueError, ValidationError) as error:
            raise UsageError(
                f"{path} is not a table of Whisper's times.",
                "Write one with `nexus bench stt --out FILE`.",
            ) from error

    def seconds(self, model: str, audio_seconds: float, padded: bool = True) -> float:
        """Return how long `model` works on `audio_seconds` of sound.

        Between two lengths of the table it is on the line between them; past either end it goes
        on as the nearest two do, but never under the shortest one's time, since a window costs
        what it costs. Sound over 30 s takes whole windows, then the rest. Raises UsageError for a
        model that the table does not have.
        """
        if model not in self.models:
            raise UsageError(
                f"The table has no times of Whisper {model!r}.",
                f"It has {', '.join(self.models)}; `nexus bench stt` measures others.",
            )
        curve = self.models[model].curve(padded)
        whole, rest = divmod(max(audio_seconds, 0.0), WINDOW_SECONDS)
        total = whole * _read(curve, WINDOW_SECONDS)
        if rest or not whole:
            total += _read(curve, rest)
        return total / _MILLISECONDS


def _read(curve: Curve, seconds: float) -> float:
    """Return milliseconds for a sound of at most a window."""
    lengths = sorted(curve)
    if len(lengths) == 1 or seconds <= lengths[0]:
        return curve[lengths[0]]
    right = min(bisect_left(lengths, seconds), len(lengths) - 1)
    low, high = lengths[right - 1], lengths[right]
    slope = (curve[high] - curve[low]) / (high - low)
    return max(curve[low] + slope * (seconds - low), min(curve.values()))


def _shipped() -> str:
    return files("nexus_cli.bench.spoken").joinpath("whisper_timing.json").read_text("utf-8")
