"""What a microphone gives while it is tried: for how long to listen, and how loud it was. Pure."""

import math
from collections.abc import Sequence

from nexus_cli.audio.level import FLOOR_DBFS, QUIET_DBFS, Hint
from nexus_cli.audio.samples import HEARING_HZ
from nexus_cli.audio.signals import HearingSignal, Loss, MicrophoneGone, SpeechFrame, SpeechStarted

LEVEL_SECONDS = 1.2
"""Of sound where nobody is asked to speak: longer than exact zeros need to be told as such."""
SENTENCE_SECONDS = 10.0
"""Of sound to wait for a sentence, and for its end."""
AFTER_SPEECH_SECONDS = 1.0
"""Silence after which the sentence is over."""


class Trial:
    """Follows a microphone's signals; `asked` says whether somebody was asked to speak."""

    def __init__(self, asked: bool) -> None:
        self.gone: Loss | None = None
        """How it failed; None while it gives sound."""
        self.spoken = False
        """Whether speech was heard."""
        self._asked = asked
        self._first = self._now = self._last_speech = 0
        self._speech: list[float] = []
        self._room: list[float] = []
        self._clipped = False

    def add(self, signal: HearingSignal) -> None:
        """Take in the next signal."""
        if isinstance(signal, MicrophoneGone):
            self.gone = signal.loss
        elif isinstance(signal, SpeechStarted):
            self.spoken = True
        elif isinstance(signal, SpeechFrame):
            self._frame(signal)

    @property
    def over(self) -> bool:
        """Whether there is nothing more to wait for."""
        seconds = (self._now - self._first) / HEARING_HZ
        if self.gone:
            return True
        if not self._asked:
            return seconds >= LEVEL_SECONDS
        silent = (self._now - self._last_speech) / HEARING_HZ
        return seconds >= SENTENCE_SECONDS or (self.spoken and silent >= AFTER_SPEECH_SECONDS)

    @property
    def any_sound(self) -> bool:
        """Whether anything came at all."""
        return bool(self._speech or self._room)

    @property
    def speech_dbfs(self) -> float:
        """How loud speech was, root mean square of full scale."""
        return _mean(self._speech)

    @property
    def room_dbfs(self) -> float:
        """How loud it was while nobody spoke."""
        return _mean(self._room)

    @property
    def hint(self) -> Hint | None:
        """What is wrong with the speech that was heard."""
        if self._clipped:
            return Hint.CLIPPING
        return Hint.TOO_QUIET if self.spoken and self.speech_dbfs < QUIET_DBFS else None

    def _frame(self, frame: SpeechFrame) -> None:
        if not self.any_sound:
            self._first = self._last_speech = frame.position
        self._now = frame.position
        self._clipped = self._clipped or frame.level.hint is Hint.CLIPPING
        (self._speech if frame.stirring else self._room).append(frame.level.rms_dbfs)
        if frame.stirring:
            self._last_speech = frame.position


def _mean(levels: Sequence[float]) -> float:
    """Return the level of the mean power of `levels`, in decibels of full scale."""
    if not levels:
        return FLOOR_DBFS
    return 10.0 * math.log10(sum(10.0 ** (level / 10.0) for level in levels) / len(levels))
