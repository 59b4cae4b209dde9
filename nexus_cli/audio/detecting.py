"""From a probability a frame to when somebody began to speak and when they paused."""

import math
from collections import deque
from dataclasses import dataclass

from nexus_cli.audio.samples import HEARING_HZ

ONSET = 0.5
"""Probability from which a frame begins speech: Silero's own threshold."""
OFFSET = 0.35
"""Probability under which a frame ends it; between the two, it goes on (Silero's VADIterator)."""
QUIET_OFFSET = 0.7
"""Probability under which a frame as quiet as the room ends it.

In a noisy room Silero takes some five frames to come down to OFFSET; a pause is told up to 0.1 s
earlier with this. The price is some ten more dips a minute of speech that are told as pauses.
They are short: whoever waits 0.3 s before a pause is silence meets one in ten minutes.
"""
SPEECH_SECONDS = 0.25
"""So much speech is reported while it goes on."""
WORD_SECONDS = 0.128
"""Less than this is a click or a chair. Between the two it is reported at its pause, and only
where it sounds like a word: the vowel of a quick "no" lasts four to seven frames."""
WORD_PROBABILITY = 0.8
"""That a short word reaches in one frame at least. Knocks, keys, breath and tones reach 0.7."""
PAUSE_SECONDS = 0.064
"""So much without speech is a pause: two frames, as one may fall on a closed consonant."""
FADING_DB = 20.0
"""Under the loudest of a stretch of speech: a word that dies away, or a closed consonant."""
ONSET_FRAMES = 6
"""Before the first sure frame in which speech may have begun softly: Silero is late by 0.15 s for
one "sk" or "sh" in twenty. Breath that counts as speech with it is bounded by it."""
_CLOSED_FRAMES = 2
"""As quiet as the room, which a closed consonant makes of the sound before a vowel."""
_FRAMES_BEFORE = 4
"""In which a cough bursts out, louder than the voice that follows it; a word begins softly. Tried
on made coughs alone; one that lasts SPEECH_SECONDS is speech all the same."""


@dataclass(frozen=True)
class SpeechStart:
    """Speech began at sample `at`: known SPEECH_SECONDS later, a short word's at its pause."""

    at: int
    onset: int
    """Where sound began that led up to it without a break: at `at` or a little earlier."""


@dataclass(frozen=True)
class SpeechEnd:
    """The speech that began at sample `began` ended at sample `at`."""

    began: int
    at: int


@dataclass
class _Stretch:
    """What may be speech, from its first frame on; levels in decibels of full scale."""

    began: int
    onset: int
    level_before: float
    heard_to: int = 0
    ended: int | None = None
    reported: bool = False
    level: float = -math.inf
    probability: float = 0.0
    fading: bool = False

    def speak(self, probability: float, level: float, end: int) -> None:
        self.ended, self.heard_to = None, end
        self.level = max(self.level, level)
        self.fading = level < self.level - FADING_DB
        self.probability = max(self.probability, probability)

    @property
    def sounds_like_a_word(self) -> bool:
        return self.probability >= WORD_PROBABILITY and self.level >= self.level_before


class SpeechDetector:
    """Follows speech through frames of equal length. Pure: it knows neither clock nor sound."""

    def __init__(self, rate_hz: int = HEARING_HZ) -> None:
        self._speech = round(SPEECH_SECONDS * rate_hz)
        self._word = round(WORD_SECONDS * rate_hz)
        self._pause = round(PAUSE_SECONDS * rate_hz)
        self._levels: deque[float] = deque(maxlen=_FRAMES_BEFORE)
        self._stretch: _Stretch | None = None
        self._before: deque[tuple[int, bool]] = deque(maxlen=ONSET_FRAMES + 1)
        """Where the newest frames begin, after reported speech, and whether each was quiet."""

    @property
    def speaking(self) -> bool:
        """Whether a start was reported and no end yet."""
        return self._stretch is not None and self._stretch.reported

    @property
    def stirring(self) -> bool:
        """Whether the last frame may be speech, reported or still too short to be."""
        return self._stretch is not None and self._stretch.ended is None

    @property
    def fading(self) -> bool:
        """Whether the last frame is FADING_DB under the loudest of the speech it belongs to."""
        return self._stretch is not None and self._stretch.fading

    @property
    def began(self) -> int | None:
        """Where what may be speech began, reported or not; None while nobody speaks."""
        return self._stretch.began if self._stretch else None

    def add(
        self, probability: float, start: int, end: int, *, level: float = 0.0, quiet: bool = False
    ) -> list[SpeechStart | SpeechEnd]:
        """Take in the frame of samples `start` to `end`; return what became certain with it.

        `level` is the frame's, in decibels of full scale; `quiet` says that it is hardly louder
        than the room. A short word is told with its pause, both at once.
        """
        level_before = max(self._levels, default=-math.inf)
        self._levels.append(level)
        self._before.append((start, quiet))
        if self._stretch is None and probability < ONSET:
            return []
        if self._stretch is None:
            self._stretch = _Stretch(start, self._onset(), level_before)
        elif probability < self._offset(self._stretch, quiet):
            return self._silent(self._stretch, start, end)
        self._stretch.speak(probability, level, end)
        return self._start(self._stretch, end - self._stretch.began >= self._speech)

    def stop(self) -> list[SpeechStart | SpeechEnd]:
        """End speech that is under way: nobody listens any longer."""
        stretch, self._stretch = self._stretch, None
        if stretch is None or not stretch.reported:
            return []
        self._before.clear()
        return [SpeechEnd(stretch.began, stretch.ended or stretch.heard_to)]

    @staticmethod
    def _offset(stretch: _Stretch, quiet: bool) -> float:
        offset = OFFSET if stretch.ended is None else ONSET
        return max(offset, QUIET_OFFSET) if quiet else offset

    @staticmethod
    def _start(stretch: _Stretch, certain: bool) -> list[SpeechStart | SpeechEnd]:
        if stretch.reported or not certain:
            return []
        stretch.reported = True
        return [SpeechStart(stretch.began, stretch.onset)]

    def _onset(self) -> int:
        """Return where the sound began that leads up to the newest frame."""
        (onset, _), gap = self._before[-1], 0
        for start, quiet in list(self._before)[-2::-1]:
            gap = gap + 1 if quiet else 0
            if gap > _CLOSED_FRAMES:
                break
            onset = onset if quiet else start
        return onset

    def _silent(self, stretch: _Stretch, start: int, end: int) -> list[SpeechStart | SpeechEnd]:
        ended = stretch.ended = start if stretch.ended is None else stretch.ended
        if end - ended < self._pause:
            return []
        word = ended - stretch.began >= self._word and stretch.sounds_like_a_word
        return self._start(stretch, word) + self.stop()
