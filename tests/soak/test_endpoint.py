"""How often an answer is cut in a pause, and how long one waits after its end, measured together.

The pauses are found in flite's sound by the conditioning, Silero, detector and silence count of a
real interview, in sample time; the words are known.
"""

import math
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from nexus_cli.audio.ear import Ear
from nexus_cli.audio.samples import HEARING_HZ
from nexus_cli.audio.vad import SileroVad
from nexus_cli.models.patience import Patience
from nexus_cli.speech.coverage import spoken_coverage
from nexus_cli.speech.ear.hearing import Hearing
from nexus_cli.speech.ear.signals import FellSilent, SpeechBegan
from nexus_cli.speech.endpointing import Heard, endpoint
from nexus_cli.speech.patience import PauseHabit
from tests.soak.measuring import shown
from tests.soak.pausing import Marks, Recording, SpokenAnswer, answers, recorded
from tests.stt.recogniser import require

TICK = round(0.05 * HEARING_HZ)
ANSWERS_A_PERSON = 7
"""An interview's worth; then somebody else speaks, whose pauses are not known."""
SEEDS = (3, 11, 5, 21, 22)
VOICES = ("kal16", "slt", "rms", "awb")
LAST_SECONDS = 1.5
"""Of each stretch, in the short form: a pause is found by what lies around it."""
MOST_CUT = 0.02
MOST_CUT_UNMARKED = 0.05
LONGEST_WAIT_SECONDS = 0.8


@dataclass(frozen=True)
class Fell:
    """A silence as it was heard, up to the first sign of more speech."""

    words: int
    """Said before it."""
    late_seconds: float
    """How much later than in truth the speech before it was taken to end."""
    seconds: float


@dataclass(frozen=True)
class Listened:
    """An answer as it was heard; the last silence is the one after its end."""

    answer: SpokenAnswer
    silences: tuple[Fell, ...]


@dataclass(frozen=True)
class Outcome:
    """What became of answers, at one patience and one way to write."""

    pauses: int
    cut: int
    waits: tuple[float, ...]
    """Seconds from the last sound of each answer until it was taken."""

    @property
    def cut_share(self) -> float:
        return self.cut / self.pauses

    @property
    def p50_seconds(self) -> float:
        return median(self.waits)


def heard(answer: SpokenAnswer, recording: Recording) -> Listened:
    """Let a real ear listen to `recording`, tick by tick."""
    ear, hearing = Ear(SileroVad()), Hearing(0.0)
    hearing.open(0)
    silences: list[Fell] = []
    falling: Fell | None = None
    for start in range(0, len(recording.samples), TICK):
        now = (start + TICK) / HEARING_HZ
        for sound in ear.hear(recording.samples[start : start + TICK], now):
            for signal in hearing.heard(sound, now):
                if isinstance(signal, SpeechBegan) and falling:
                    silences.append(falling)
                    falling = None
                if isinstance(signal, FellSilent):
                    falling = fell(recording, now, hearing.silence(now).seconds)
        if falling:
            falling = replace(falling, seconds=hearing.silence(now).seconds)
    return Listened(answer, (*silences, falling) if falling else tuple(silences))


def fell(recording: Recording, now: float, seconds: float) -> Fell:
    """Return the silence that has lasted for `seconds` at `now`."""
    ended = round((now - seconds) * HEARING_HZ)
    before = [stretch for stretch in recording.stretches if stretch.begin < ended]
    late = ended - before[-1].end
    return Fell(sum(stretch.words for stretch in before), late / HEARING_HZ, seconds)


def judged(spoken: Sequence[Listened], patience: Patience, marks: Marks) -> Outcome:
    """Return what became of `spoken`; a cut answer is listened to all the same."""
    cut, waits, habit = 0, [], PauseHabit()
    for number, listened in enumerate(spoken):
        habit = habit if number % ANSWERS_A_PERSON else PauseHabit()
        for silence in listened.silences:
            text = listened.answer.written(silence.words, marks)
            coverage = covered(listened.answer, text)
            wait = endpoint(Heard(text, coverage), patience, habit).wait_seconds
            if silence is listened.silences[-1]:
                waits.append(wait + silence.late_seconds)
            else:
                cut += silence.seconds >= wait
                habit = habit.after(silence.seconds)
    return Outcome(sum(len(one.answer.pauses) for one in spoken), cut, tuple(waits))


_COVERED: dict[tuple[str, str], float | None] = {}


def covered(answer: SpokenAnswer, text: str) -> float | None:
    """Return the coverage of `text`, measured once for all patiences."""
    known = (answer.question.id, text)
    if known not in _COVERED:
        _COVERED[known] = spoken_coverage(answer.question, text)
    return _COVERED[known]


def listened(seed: int, full: bool, folder: Path) -> list[Listened]:
    """Return one draw as it was heard: 40 answers of one voice, or 200 of four."""
    count, voices = (200, VOICES) if full else (40, VOICES[:1])
    last_seconds = math.inf if full else LAST_SECONDS
    return [
        heard(answer, recorded(answer, voices[number % len(voices)], folder, last_seconds))
        for number, answer in enumerate(answers(seed, count))
    ]


def test_answers_are_seldom_cut_and_soon_taken(full: bool, tmp_path: Path) -> None:
    require(shutil.which("flite") is not None, "needs flite: apt-get install flite")
    for seed in SEEDS if full else SEEDS[:1]:
        spoken = listened(seed, full, tmp_path)
        put = sum(len(one.answer.pauses) for one in spoken)
        assert 0.95 * put <= sum(len(one.silences) - 1 for one in spoken) <= 1.05 * put
        for marks in Marks:
            low, normal, high = (judged(spoken, patience, marks) for patience in Patience)
            for patience, outcome in zip(Patience, (low, normal, high), strict=True):
                shown(
                    f"endpoint, draw {seed}, {marks}, {patience} patience",
                    pauses=outcome.pauses,
                    cut_percent=100 * outcome.cut_share,
                    p50_wait_seconds=outcome.p50_seconds,
                )
            assert normal.cut_share <= (MOST_CUT if marks is Marks.RIGHT else MOST_CUT_UNMARKED)
            assert normal.p50_seconds <= LONGEST_WAIT_SECONDS
            assert high.cut <= normal.cut <= low.cut
            assert low.p50_seconds < normal.p50_seconds < high.p50_seconds
