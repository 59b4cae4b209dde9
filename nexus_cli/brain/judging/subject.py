"""What is judged: a question, what was said to it, the rubric, and the offline scorer's word."""

from dataclasses import dataclass
from statistics import fmean

from nexus_cli.brain.judging.kinship import is_astray
from nexus_cli.brain.judging.sentences import Numbered
from nexus_cli.models.grade import Evidence, Grade
from nexus_cli.models.question import Question
from nexus_cli.models.rubric import Rubric
from nexus_cli.scoring.assessment import Assessment
from nexus_cli.scoring.points import Target

CONTENT = "competency"
"""The dimension whose score is computed from the key points, not from the model's level."""
_ROOM = 1.0
_HIGHEST = 5.0


@dataclass(frozen=True)
class Subject:
    """One answer with everything that its judgement is held against; no model sees `offline`."""

    question: Question
    rubric: Rubric
    target: Target
    said: Numbered
    offline: Grade
    """Of all that was said."""
    shown: Grade
    """The offline grade of what is left when hidden sentences are out."""
    assessment: Assessment

    @property
    def offline_scores(self) -> dict[str, float]:
        """The dimensions that the offline scorer has a measure for, 0-5; hidden text helps none."""
        lowest: dict[str, float] = {}
        for name, score in (*self.offline.scores.items(), *self.shown.scores.items()):
            if score.score is not None:
                lowest[name] = min(score.score, lowest.get(name, score.score))
        return lowest

    def offline_score(self, dimension: str) -> float | None:
        """Return the offline score of a dimension, else the mean of those that there are.

        The score before it is spread over dimensions where there are none, and None without key
        points, because then nothing was measured.
        """
        if not self.target.points:
            return None
        scores = self.offline_scores
        mean = fmean(scores.values()) if scores else self.assessment.score
        return scores.get(dimension, mean)

    def offline_quotes(self, dimension: str) -> tuple[Evidence, ...]:
        """Return what the offline score of a dimension rests on."""
        score = self.offline.scores.get(dimension)
        return score.evidence if score else ()

    @property
    def offline_content(self) -> float | None:
        """The offline score of content, or the mean where the rubric has no such dimension."""
        names = [d.name for d in self.rubric.dimensions if is_content(d.name)]
        return self.offline_score(names[0] if names else "")

    def is_found_offline(self, point: int) -> bool:
        """Tell whether the offline scorer covers the key point with this place."""
        return point < len(self.offline.points) and self.offline.points[point].covered

    def is_astray(self, point: int, quote: Evidence) -> bool:
        """Tell whether a quote for a point found offline is from a place with little of it."""
        best = self.offline.points[point].coverage
        return is_astray(self.target, point, quote, self.said, best)

    def bound(self, dimension: str, *, is_trusted: bool = True) -> float:
        """Return the most (0-5) that any model may give a dimension: one above the offline score.

        No more than the offline score where the text holds instructions for its reader, or when the
        model is not trusted. The caps of the offline scorer's rules hold as well. Without an
        offline score it is 5.
        """
        offline = self.offline_score(dimension)
        if offline is None:
            return _HIGHEST
        room = _ROOM if is_trusted and not self.said.hidden else 0.0
        return min(_HIGHEST, offline + room, self.assessment.cap)

    def floor(self, dimension: str, *, is_faulted: bool) -> float:
        """Return the least (0-5) that a model may give a dimension: one below the offline score.

        0 where it quotes what is wrong, or says that this is no answer: going further down takes a
        reason, as going up does, so that a model that is merely hard on everybody changes little.
        """
        offline = self.offline_score(dimension)
        return 0.0 if offline is None or is_faulted else max(0.0, offline - _ROOM)


def is_content(dimension: str) -> bool:
    """Tell whether a dimension is scored from the key points."""
    return dimension.strip().casefold() == CONTENT
