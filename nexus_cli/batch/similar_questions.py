"""Finds the bank question that asks the same in nearly the same words; no model, no I/O."""

import math
from collections import defaultdict
from collections.abc import Iterable

from nexus_cli.models.question import Question
from nexus_cli.scoring.tokens import parse

SAME = 0.65
"""Dice coefficient of the weighted content words from which two questions are the same.

No two questions of the bank come nearer than 0.52 to each other.
"""


class SimilarQuestions:
    """An index over questions by the words they hold, rare words weighing more."""

    def __init__(self, questions: Iterable[Question]) -> None:
        self._questions = tuple(questions)
        stems = [parse(question.text).content_stems for question in self._questions]
        self._holders: defaultdict[str, list[int]] = defaultdict(list)
        for place, found in enumerate(stems):
            for stem in sorted(found):
                self._holders[stem].append(place)
        self._unknown = math.log(1 + len(self._questions))
        self._totals = [sum(self._weight(stem) for stem in sorted(found)) for found in stems]

    def find(self, text: str) -> Question | None:
        """Return the question that `text` asks, None when none is asked in these words."""
        found = self.nearest(text)
        return found[0] if found and found[1] >= SAME else None

    def nearest(self, text: str) -> tuple[Question, float] | None:
        """Return the most alike question with its likeness (0-1); of equals the first."""
        stems = sorted(parse(text).content_stems)
        shared: defaultdict[int, float] = defaultdict(float)
        for stem in stems:
            weight = self._weight(stem)
            for place in self._holders.get(stem, ()):
                shared[place] += weight
        if not shared:
            return None
        total = sum(map(self._weight, stems))
        likeness = {p: 2 * held / (total + self._totals[p]) for p, held in shared.items()}
        best = max(likeness, key=lambda place: (round(likeness[place], 9), -place))
        return self._questions[best], likeness[best]

    def _weight(self, stem: str) -> float:
        """Return log((1 + questions) / questions that hold it), the usual inverse frequency."""
        holders = len(self._holders.get(stem, ()))
        return self._unknown - math.log(holders) if holders else self._unknown
