"""What the question bank says about a skill: the points that answers about it are held against."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from nexus_cli.brain.kinship import canonical, covers
from nexus_cli.brain.packs import packs
from nexus_cli.brain.planning import filled
from nexus_cli.models.question import Category, KeyPoint, Question
from nexus_cli.scoring.tokens import parse

MOST_POINTS = 6
"""As many as the longest question of the bank has."""
_SAME = 0.5
"""Share of the shorter wording's content words from which two points say the same."""
_MOST_WORDINGS = 8
_SLOT = "{skill}"
_CORE = (Category.TECHNICAL, Category.SITUATIONAL, Category.BEHAVIOURAL)


def bank_points(skill: str) -> tuple[KeyPoint, ...]:
    """Return up to six key points that the bank's questions about `skill` share; () without any.

    Questions that are mainly about the skill count; where there is none, those that name it, then
    those about one that implies it, as PostgreSQL implies SQL. A point comes first when other
    questions have one like it, which then lends its wordings; each question has its say before any
    has a second. Raises RubricError for a broken pack.
    """
    questions = questions_on(skill)
    return merged_points([question.key_points for question in questions])


def questions_on(skill: str) -> tuple[Question, ...]:
    """Return the bank's questions about `skill`, openings and closings left out, in its order."""
    wanted = canonical(skill)
    every = [(q, [canonical(s) for s in q.skills]) for q in bank_questions() if _SLOT not in q.text]
    core = [(q, names) for q, names in every if q.category in _CORE]
    for fits in (
        lambda names: names[0] == wanted,
        lambda names: wanted in names,
        lambda names: wanted in covers(names[0]),
    ):
        if found := tuple(question for question, names in core if fits(names)):
            return found
    return ()


@lru_cache(maxsize=1)
def bank_questions() -> tuple[Question, ...]:
    """Return every question that ships with nexus."""
    return tuple(question for pack in packs() for question in pack.questions)


def merged_points(groups: Sequence[Sequence[KeyPoint]]) -> tuple[KeyPoint, ...]:
    """Return at most six points of several questions, the most shared first, likes as one."""
    stems = {point.point: _stems(point) for group in groups for point in group}
    ranked = [
        sorted(group, key=lambda point: -_sharing(point, stems, group, groups)) for group in groups
    ]
    kept: list[KeyPoint] = []
    for turn in range(max(map(len, ranked), default=0)):
        for group in ranked:
            for point in group[turn : turn + 1]:
                _add(point, kept, stems)
    return tuple(kept[:MOST_POINTS])


def _add(point: KeyPoint, kept: list[KeyPoint], stems: dict[str, frozenset[str]]) -> None:
    """Append the point, or give its wordings to the one that says the same already."""
    for place, other in enumerate(kept):
        if _likeness(stems[point.point], stems[other.point]) >= _SAME:
            wordings = dict.fromkeys((*other.accept, point.point, *point.accept))
            accept = tuple(w for w in wordings if w != other.point)[:_MOST_WORDINGS]
            kept[place] = other.model_copy(update={"accept": accept})
            return
    kept.append(point)


def _sharing(
    point: KeyPoint,
    stems: dict[str, frozenset[str]],
    own: Sequence[KeyPoint],
    groups: Sequence[Sequence[KeyPoint]],
) -> float:
    """Return how much of a point the other questions say, summed over them."""
    return sum(
        max((_likeness(stems[point.point], stems[other.point]) for other in group), default=0.0)
        for group in groups
        if group is not own
    )


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    least = min(len(one), len(other))
    return len(one & other) / least if least else 0.0


def _stems(point: KeyPoint) -> frozenset[str]:
    return parse(point.point).content_stems


def with_names(skills: Iterable[str]) -> tuple[Question, ...]:
    """Return the bank with the open slots of its questions filled, once for each of `skills`."""
    plain = [question for question in bank_questions() if _SLOT not in question.text]
    open_ones = [question for question in bank_questions() if _SLOT in question.text]
    return (*plain, *(filled(question, skill) for skill in skills for question in open_ones))
