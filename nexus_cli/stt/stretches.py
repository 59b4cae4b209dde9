"""Stretches of speech that one window has written down, until the other has as well."""

from dataclasses import dataclass

import numpy as np

from nexus_cli.stt.protocol import SAMPLE_RATE_HZ, Sound
from nexus_cli.stt.short_window import fits

_HELD = 4
"""20 s of sound are 1.3 MB."""
_HEAD = SAMPLE_RATE_HZ // 2
"""Samples by which a stretch is known again that has only grown."""


@dataclass(frozen=True)
class Stretch:
    """A sound and its hints."""

    audio: Sound
    prompt: str
    hotwords: tuple[str, ...]
    short: bool = False
    """Whether it was the short window that wrote `text`."""
    text: str = ""


class Stretches:
    """The last few, each once: of a tail that was looked at as it grew, only the longest."""

    def __init__(self) -> None:
        self._held: list[Stretch] = []
        self._taken: Sound | None = None

    def add(self, stretch: Stretch) -> None:
        """Hold a stretch, unless it is too long for a short window, or was taken shorter before."""
        if not fits(stretch.audio) or _same(self._taken, stretch.audio):
            return
        held = [one for one in self._held if not _same(one.audio, stretch.audio)]
        self._held = [*held, stretch][-_HELD:]

    def take(self) -> Stretch | None:
        """Return the last that was added, and hold it no longer; None when there is none."""
        if not self._held:
            return None
        stretch = self._held.pop()
        self._taken = stretch.audio[:_HEAD]
        return stretch

    def clear(self) -> None:
        """Hold nothing."""
        self._held.clear()


def _same(one: Sound | None, other: Sound) -> bool:
    return one is not None and np.array_equal(one[:_HEAD], other[:_HEAD])
