"""Measures how long Whisper takes on this machine, for the table that turns are measured with."""

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np

from nexus_cli.audio.samples import HEARING_HZ, Samples
from nexus_cli.bench.spoken.material import shipped_speech
from nexus_cli.bench.spoken.shaped_whisper import write_shaped
from nexus_cli.bench.spoken.whisper_timing import ModelTiming
from nexus_cli.errors import TranscriptionError
from nexus_cli.stt.windowed_model import WindowedModel

LENGTHS = (1.0, 3.0, 8.0, 15.0, 30.0)
"""Seconds of sound."""
TOKENS_A_SECOND = 3.3
"""Of a model that has learnt nothing: 150 words a minute, 1.3 tokens a word."""
_MILLISECONDS = 1000.0

OnLength = Callable[[str, float], None]
"""Told the model and the seconds of sound that are measured next."""


def measure_whisper(
    name: str, folder: Path, times: int, on_length: OnLength = lambda name, seconds: None
) -> ModelTiming:
    """Return the times of the model in `folder`: the fastest of `times` runs for each length.

    Either window is nexus's own, words and all, on the speech that ships. Raises
    TranscriptionError when the model cannot be used.
    """
    padded, short = {}, {}
    for seconds in LENGTHS:
        on_length(name, seconds)
        padded[seconds], short[seconds] = _both(name, folder, seconds, times)
    return ModelTiming(padded=padded, short=short)


def measure_shaped(
    size: str, times: int, on_length: OnLength = lambda name, seconds: None
) -> ModelTiming:
    """Return the times of a model that has the shape of `size` and has learnt nothing.

    It says as many tokens as are usual for a sound of each length. Raises UsageError for a size
    whose shape is not known.
    """
    padded, short = {}, {}
    for seconds in LENGTHS:
        on_length(size, seconds)
        with TemporaryDirectory(prefix="nexus-bench-") as folder:
            made = write_shaped(Path(folder), size, round(seconds * TOKENS_A_SECOND))
            padded[seconds], short[seconds] = _both(size, made, seconds, times)
    return ModelTiming(padded=padded, short=short)


def speech_of(seconds: float) -> Samples:
    """Return so much of the speech that ships, one after the other, over again where it ends."""
    spoken: Sequence[Samples] = [one.samples for one in shipped_speech()]
    return np.resize(np.concatenate(spoken), round(seconds * HEARING_HZ))


def _both(name: str, folder: Path, seconds: float, times: int) -> tuple[float, float]:
    """Return milliseconds with the padded and with the short window, taken by turns."""
    sound = speech_of(seconds)
    try:
        model = WindowedModel(folder)
        padded, short = [], []
        for _ in range(times + 1):
            padded.append(_elapsed_ms(lambda: model.hear(sound)))
            short.append(_elapsed_ms(lambda: model.hear(sound, short=True)))
    except Exception as error:  # damaged files fail in CTranslate2, tokenizers and JSON
        raise TranscriptionError(
            f"The speech model {name} in {folder} cannot be used.", "Download it again."
        ) from error
    return min(padded), min(short)


def _elapsed_ms(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return round((perf_counter() - began) * _MILLISECONDS, 1)
