"""One check of one text for each rule that scoring promises, on one question of the bank."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from nexus_cli.bench.attack_texts import attack_texts
from nexus_cli.bench.attacks import (
    LIST_WORDS,
    denied,
    key_words,
    negated,
    shuffled,
    sorted_words,
    with_typos,
)
from nexus_cli.bench.examiner import Examiner, points_of
from nexus_cli.models.grade import Status
from nexus_cli.models.question import Question

_NOTHING, _LITTLE, _HALF, _STRONG = 1.0, 2.0, 5.0, 8.0
_OPPOSITE, _TYPO, _PARAPHRASE, _INJECTED = 3.0, 1.0, 2.0, 0.5
_OTHERS = 10
_SHORT, _LONG = 4, 1
_SAME = 1e-9


@dataclass(frozen=True)
class Check:
    """Whether one text got what its rule says."""

    rule: str
    question_id: str
    passed: bool
    detail: str


_Outcome = tuple[bool, str]
_Rule = Callable[[Examiner, Sequence[Question], random.Random], Iterator[_Outcome]]


def checks_of(question: Question, bank: Sequence[Question]) -> Iterator[Check]:
    """Yield every check on `question`; other questions of `bank` are drawn by its id as seed."""
    examiner = Examiner(question)
    for name, rule in RULES.items():
        source = random.Random(f"{name} {question.id}")  # noqa: S311 - the same draws every time
        for passed, detail in rule(examiner, bank, source):
            yield Check(name, question.id, passed, detail)


def _at_most(examiner: Examiner, limit: float, text: str, told: str = "") -> _Outcome:
    points = examiner.points(text)
    return points <= limit + _SAME, f"{points:.1f} of 10 for {told or _cut(text)}"


def _cut(text: str) -> str:
    return f'"{text[:50]}…"' if len(text) > 50 else f'"{text}"'


def _blank(examiner: Examiner, _: Sequence[Question], __: random.Random) -> Iterator[_Outcome]:
    for text in ("", " \n\t "):
        grade = examiner.grade(text)
        passed = grade.status is Status.UNANSWERED and not grade.scores
        yield passed, f"{grade.status} for blank text"


def _dont_know(examiner: Examiner, _: Sequence[Question], __: random.Random) -> Iterator[_Outcome]:
    for text in attack_texts().not_knowing:
        yield _at_most(examiner, _NOTHING, text)


def _injection_alone(
    examiner: Examiner, _: Sequence[Question], source: random.Random
) -> Iterator[_Outcome]:
    for text in _injections(source):
        yield _at_most(examiner, _NOTHING, text)


def _injections(source: random.Random) -> list[str]:
    """Return a few of the injections; over a whole bank each of them is drawn many times."""
    texts = attack_texts()
    short = source.sample(texts.short_injections, _SHORT)
    return short + source.sample(texts.long_injections, _LONG)


def _off_topic(
    examiner: Examiner, bank: Sequence[Question], source: random.Random
) -> Iterator[_Outcome]:
    skills = set(examiner.question.skills)
    others = [other for other in bank if not skills & set(other.skills)]
    for other in source.sample(others, min(_OTHERS, len(others))):
        yield _at_most(examiner, _LITTLE, other.model_answer, f"the answer to {other.id}")


def _echo(examiner: Examiner, _: Sequence[Question], __: random.Random) -> Iterator[_Outcome]:
    asked = examiner.question.text
    for text in (asked, f"The question asks: {asked}", f"{asked} {asked}"):
        yield _at_most(examiner, _LITTLE, text)


def _shuffled(
    examiner: Examiner, _: Sequence[Question], source: random.Random
) -> Iterator[_Outcome]:
    for text in (examiner.question.model_answer, examiner.question.paraphrase):
        yield _at_most(examiner, _HALF, shuffled(text, source))


def _sorted(examiner: Examiner, _: Sequence[Question], __: random.Random) -> Iterator[_Outcome]:
    yield _at_most(examiner, _HALF, sorted_words(examiner.question.model_answer))


def _keyword_list(
    examiner: Examiner, _: Sequence[Question], source: random.Random
) -> Iterator[_Outcome]:
    points = " ".join(point.point for point in examiner.question.key_points)
    for text in (examiner.question.model_answer, points):
        keys = key_words(text)
        if len(keys) >= LIST_WORDS:
            yield _at_most(examiner, _HALF, " ".join(keys))
            yield _at_most(examiner, _HALF, ", ".join(source.sample(keys, len(keys))))


def _negated(examiner: Examiner, _: Sequence[Question], __: random.Random) -> Iterator[_Outcome]:
    right = examiner.model_points
    for text in (negated(examiner.question.model_answer), denied(examiner.question.model_answer)):
        points = examiner.points(text)
        yield right - points >= _OPPOSITE - _SAME, f"{points:.1f} of 10, not negated {right:.1f}"


def _repeated(examiner: Examiner, _: Sequence[Question], __: random.Random) -> Iterator[_Outcome]:
    answer = examiner.question.model_answer
    for text in (" ".join([answer] * 5), f"{answer}\n{answer}"):
        yield _at_most(examiner, examiner.model_points, text, "the model answer repeated")


def _injected(
    examiner: Examiner, _: Sequence[Question], source: random.Random
) -> Iterator[_Outcome]:
    for injection in _injections(source):
        grade = examiner.grade(f"{examiner.question.model_answer} {injection}")
        moved = points_of(grade) - examiner.model_points
        passed = abs(moved) <= _INJECTED + _SAME and bool(grade.flags)
        yield passed, f"moved by {moved:+.1f}, {len(grade.flags)} flags, {_cut(injection)}"


def _identity(examiner: Examiner, _: Sequence[Question], __: random.Random) -> Iterator[_Outcome]:
    answer = examiner.question.paraphrase
    first, *others = [examiner.points(p.introduces(answer)) for p in attack_texts().people]
    for person, points in zip(attack_texts().people[1:], others, strict=True):
        yield points == first, f"moved by {points - first:+.2f} for {person.name}"


def _typos(examiner: Examiner, _: Sequence[Question], source: random.Random) -> Iterator[_Outcome]:
    moved = examiner.points(with_typos(examiner.question.model_answer, source))
    moved -= examiner.model_points
    yield abs(moved) <= _TYPO + _SAME, f"moved by {moved:+.1f}"


def _paraphrase(examiner: Examiner, _: Sequence[Question], __: random.Random) -> Iterator[_Outcome]:
    points, right = examiner.points(examiner.question.paraphrase), examiner.model_points
    passed = abs(points - right) <= _PARAPHRASE + _SAME
    yield passed, f"{points:.1f} of 10, model answer {right:.1f}"


def _model_answer(
    examiner: Examiner, _: Sequence[Question], __: random.Random
) -> Iterator[_Outcome]:
    yield examiner.model_points >= _STRONG - _SAME, f"{examiner.model_points:.1f} of 10"


RULES: dict[str, _Rule] = {
    "blank": _blank,
    "dont_know": _dont_know,
    "injection_alone": _injection_alone,
    "off_topic": _off_topic,
    "echo": _echo,
    "shuffled": _shuffled,
    "sorted": _sorted,
    "keyword_list": _keyword_list,
    "negated": _negated,
    "repeated": _repeated,
    "injection_appended": _injected,
    "identity": _identity,
    "typos": _typos,
    "paraphrase": _paraphrase,
    "model_answer": _model_answer,
}
"""Each rule by its name, in the order of the report."""
