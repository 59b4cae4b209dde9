"""Grades texts on one question as a report would show them, on 0-10."""

from functools import cached_property

from nexus_cli.models.grade import Grade
from nexus_cli.models.question import Question
from nexus_cli.scoring import default_rubric, grade_answer


class Examiner:
    """One question with the default rubric."""

    def __init__(self, question: Question) -> None:
        self.question = question

    def grade(self, text: str) -> Grade:
        """Return the whole grade of `text`."""
        return grade_answer(self.question, text, "", default_rubric())

    def points(self, text: str) -> float:
        """Return twice the shown average, 0-10; 0 for a text without a score."""
        return points_of(self.grade(text))

    @cached_property
    def model_points(self) -> float:
        """The points of the question's own model answer."""
        return self.points(self.question.model_answer)


def points_of(grade: Grade) -> float:
    """Return twice the average that a report shows for `grade`, 0-10; 0 without a score."""
    scores = {name: score.score for name, score in grade.scores.items()}
    return 2 * (default_rubric().average(scores) or 0.0)
