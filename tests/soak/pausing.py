"""Answers that are known word for word, spoken with pauses inside: as a plan, and as flite's sound.

Two thirds of the pauses of people who tell something lie at the borders of clauses (Hawkins 1971,
The syntactic location of hesitation pauses); the chances below give 30 % at the end of a sentence,
38 % at a comma or a conjunction, 32 % inside a clause.
"""

import math
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from random import Random

import numpy as np
import soundfile

from nexus_cli.audio.samples import HEARING_HZ, Samples
from nexus_cli.brain.packs import packs
from nexus_cli.models.question import Question

SHORTEST_SECONDS, LONGEST_SECONDS = 0.3, 2.5
EDGE_SECONDS = 0.6
"""Quiet before an answer and after it: enough to be heard as a pause."""
_OPENERS = frozenset({"and", "but", "because", "so", "which", "then", "when", "if", "while"})
_FEWEST_WORDS = 3
_MARKS = re.compile(r"[.!?,;:]")
_ROOM = 0.0003
"""-70 dBFS: no microphone gives exact zeros."""
_AUDIBLE = 0.02
"""Of a clip's loudest sample: flite puts silence of its own around what it says."""
_CLICK_FREE = round(0.01 * HEARING_HZ)


class Place(StrEnum):
    """Where in an answer a pause lies."""

    SENTENCE = "sentence"
    COMMA = "comma"
    BORDER = "border"
    INSIDE = "inside"


_CHANCE = {Place.SENTENCE: 0.5, Place.COMMA: 0.35, Place.BORDER: 0.35, Place.INSIDE: 0.04}


class Marks(StrEnum):
    """How a recogniser writes what it was given up to a pause."""

    RIGHT = "right marks"
    FULL_STOP = "a full stop after all"
    NONE = "no marks"


@dataclass(frozen=True)
class Pause:
    """A silence inside an answer."""

    after_words: int
    place: Place
    seconds: float


@dataclass(frozen=True)
class SpokenAnswer:
    """An answer of the question packs, and where its speaker pauses."""

    question: Question
    words: tuple[str, ...]
    pauses: tuple[Pause, ...]

    @property
    def stretches(self) -> Iterator[tuple[str, ...]]:
        """The words between the pauses."""
        ends = [pause.after_words for pause in self.pauses]
        for start, end in zip([0, *ends], [*ends, len(self.words)], strict=True):
            yield self.words[start:end]

    def written(self, count: int, marks: Marks) -> str:
        """Return the first `count` words as such a recogniser writes them."""
        said = " ".join(self.words[:count])
        if marks is Marks.NONE:
            return " ".join(_MARKS.sub("", said).lower().split())
        return said.rstrip(".,;:") + "." if marks is Marks.FULL_STOP else said


def answers(seed: int, count: int) -> list[SpokenAnswer]:
    """Return model answers and their paraphrases, drawn from all packs without repetition."""
    random = Random(seed)  # noqa: S311  # the same answers each time
    known = [
        (question, text)
        for pack in packs()
        for question in pack.questions
        for text in (question.model_answer, question.paraphrase)
        if text and question.key_points
    ]
    return [_paused(*pair, random) for pair in random.sample(known, count)]


def _paused(question: Question, text: str, random: Random) -> SpokenAnswer:
    words = tuple(text.split())
    places = ((at, _place(words, at)) for at in range(_FEWEST_WORDS, len(words)))
    pauses = tuple(
        Pause(at, place, random.uniform(SHORTEST_SECONDS, LONGEST_SECONDS))
        for at, place in places
        if random.random() < _CHANCE[place]
    )
    return SpokenAnswer(question, words, pauses)


def _place(words: tuple[str, ...], at: int) -> Place:
    if words[at - 1].endswith((".", "!", "?")):
        return Place.SENTENCE
    if words[at - 1].endswith((",", ";", ":")):
        return Place.COMMA
    return Place.BORDER if words[at] in _OPENERS else Place.INSIDE


@dataclass(frozen=True)
class Stretch:
    """What is said between two pauses: its words, and the samples at which it begins and ends."""

    words: int
    begin: int
    end: int


@dataclass(frozen=True)
class Recording:
    """An answer as sound."""

    samples: Samples
    stretches: tuple[Stretch, ...]


def recorded(
    answer: SpokenAnswer, voice: str, folder: Path, last_seconds: float = math.inf
) -> Recording:
    """Let flite say `answer`, of each stretch its `last_seconds`: shape (n,), 16 kHz, a quiet room.

    Each stretch is said without its marks, at which flite would pause of its own accord.
    """
    room = np.random.default_rng(len(answer.words))
    quiets = [*(pause.seconds for pause in answer.pauses), EDGE_SECONDS]
    parts, stretches = [_quiet(EDGE_SECONDS)], []
    at = len(parts[0])
    for words, seconds in zip(answer.stretches, quiets, strict=True):
        sound = _said(" ".join(words), voice, folder)
        sound = sound[-round(min(last_seconds * HEARING_HZ, len(sound))) :]
        stretches.append(Stretch(len(words), at, at + len(sound)))
        parts += [sound, _quiet(seconds)]
        at += len(sound) + len(parts[-1])
    whole = np.concatenate(parts)
    noise = room.normal(0.0, _ROOM, len(whole)).astype(np.float32)
    return Recording(whole + noise, tuple(stretches))


def _said(text: str, voice: str, folder: Path) -> Samples:
    file = folder / "stretch.wav"
    plain = _MARKS.sub(" ", text)
    subprocess.run(["flite", "-voice", voice, "-t", plain, "-o", str(file)], check=True)
    samples, rate_hz = soundfile.read(file, dtype="float32")
    assert rate_hz == HEARING_HZ
    loud = np.flatnonzero(np.abs(samples) > _AUDIBLE * np.abs(samples).max())
    sound: Samples = samples[max(0, loud[0] - _CLICK_FREE) : loud[-1] + _CLICK_FREE]
    return sound


def _quiet(seconds: float) -> Samples:
    return np.zeros(round(seconds * HEARING_HZ), dtype=np.float32)
