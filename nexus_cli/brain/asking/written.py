"""A written item as a question of the plan, once it has passed every check."""

import hashlib
import re
from collections.abc import Sequence

from nexus_cli.brain.asking.areas import Area
from nexus_cli.brain.asking.checks import objection
from nexus_cli.brain.asking.forms import WrittenItem, WrittenPoint
from nexus_cli.brain.asking.points import other_wordings, probe_topic
from nexus_cli.brain.prompting import neutral
from nexus_cli.models.question import KeyPoint, Question
from nexus_cli.scoring import measure_coverage

FEWEST_COVERED = 0.5
"""Of 1, what the offline scorer must find in the model answer; the bank's lie at 0.93 and above."""
_LONGEST_SLUG = 40


def accepted(
    item: WrittenItem, area: Area, asked: Sequence[str], concepts: Sequence[str]
) -> Question | str:
    """Return the question that `item` makes for `area`, or a sentence that says why it makes none.

    `asked` are the questions it must not repeat, `concepts` those already taken.
    """
    clean = _cleaned(item)
    if wrong := objection(clean, area.target, asked, concepts):
        return wrong
    question = _question(clean, area)
    if measure_coverage(question, question.model_answer).overall < FEWEST_COVERED:
        return "Its model answer does not say its points."
    return question


def _question(item: WrittenItem, area: Area) -> Question:
    slug = re.sub(r"[^a-z0-9]+", "-", area.target.lower())[:_LONGEST_SLUG].strip("-") or "subject"
    digest = hashlib.sha256(item.question.encode()).hexdigest()
    return Question(
        id=f"model-{slug}-{digest[:8]}",
        text=item.question,
        category=area.slot.category,
        target=area.target,
        key_points=tuple(
            KeyPoint(
                point=point.text,
                accept=other_wordings(point, item.question),
                probe_topic=probe_topic(point, item.question),
            )
            for point in item.points
        ),
        follow_up_hint=item.follow_up,
        skills=area.skills,
        difficulty=area.slot.difficulty,
        anchors={1: item.low, 3: item.middle, 5: item.high},
        model_answer=item.model_answer,
        reason=area.reason,
    )


def _cleaned(item: WrittenItem) -> WrittenItem:
    """Return the item with every text on one line and nothing in it but words and signs."""
    words = {name: neutral(text) for name, text in item if isinstance(text, str)}
    points = [
        WrittenPoint(
            text=neutral(point.text),
            other_words=[neutral(one) for one in point.other_words],
            probe_topic=neutral(point.probe_topic),
        )
        for point in item.points
    ]
    return WrittenItem(**words, points=points)
