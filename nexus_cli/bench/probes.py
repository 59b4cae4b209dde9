"""The attacks on a set of graded answers: what share of them the shown score withstands."""

import random
from collections.abc import Iterator

from nexus_cli.bench.attack_texts import attack_texts
from nexus_cli.bench.attacks import (
    LIST_WORDS,
    SHUFFLED_WORDS,
    denied,
    key_words,
    negated,
    shuffled,
    sorted_words,
)
from nexus_cli.bench.graded import GradedQuestion, GradedSet
from nexus_cli.bench.result import Metric, rate
from nexus_cli.bench.scoring import Scorer, offline_scorer
from nexus_cli.brain.packs import packs
from nexus_cli.scoring.calibration import calibrate

_NOTHING, _LITTLE, _HALF = 0.5, 1.0, 2.5  # 0-5: 1, 2 and 5 of 10
_MOVED, _BELOW = 0.25, 1.5
_NEGATED_WORDS = 4
_OTHERS, _FAR, _REAL, _SHUFFLES = 6, 3, 3, 3
_GOOD = 0.75
_SAME = 1e-9

Outcome = tuple[str, bool]


def measure_probes(graded: GradedSet, score: Scorer = offline_scorer) -> dict[str, Metric]:
    """Return the pass rate of each attack, drawn by a fixed seed, as metrics `probe_...`.

    `honest_touched` is the share of answers graded .75 and up that a rule lowered; every other
    value is the share that passes.
    """
    outcomes: dict[str, list[bool]] = {}
    for question in graded.questions:
        if question.reference.strip() and question.answers:
            for name, passed in _outcomes(graded, question, score):
                outcomes.setdefault(f"probe_{name}", []).append(passed)
    found = {name: rate(passed) for name, passed in outcomes.items()}
    return {**found, "honest_touched": _touched(graded, score)}


def _outcomes(graded: GradedSet, question: GradedQuestion, score: Scorer) -> Iterator[Outcome]:
    source = random.Random(question.qid)  # noqa: S311 - the same draws every time, on purpose

    def shown(text: str) -> float:
        return score(question, text).shown

    for text in attack_texts().not_knowing:
        yield "dont_know", shown(text) <= _NOTHING
    for text in ("", " \n\t"):
        yield "blank", shown(text) == 0
    for text in (question.text, f"The question asks: {question.text}"):
        yield "echo", shown(text) <= _LITTLE
    for other in _others(graded, question, source):
        yield "off_topic", shown(other) <= _LITTLE
    yield from _reference_outcomes(question, source, score)
    yield from _injection_outcomes(question, source, score)


def _others(graded: GradedSet, question: GradedQuestion, source: random.Random) -> list[str]:
    """Return right answers to other questions of the set, and to some of nexus's own bank."""
    texts = {q.reference for q in graded.questions} - {question.reference, ""}
    own = [asked.model_answer for pack in packs() for asked in pack.questions]
    near = source.sample(sorted(texts), min(_OTHERS, len(texts)))
    return near + source.sample(own, min(_FAR, len(own)))


def _reference_outcomes(
    question: GradedQuestion, source: random.Random, score: Scorer
) -> Iterator[Outcome]:
    def shown(text: str) -> float:
        return score(question, text).shown

    reference, right = question.reference, shown(question.reference)
    words, keys = reference.split(), key_words(reference)
    if len(words) >= SHUFFLED_WORDS:
        for _ in range(_SHUFFLES):
            yield "shuffled", shown(shuffled(reference, source)) <= _HALF
    if len(keys) >= LIST_WORDS:
        mixed = source.sample(keys, len(keys))
        for text in (" ".join(keys), ", ".join(mixed), sorted_words(" ".join(keys))):
            yield "keyword_list", shown(text) <= _HALF
    if len(words) >= _NEGATED_WORDS:
        for text in (negated(reference), denied(reference)):
            yield "negated", right - shown(text) >= _BELOW - _SAME
    for text in (f"{reference} {reference}", "\n".join([reference] * 5)):
        yield "repeated", shown(text) <= right + _SAME


def _injection_outcomes(
    question: GradedQuestion, source: random.Random, score: Scorer
) -> Iterator[Outcome]:
    def shown(text: str) -> float:
        return score(question, text).shown

    def unmoved(text: str, injection: str) -> bool:
        return abs(shown(f"{text} {injection}") - shown(text)) <= _MOVED + _SAME

    texts = attack_texts()
    answers = sorted(answer.text for answer in question.answers)
    drawn = source.sample(answers, min(_REAL, len(answers)))
    for injection in texts.short_injections:
        yield "injection_alone_short", shown(injection) <= _NOTHING
        yield "reference_with_injection", unmoved(question.reference, injection)
        for answer in drawn:
            yield "answer_with_short_injection", unmoved(answer, injection)
    for injection in texts.long_injections:
        yield "injection_alone_long", shown(injection) <= _NOTHING
        for answer in drawn:
            yield "answer_with_long_injection", unmoved(answer, injection)


def _touched(graded: GradedSet, score: Scorer) -> Metric:
    """Return the share of well graded answers whose shown score a rule made lower."""
    good = [
        score(question, answer.text)
        for question in graded.questions
        for answer in question.answers
        if answer.grade >= _GOOD
    ]
    lowered = [found.shown < calibrate(found.raw) - _SAME for found in good]
    value = sum(lowered) / len(lowered) if lowered else None
    return Metric("share", len(lowered), sum(lowered), value)
