"""Annotated speech: sound whose words, and whose last sample that can be heard, are known."""

import json
from functools import cache
from typing import Any, NamedTuple

import soundfile

from nexus_cli.audio.samples import HEARING_HZ, Samples
from nexus_cli.errors import ResourceMissingError
from nexus_cli.resources import resource

_FOLDER = "sample_data/speech"


class SpokenWord(NamedTuple):
    """A word and when it is heard, in seconds from the first sample; its marks stay with it."""

    text: str
    start_seconds: float
    end_seconds: float


class Spoken(NamedTuple):
    """One thing said, with the truth about it."""

    name: str
    text: str
    words: tuple[SpokenWord, ...]
    samples: Samples
    """Shape (n,), float32, 16 kHz, without any room."""
    last_speech_sample: int
    """Where the last 50 ms over -40 dBFS end (RMS of 10 ms, taken every ms)."""

    @property
    def last_speech_seconds(self) -> float:
        """When the speech ends, from the first sample."""
        return self.last_speech_sample / HEARING_HZ


@cache
def shipped_speech() -> tuple[Spoken, ...]:
    """Return the speech of `sample_data/speech`, in the order of its annotations.

    Raises ResourceMissingError when a file of it is gone or holds something else.
    """
    folder = resource(_FOLDER)
    try:
        annotated: dict[str, Any] = json.loads((folder / "annotations.json").read_text("utf-8"))
        return tuple(
            Spoken(
                name,
                str(one["text"]),
                tuple(SpokenWord(*word) for word in one["words"]),
                _samples(str(folder / f"{name}.flac")),
                int(one["last_speech_sample"]),
            )
            for name, one in annotated.items()
        )
    except (OSError, ValueError, KeyError, TypeError, soundfile.SoundFileError) as error:
        raise ResourceMissingError(
            f"{folder} does not hold the speech that ships with nexus.", "Install nexus again."
        ) from error


def spoken(name: str) -> Spoken:
    """Return the shipped speech of this name; raises KeyError for one that there is not."""
    return {one.name: one for one in shipped_speech()}[name]


def _samples(path: str) -> Samples:
    samples, rate_hz = soundfile.read(path, dtype="float32")
    if rate_hz != HEARING_HZ or samples.ndim != 1:
        raise ValueError(path)
    samples.flags.writeable = False
    found: Samples = samples
    return found
