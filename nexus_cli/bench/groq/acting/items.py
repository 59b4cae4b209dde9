"""Questions written for areas: the bank's, worded for each, in the form that is asked for."""

from collections.abc import Sequence

from nexus_cli.bench.groq.acting.bank import nearest_question
from nexus_cli.bench.groq.acting.gaps import area_named, stems
from nexus_cli.bench.groq.acting.told import Told
from nexus_cli.brain.asking.forms import WrittenItem, WrittenItems, WrittenPoint
from nexus_cli.models.question import KeyPoint, Question
from nexus_cli.scoring.tokens import everyday_stems, workday_stems

_TOPICS = (
    "your own part in it",
    "how you went about it",
    "what came of it",
    "a case that you remember",
    "what you looked at next",
    "what you would keep in mind",
)
"""They name no content, so they reveal none."""
_REFUSED = "the last try was refused"
_PLAIN_FOLLOW_UP = "What did you do yourself, and what came of it?"


def write_items(told: Told) -> WrittenItems:
    """Return one item an area: the bank's nearest question, worded for it."""
    items: list[WrittenItem] = []
    used: set[str] = set()
    for line, text in told.fence("area").lines.items():
        question = nearest_question(area_named(text), used, told.user)
        if _REFUSED in text:
            question = nearest_question(area_named(text), {*used, question.id}, told.user)
        used.add(question.id)
        items.append(_item(line, area_named(text), question))
    return WrittenItems(items=items)


def _item(line: str, area: str, question: Question) -> WrittenItem:
    levels = question.anchors
    return WrittenItem(
        area=line,
        concept=area,
        points=_points(question.key_points),
        question=question.text,
        follow_up=_follow_up(question),
        low=levels.get(1, "Names the subject and nothing of it."),
        middle=levels.get(3, "Tells a part of it, and leaves the rest open."),
        high=levels.get(5, "Tells all of it with reasons."),
        model_answer=question.model_answer,
    )


def _follow_up(question: Question) -> str:
    """Return the bank's follow-up, or a plain one when it says a word of the key points."""
    hint = question.follow_up_hint
    points = " ".join(key.point for key in question.key_points)
    hidden = stems(points) - stems(question.text) - everyday_stems() - workday_stems()
    return _PLAIN_FOLLOW_UP if hint.count("?") != 1 or stems(hint) & hidden else hint


def _points(keys: Sequence[KeyPoint]) -> list[WrittenPoint]:
    """Return the key points, each with a topic of its own that shares no word with it."""
    points: list[WrittenPoint] = []
    for key in keys:
        said = stems(" ".join((key.point, *key.accept)))
        free = [topic for topic in _TOPICS if topic not in {p.probe_topic for p in points}]
        quiet = [topic for topic in free if not said & stems(topic)]
        words = list(key.accept[:3])
        topic = (quiet or free or _TOPICS)[0]
        points.append(WrittenPoint(text=key.point, other_words=words, probe_topic=topic))
    return points
