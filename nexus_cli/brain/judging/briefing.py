"""What a model is told about one answer: the rubric first, the answer last, nobody's name."""

from collections.abc import Mapping

from nexus_cli.brain.judging.sentences import Numbered
from nexus_cli.brain.prompting import Block, fenced
from nexus_cli.models.question import Question
from nexus_cli.models.rubric import Dimension, Rubric
from nexus_cli.scoring.points import Target
from nexus_cli.text import one_line

SAID_TOKENS = 1_050
"""Room for the answer and its follow-up: some 650 words, more than four minutes of speech."""
_RUBRIC_TOKENS, _QUESTION_TOKENS, _POINT_TOKENS = 900, 250, 500
_CHARACTERS_A_TOKEN = 3.3
"""Below the estimate of the fences, so that what is shortened to fit does fit."""
_DESCRIPTION_SHARE = 0.35
_LEVELS = (0, 1, 3, 5)
"""The ends and two between: describing every level gains a judge nothing."""

Values = Mapping[str, Block | str | int]


def briefing(
    question: Question, rubric: Rubric, target: Target, said: Numbered, nonce: str
) -> dict[str, Block | str | int]:
    """Return the values of the prompt `grade_answer`.

    The rubric is the same over a session and stands first, so that only the rest is paid in full.
    """
    room = _room(_POINT_TOKENS, len(target.points))
    points = [one_line(point.point, room) for point in target.points]
    asked = fenced("question", [question.text], nonce, prefix="q", tokens=_QUESTION_TOKENS)
    return {
        "rubric": _rubric(rubric, nonce),
        "question": asked,
        "points": fenced("points", points, nonce, prefix="p"),
        "answer": said.answer,
        "follow_up": said.follow_up,
        "order": _order(rubric),
    }


def turned(values: Values, rubric: Rubric) -> dict[str, Block | str | int]:
    """Return the same with points and dimensions in reverse order; every id stays.

    The rubric keeps its place among what earlier calls have paid for; it is the order in which its
    dimensions are to be filled in that turns.
    """
    points = values["points"]
    if isinstance(points, Block):
        first, *lines, last = points.text.split("\n")
        points = Block("\n".join([first, *reversed(lines), last]), points.lines, points.left_out)
    order = " ".join(reversed(_order(rubric).split()))
    return {**values, "points": points, "order": order}


def _rubric(rubric: Rubric, nonce: str) -> Block:
    room = _room(_RUBRIC_TOKENS, len(rubric.dimensions))
    lines = [_described(dimension, room) for dimension in rubric.dimensions]
    return fenced("rubric", lines, nonce, prefix="d")


def _described(dimension: Dimension, room: int) -> str:
    """Return a dimension on one line of at most about `room` characters, anchors included."""
    levels = [n for n in _LEVELS if n in dimension.anchors] or sorted(dimension.anchors)
    anchors = [dimension.anchors[level] for level in levels]
    name, description = one_line(dimension.name, 40), one_line(dimension.description)
    if len(name) + len(description) + sum(len(a) + 4 for a in anchors) > room:
        description = one_line(description, max(20, int(room * _DESCRIPTION_SHARE)))
        left = max(0, room - len(name) - len(description)) // max(1, len(anchors))
        anchors = [one_line(anchor, max(10, left - 4)) for anchor in anchors]
    told = " ".join(f"{n}: {anchor}" for n, anchor in zip(levels, anchors, strict=True))
    return f"{name} - {description} {told}".strip()


def _order(rubric: Rubric) -> str:
    return " ".join(f"d{number}" for number in range(1, len(rubric.dimensions) + 1))


def _room(tokens: int, items: int) -> int:
    """Return the characters that each of `items` may take of `tokens`."""
    return int(tokens * _CHARACTERS_A_TOKEN) // max(1, items) - 8
