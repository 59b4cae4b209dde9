"""People who type their answers: what they write, and how long it takes them, drawn by a seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from nexus_cli.bench.timing.delays import Lognormal
from nexus_cli.models.events import Part
from nexus_cli.models.question import Question

WORDS_A_MINUTE = Lognormal(median=70.0, sigma=0.2)
"""Typed without a pause: most people type 40 to 60 (Dhakal et al. 2018, 52 of 168,000 typists)."""
DRAFT_SECONDS = 3.0
"""Between two drafts, as the screen keeps them."""
_POINTS = (0.25, 1.0)
"""Shares of the key points that an answer holds: some leave one open, and are followed up."""
_BETWEEN = (
    "That was in case {number}, and I did it with one colleague.",
    "It took about {number} days until we were sure of it.",
    "I had written {number} of them before, so I knew where to look.",
    "We told the others on day {number}, when the figures were in.",
)


@dataclass(frozen=True)
class Typed:
    """An answer on its way."""

    drafts: tuple[tuple[float, str], ...]
    """Seconds after the question, and the text so far."""
    seconds: float
    """After the question, when it is sent."""
    text: str


class Person:
    """The person `number`; no two write the same, and each always writes the same.

    `hurry` is how many times faster than that they write, where nobody is kept from anything by it.
    """

    def __init__(self, number: int, seed: int = 0, hurry: float = 1.0) -> None:
        self._number = number
        self._seed = seed
        self._hurry = hurry

    def answer(self, question: Question, part: Part) -> Typed:
        """Return how this person answers a question, or the follow-up to it."""
        draw = random.Random(f"{self._seed} {self._number} {question.id} {part}")  # noqa: S311
        pace = WORDS_A_MINUTE.draw(draw) * self._hurry / 60
        words = " ".join(self._sentences(question, part, draw)).split()
        seconds = len(words) / pace
        times = [DRAFT_SECONDS * n for n in range(1, int(seconds / DRAFT_SECONDS) + 1)]
        return Typed(
            drafts=tuple((at, " ".join(words[: int(len(words) * at / seconds)])) for at in times),
            seconds=seconds,
            text=" ".join(words),
        )

    def _sentences(self, question: Question, part: Part, draw: random.Random) -> Iterator[str]:
        points = list(question.key_points)
        draw.shuffle(points)
        most = max(1, round(len(points) * draw.uniform(*_POINTS))) if part == "answer" else 1
        for point in points[:most]:
            yield f"{point.point.rstrip('.')}."
            yield draw.choice(_BETWEEN).format(number=100 * self._number + draw.randrange(100))
