"""From a probability a frame to when somebody began to speak and when they paused."""

from dataclasses import dataclass

from nexus_cli.audio.samples import HEARING_HZ

ONSET = 0.5
"""Probability from which a frame begins speech: Silero's own threshold."""
OFFSET = 0.35
"""Probability under which a frame ends it; between the two, it goes on (Silero's VADIterator)."""
QUIET_OFFSET = 0.7
"""Probability under which a frame as quiet as the room ends it.

In a noisy room Silero takes some five frames to come down to OFFSET. Of 416 labelled pauses of at
least 0.2 s, 88 % were told within 150 ms with this and 53 % without; the price is that more short
dips inside speech are told as pauses, and 44 labelled pauses were told early or not at all
against 17. Chosen on the recordings it was measured on.
"""
SPEECH_SECONDS = 0.25
"""Less than this is a cough, a click or a chair, and not reported."""
PAUSE_SECONDS = 0.064
"""So much without speech is a pause: two frames, as one may fall on a closed consonant."""


@dataclass(frozen=True)
class SpeechStart:
    """Speech began at sample `at`, which was known only SPEECH_SECONDS of speech later."""

    at: int


@dataclass(frozen=True)
class SpeechEnd:
    """The speech that began at sample `began` ended at sample `at`."""

    began: int
    at: int


class SpeechDetector:
    """Follows speech through frames of equal length. Pure: it knows neither clock nor sound."""

    def __init__(self, rate_hz: int = HEARING_HZ) -> None:
        self._speech = round(SPEECH_SECONDS * rate_hz)
        self._pause = round(PAUSE_SECONDS * rate_hz)
        self._reported = False
        self._began: int | None = None
        self._ended: int | None = None
        self._heard_to = 0

    @property
    def speaking(self) -> bool:
        """Whether a start was reported and no end yet."""
        return self._reported

    @property
    def stirring(self) -> bool:
        """Whether the last frame may be speech, reported or still too short to be."""
        return self._began is not None and self._ended is None

    def add(
        self, probability: float, start: int, end: int, *, quiet: bool = False
    ) -> SpeechStart | SpeechEnd | None:
        """Take in the frame of samples `start` to `end`; return what became certain with it.

        `quiet` says that the frame is hardly louder than the room.
        """
        if self._began is None and probability < ONSET:
            return None
        if self._began is None:
            self._began = start
        elif probability < self._offset(quiet):
            return self._silent(start if self._ended is None else self._ended, end)
        return self._spoken(self._began, end)

    def stop(self) -> SpeechEnd | None:
        """End speech that is under way: nobody listens any longer."""
        began, ended, reported = self._began, self._ended, self._reported
        self._began, self._ended, self._reported = None, None, False
        if not reported or began is None:
            return None
        return SpeechEnd(began, self._heard_to if ended is None else ended)

    def _offset(self, quiet: bool) -> float:
        offset = OFFSET if self._ended is None else ONSET
        return max(offset, QUIET_OFFSET) if quiet else offset

    def _spoken(self, began: int, end: int) -> SpeechStart | None:
        self._ended, self._heard_to = None, end
        if self._reported or end - began < self._speech:
            return None
        self._reported = True
        return SpeechStart(began)

    def _silent(self, since: int, end: int) -> SpeechEnd | None:
        self._ended = since
        return self.stop() if end - since >= self._pause else None
