"""What a grading prompt lays before its reader."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from nexus_cli.bench.groq.acting.bank import known_points, known_question, plain
from nexus_cli.bench.groq.acting.told import Fence, Told
from nexus_cli.models.question import Category, KeyPoint, Question
from nexus_cli.scoring import default_rubric

_NAME_ENDS = re.compile(r" [-–—] |:")


@dataclass(frozen=True)
class Sheet:
    """What a grading prompt lays before its reader."""

    question: Question
    points: Mapping[str, KeyPoint]
    answer: Fence
    follow_up: Fence
    dimensions: Mapping[str, str]
    """Id as the prompt writes it, to the name of the dimension."""

    @property
    def sentences(self) -> dict[str, str]:
        """Everything the candidate said, by id."""
        return {**self.answer.lines, **self.follow_up.lines}

    @property
    def said(self) -> str:
        """The sentences as one text."""
        return " ".join(self.sentences.values())


def read_sheet(told: Told) -> Sheet:
    """Return what the prompt shows; key points of the bank come with their other wordings."""
    asked = told.fence("question").text or told.plain("question")
    points = {
        line: known_points().get(plain(text), KeyPoint(point=text))
        for line, text in told.fence("point").lines.items()
    }
    known = known_question(asked)
    question = Question(
        id="asked",
        text=asked,
        category=known.category if known else Category.TECHNICAL,
        target="",
        key_points=tuple(points.values()),
        follow_up_hint="",
    )
    answer, follow_up = told.fence("answer", "said"), told.fence("follow", "reply")
    return Sheet(question, points, answer, follow_up, _dimensions(told))


def _dimensions(told: Told) -> dict[str, str]:
    fence = told.fence("dimension", "rubric", "scale")
    if fence.lines:
        return {line: _NAME_ENDS.split(text)[0].strip() for line, text in fence.lines.items()}
    names = [dimension.name for dimension in default_rubric().dimensions]
    return {name: name for name in names if name in told.user.casefold()} or {n: n for n in names}
