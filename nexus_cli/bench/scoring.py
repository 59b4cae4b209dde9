"""How far the scorer agrees with people, on a set of graded answers."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from time import process_time

from nexus_cli.bench.graded import GradedQuestion, GradedSet
from nexus_cli.bench.result import BenchResult, Metric
from nexus_cli.bench.statistics import interval, pearson, spearman, weighted_kappa
from nexus_cli.scoring import TextScore, score_text

Scorer = Callable[[GradedQuestion, str], TextScore]
"""Grades one answer; what is measured here is whatever stands behind it."""

_FEWEST_ANSWERS = 5
"""Answers to a question from which a correlation inside it means something."""
_LEVELS = 11


@dataclass(frozen=True)
class _Scored:
    qid: str
    grade: float
    raw: float
    shown: float


def offline_scorer(question: GradedQuestion, answer: str) -> TextScore:
    """Grade an answer by its coverage of the rubric's points, or else of the reference."""
    return score_text(question.text, question.key_points, question.reference, answer)


def measure_scoring(graded: GradedSet, score: Scorer = offline_scorer) -> BenchResult:
    """Return the agreement of `score` with people; equal input gives equal figures, bar timings.

    `within_question_r` is the mean correlation inside a question, over questions with at least
    five answers that did not all get the same grade. It is taken on the raw score, which ranks;
    `within_question_r_shown` is after the rules. MAE and kappa compare what is shown, on 0-10.
    """
    for question in graded.questions[:1]:
        score(question, question.text)  # word lists and the lexicon are read before the clock runs
    start = process_time()
    scored = [
        _Scored(question.qid, answer.grade, *_pair(score(question, answer.text)))
        for question in graded.questions
        for answer in question.answers
    ]
    seconds = process_time() - start
    groups: dict[str, list[_Scored]] = {}
    for one in scored:
        groups.setdefault(one.qid, []).append(one)
    ranked = [
        group
        for group in groups.values()
        if len(group) >= _FEWEST_ANSWERS and len({one.grade for one in group}) > 1
    ]
    return BenchResult(
        scenario="scoring",
        profile=graded.name,
        metrics={
            "answers": Metric("answers", len(scored), value=len(scored)),
            "blanks": Metric("answers", len(scored) + graded.blanks, value=graded.blanks),
            **_within(ranked),
            **_pooled(scored),
        },
        timings={"seconds": seconds, "answers_per_second": len(scored) / max(seconds, 1e-9)},
    )


def _pair(found: TextScore) -> tuple[float, float]:
    return found.raw, found.shown


def _within(groups: list[list[_Scored]]) -> dict[str, Metric]:
    def metric(of: Callable[[list[_Scored]], float]) -> Metric:
        values = [of(group) for group in groups]
        if not values:
            return Metric("correlation", 0)
        low, high = interval(values)
        mean = math.fsum(values) / len(values)
        return Metric("correlation", len(values), value=mean, ci_low=low, ci_high=high)

    def grades(group: list[_Scored]) -> list[float]:
        return [one.grade for one in group]

    return {
        "within_question_r": metric(lambda g: pearson([one.raw for one in g], grades(g))),
        "within_question_r_shown": metric(lambda g: pearson([one.shown for one in g], grades(g))),
        "within_question_rho": metric(lambda g: spearman([one.raw for one in g], grades(g))),
    }


def _pooled(scored: list[_Scored]) -> dict[str, Metric]:
    n = len(scored)
    grades = [one.grade for one in scored]
    off = math.fsum(abs(2 * one.shown - 10 * one.grade) for one in scored) / n
    shown = [_level(2 * one.shown) for one in scored]
    kappa = weighted_kappa(shown, [_level(10 * grade) for grade in grades], _LEVELS)
    return {
        "pooled_r": Metric("correlation", n, value=pearson([one.raw for one in scored], grades)),
        "qwk": Metric("kappa", n, value=kappa),
        "mae": Metric("points of 10", n, value=off),
    }


def _level(points: float) -> int:
    """Return 0-10 as the nearest whole level, halves upward."""
    return math.floor(points + 0.5)
