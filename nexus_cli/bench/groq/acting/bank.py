"""What the actors know by heart: the question bank, by area, by question and by key point."""

import json
import zlib
from collections.abc import Collection, Iterator
from functools import cache

from nexus_cli.brain.kinship import canonical, covers
from nexus_cli.brain.packs import packs
from nexus_cli.models.question import Category, KeyPoint, Question
from nexus_cli.scoring.normalise import fold
from nexus_cli.scoring.points import target_of

_SLOT = "{skill}"
_ANY_SKILL = "any-skill-used"
_FRAMES = (
    "Tell me about one piece of work in which {skill} was needed. What did you do yourself?",
    "When did {skill} last cost you real thought, what did you decide, and what came of it?",
    "Walk me through a case from your own work that turned on {skill}. Why did you do it that way?",
    "Suppose somebody takes over {skill} from you. Which case of yours would you show first?",
)
_TOLD = 80
"""Characters of a question that a prompt tells of it at least, when it was asked before."""
_MOST_WORDS = 35
_FEWEST_POINTS, _MOST_POINTS = 3, 5
_IN_QUESTION = 0.5
"""Share of a point's words from which the question gives it away."""


@cache
def known_points() -> dict[str, KeyPoint]:
    """Return every key point of the bank by its plain words."""
    return {plain(key.point): key for question in _bank() for key in question.key_points}


def known_question(text: str) -> Question | None:
    """Return the bank's question that stands in `text`, if one does."""
    wanted = plain(text)
    return next((q for q in _bank() if _SLOT not in q.text and plain(q.text) in wanted), None)


def nearest_question(area: str, used: Collection[str], asked: str) -> Question:
    """Return the bank's question about `area`, or one that fits any area, worded for this one.

    Not one of the ids in `used`, nor one whose text stands in `asked`, unless nothing else is left.
    """
    already = plain(asked)
    about = [question for question in _fitting() if _nearness(question, area)]
    about.sort(key=lambda question: (-_nearness(question, area), _luck(question.id, area)))
    frames = sorted(_frames(area), key=lambda question: _luck(question.id, area))
    every = [*about, *frames]
    free = [q for q in every if q.id not in used and plain(q.text)[:_TOLD] not in already]
    return _headed(free[0] if free else frames[0], area)


def plain(text: str) -> str:
    """Return `text` folded and on one line, for comparing."""
    return " ".join(fold(text).text.split()).strip(" .")


def _bank() -> Iterator[Question]:
    return (question for pack in packs() for question in pack.questions)


@cache
def _fitting() -> tuple[Question, ...]:
    """Questions that a writer may hand in: short, one question mark, points that it keeps."""
    return tuple(
        question.model_copy(update={"key_points": points})
        for question in _bank()
        if question.category not in (Category.OPENING, Category.CLOSING)
        and _SLOT not in question.text
        and question.text.count("?") == 1
        and len(question.text.split()) < _MOST_WORDS
        and len(points := _kept_points(question)) >= _FEWEST_POINTS
    )


def _kept_points(question: Question) -> tuple[KeyPoint, ...]:
    target = target_of(question.text, question.key_points)
    kept = []
    for key, phrasings in zip(question.key_points, target.phrasings, strict=True):
        stems = {stem for stem, _ in phrasings[0].keys} if phrasings else set()
        if len(stems & target.question_words) < _IN_QUESTION * len(stems):
            kept.append(key)
    return tuple(kept[:_MOST_POINTS])


def _nearness(question: Question, area: str) -> int:
    names = [canonical(skill).casefold() for skill in question.skills]
    if names[0] == area.casefold():
        return 3
    if area.casefold() in names:
        return 2
    return 1 if area in covers(canonical(question.skills[0])) else 0


def _luck(question_id: str, area: str) -> int:
    """Tell two areas with the same questions apart, the same way every time."""
    return zlib.crc32(f"{area}/{question_id}".encode())


def _frames(area: str) -> list[Question]:
    """Questions that fit any area; what a good answer says is what the bank has for any skill."""
    model = next(question for question in _bank() if question.id == _ANY_SKILL)
    filled = model.model_dump_json().replace(_SLOT, json.dumps(area)[1:-1])
    whole = Question.model_validate_json(filled)
    return [
        whole.model_copy(
            update={
                "id": f"{_ANY_SKILL}-{number}",
                "text": frame.replace(_SLOT, area),
                "key_points": whole.key_points[:_MOST_POINTS],
            }
        )
        for number, frame in enumerate(_FRAMES)
    ]


def _headed(question: Question, area: str) -> Question:
    """Return the question with its area before it, unless it names it or grows too long."""
    text = f"About {area}: {question.text}"
    if area in question.text or len(text.split()) > _MOST_WORDS:
        return question
    return question.model_copy(update={"text": text})
