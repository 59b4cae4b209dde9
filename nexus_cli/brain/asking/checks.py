"""What a written question must keep to before anybody hears it."""

from collections.abc import Iterator, Sequence

from nexus_cli.brain.asking.forms import WrittenItem
from nexus_cli.brain.asking.points import level_objection, point_objection, shared_run
from nexus_cli.brain.asking.protected import asks_protected
from nexus_cli.brain.asking.similarity import content, same_concept, same_question
from nexus_cli.brain.asking.wording import sayable_objection, wording_objection
from nexus_cli.scoring.tokens import everyday_stems, workday_stems

FEWEST_POINTS, MOST_POINTS = 3, 5
_MOST_CONCEPT_CHARACTERS = 120
_MOST_ANSWER_WORDS = 200
_MOST_ANSWER_CHARACTERS = 2_000


def objection(item: WrittenItem, target: str, asked: Sequence[str], concepts: Sequence[str]) -> str:
    """Return in a sentence why `item` may not be asked; empty when it may.

    `asked` are the questions that it must not repeat, `concepts` those already taken. A follow-up
    may name the `target` and whatever the question says.
    """
    return next(filter(None, _objections(item, target, asked, concepts)), "")


def _objections(
    item: WrittenItem, target: str, asked: Sequence[str], concepts: Sequence[str]
) -> Iterator[str]:
    """Yield objections, empty ones among them, the cheap checks first."""
    yield wording_objection(item.question)
    yield from _shape_objections(item)
    for point in item.points:
        yield point_objection(point.text, item.question)
    for description in (item.low, item.middle, item.high):
        yield level_objection(description)
    if any(asks_protected(text) for text in _texts(item)):
        yield "It touches something private, such as age, family, health, religion or origin."
    if any(same_concept(item.concept, concept) for concept in concepts):
        yield "Its concept is already used."
    if any(same_question(item.question, text) for text in asked):
        yield "It asks what another question asks."
    yield _follow_up_objection(item, target)


def _shape_objections(item: WrittenItem) -> Iterator[str]:
    if not FEWEST_POINTS <= len(item.points) <= MOST_POINTS:
        yield f"It has {len(item.points)} points; {FEWEST_POINTS} to {MOST_POINTS} are wanted."
    if len({content(point.text) for point in item.points}) < len(item.points):
        yield "Two of its points say the same."
    if len({item.low, item.middle, item.high}) < 3:
        yield "Two of its levels are described alike."
    if not 0 < len(item.concept) <= _MOST_CONCEPT_CHARACTERS:
        yield "Its concept is not a few words."
    answer = item.model_answer
    if len(answer.split()) > _MOST_ANSWER_WORDS or len(answer) > _MOST_ANSWER_CHARACTERS:
        yield f"Its model answer has more than {_MOST_ANSWER_WORDS} words."


def _follow_up_objection(item: WrittenItem, target: str) -> str:
    """Return why the follow-up cannot be asked; everyday words alone give nothing away."""
    if wrong := sayable_objection(item.follow_up):
        return wrong.replace("question", "follow-up", 1)
    said = content(f"{item.question} {target}") | everyday_stems() | workday_stems()
    points = frozenset[str]().union(*(content(point.text) for point in item.points))
    runs = (words for point in item.points for words in (point.text, *point.other_words))
    if content(item.follow_up) & (points - said) or any(
        shared_run(item.follow_up, words) for words in runs
    ):
        return "The follow-up gives a point away."
    return ""


def _texts(item: WrittenItem) -> Iterator[str]:
    yield from (item.concept, item.question, item.follow_up, item.model_answer)
    yield from (item.low, item.middle, item.high)
    for point in item.points:
        yield from (point.text, *point.other_words)
