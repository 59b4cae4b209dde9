"""What in the figures should be looked into."""

from dataclasses import replace

import pytest

from nexus_cli.models.report import UsageReport
from nexus_cli.reports.usage import usage_report
from nexus_cli.services.alerts import alerts
from nexus_cli.services.stats import CacheStats, SessionStats, StageStats, Stats

NO_USAGE: UsageReport = usage_report([])
NONE = Stats(SessionStats(), (), (), NO_USAGE, None, 0)


def with_stage(name: str, n: int, errors: int = 0, p95: float = 0.1) -> Stats:
    return replace(NONE, stages=(StageStats(name, n, errors, 0.1, p95, None),))


def with_cache(look_ups: int, hits: int) -> Stats:
    return replace(NONE, sessions=SessionStats(caches={"read_job": CacheStats(look_ups, hits)}))


@pytest.mark.parametrize(
    "well",
    [
        NONE,
        with_stage("turn", 19, p95=60),
        with_stage("turn", 20, p95=2.0),
        with_stage("grade", 20, p95=60),
        with_stage("spoken_turn", 20, p95=6),
        with_stage("grade", 19, errors=19),
        with_stage("grade", 20, errors=1),
        with_cache(19, 0),
        with_cache(20, 14),
    ],
)
def test_nothing_is_said_within_bounds_or_of_too_few(well: Stats) -> None:
    assert alerts(well) == ()


@pytest.mark.parametrize(
    ("odd", "said"),
    [
        (with_stage("turn", 20, p95=2.51), "One turn in twenty took 2.5 s or more, over 20 turns"),
        (with_stage("response", 20, p95=2.51), "One response in twenty took 2.5 s or more"),
        (with_stage("grade", 20, errors=2), "grade failed in 2 of 20 runs; 5% is the bound."),
        (with_cache(20, 13), "read_job was found among earlier analyses in 13 of 20 look-ups"),
    ],
)
def test_each_bound_has_its_sentence_and_a_next_step(odd: Stats, said: str) -> None:
    (sentence,) = alerts(odd)
    assert sentence.startswith(said)
    assert sentence.endswith(".")
