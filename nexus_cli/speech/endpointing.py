"""How long a silence must last before the turn is over."""

from dataclasses import dataclass

from nexus_cli.models.patience import Patience
from nexus_cli.speech.completeness import Completeness, sounds_complete
from nexus_cli.speech.patience import PauseHabit

_COVERED_ENOUGH = 0.5
_POINTS_POWER = 8
_LONG_FROM_WORDS, _LONG_AT_WORDS = 120, 240
_LONG_IS_ENOUGH = 0.7
_LIKELY_OVER = 0.9
_NOT_FALLING = 0.5


@dataclass(frozen=True)
class Heard:
    """What is known of an answer when its speaker falls silent."""

    text: str
    """All words so far."""
    coverage: float | None = None
    """Share (0-1) of the question's key points, by `spoken_coverage`; None where it has none."""
    falling: bool | None = None
    """Whether the pitch of the last clause fell, as at the end of a statement; None if unknown."""
    request: bool = False
    """True when the last words are a request such as `repeat that`."""


@dataclass(frozen=True)
class Endpoint:
    """When the turn is over, unless the person speaks on."""

    wait_seconds: float
    """Counted from the last sound."""
    why: str
    """For the countdown, such as `“and” sounds as if more is coming`."""


def endpoint(heard: Heard, patience: Patience, habit: PauseHabit) -> Endpoint:
    """Return the silence to wait for after `heard`.

    An answer is over when its last words sound finished and it has said enough; the wait lies
    between this person's two waits (see `patience`) by the product of the two. Enough is what
    `_enough` makes of key points and length: a finished sentence in the middle of an answer sounds
    like one at its end, and only what is still to be said tells them apart.
    """
    shortest, longest = habit.waits(patience)
    if heard.request:
        return Endpoint(shortest, "that sounded like a request")
    sounds = sounds_complete(heard.text)
    if sounds.closing:
        return Endpoint(shortest, sounds.why)
    over = sounds.score * _enough(heard)
    if heard.falling is False:
        over *= _NOT_FALLING
    return Endpoint(longest - (longest - shortest) * over, _why(heard, sounds, over))


def _enough(heard: Heard) -> float:
    """Return how much of an answer was given, 0-1.

    Key points count from half of them covered, as an eighth power, so that one point that is open
    or was made only now (see `coverage`) leaves most of the wait. Length alone, from 120 to 240
    words (one minute to two), makes 0.7 at most: the model answers of the question packs end
    anywhere from 75 to 140 words, so up to there it tells nothing.
    """
    covered = 0.0 if heard.coverage is None else min(1.0, max(0.0, heard.coverage))
    by_points = max(0.0, (covered - _COVERED_ENOUGH) / (1 - _COVERED_ENOUGH)) ** _POINTS_POWER
    beyond = (len(heard.text.split()) - _LONG_FROM_WORDS) / (_LONG_AT_WORDS - _LONG_FROM_WORDS)
    by_length = _LONG_IS_ENOUGH * min(1.0, max(0.0, beyond))
    return max(by_points, by_length)


def _why(heard: Heard, sounds: Completeness, over: float) -> str:
    if over >= _LIKELY_OVER:
        return "your answer sounds complete"
    if sounds.score < 1.0:
        return sounds.why
    if heard.falling is False:
        return "your voice did not fall"
    return "there may be more to say"
