"""The attack on the scorer over every question of the bank: what must never pay, and what must."""

from collections.abc import Sequence
from dataclasses import dataclass
from time import process_time

from nexus_cli.bench.checks import Check, checks_of
from nexus_cli.bench.examiner import Examiner
from nexus_cli.bench.honest import honest_answers, without_question
from nexus_cli.bench.result import BenchResult, Metric
from nexus_cli.models.question import Question

OFF_TOPIC_MISSES = 0.02
"""Share of off-topic answers that may get more than 2 of 10: trades share words."""
HONEST_LEAST = 7.0
"""Points of 10 that every honest right answer gets."""


@dataclass(frozen=True)
class SelfTest:
    """What the attack found."""

    result: BenchResult
    broken: tuple[str, ...]
    """Rules with more failures than they may have."""
    failures: tuple[Check, ...]


def run_selftest(questions: Sequence[Question]) -> SelfTest:
    """Return what every rule gives on `questions`; the same questions give the same checks.

    Points are on 0-10, twice the average of the dimensions that are shown.
    """
    start = process_time()
    ordered = sorted(questions, key=lambda question: question.id)
    checks = [check for question in ordered for check in checks_of(question, ordered)]
    checks += _honest_checks(ordered)
    seconds = process_time() - start
    rules = dict.fromkeys(check.rule for check in checks)
    metrics = {rule: _metric([c for c in checks if c.rule == rule]) for rule in rules}
    failures = tuple(check for check in checks if not check.passed)
    return SelfTest(
        result=BenchResult(
            scenario="selftest",
            profile="bank",
            metrics={"questions": Metric("questions", len(ordered)), **metrics},
            breakdown={"failing": _failing(failures)},
            timings={"seconds": seconds},
        ),
        broken=tuple(rule for rule, metric in metrics.items() if _is_broken(rule, metric)),
        failures=failures,
    )


def _honest_checks(questions: Sequence[Question]) -> list[Check]:
    known = {question.id: question for question in questions}
    checks = []
    for answer in honest_answers():
        if answer.question in known:
            points = Examiner(known[answer.question]).points(answer.text)
            detail = f"{answer.form}: {points:.1f} of 10"
            checks.append(Check("honest", answer.question, points >= HONEST_LEAST, detail))
    missing = without_question(known)
    checks += [Check("honest", name, False, "no such question in the bank") for name in missing]
    return checks


def _metric(checks: list[Check]) -> Metric:
    failures = sum(not check.passed for check in checks)
    return Metric("checks", len(checks), failures, 1 - failures / len(checks))


def _is_broken(rule: str, metric: Metric) -> bool:
    allowed = OFF_TOPIC_MISSES * metric.n if rule == "off_topic" else 0
    return metric.failures > allowed


def _failing(failures: tuple[Check, ...]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for check in failures:
        names = found.setdefault(check.rule, [])
        if check.question_id not in names:
            names.append(check.question_id)
    return found
