"""Delays that are drawn."""

import math
import random
from pathlib import Path

import pytest

from nexus_cli.bench.groq.latency import Pace
from nexus_cli.bench.timing.delays import Busy, DelayProfile, DrawnDelays, Lognormal
from nexus_cli.bench.timing.percentiles import percentile
from nexus_cli.errors import UsageError


def drawn(number: int, count: int = 5) -> list[Pace]:
    delays = DrawnDelays(DelayProfile.read())
    delays.begin(number)
    return [delays.pace(100, streamed) for _ in range(count) for streamed in (True, False)]


def test_a_round_draws_the_same_in_every_run_and_another_something_else() -> None:
    assert drawn(3) == drawn(3)
    assert drawn(3) != drawn(4)


def test_the_shipped_profile_has_the_medians_and_the_spread_that_it_states() -> None:
    firsts = [pace.first for number in range(300) for pace in drawn(number, 3)]
    first = DelayProfile.read().streamed.first_token_ms
    assert percentile(firsts, 0.5) == pytest.approx(first.median / 1000, rel=0.05)
    p95 = first.median / 1000 * math.exp(1.645 * first.sigma)
    assert percentile(firsts, 0.95) == pytest.approx(p95, rel=0.05)


def test_streamed_words_come_more_slowly_than_forms() -> None:
    delays = DrawnDelays(DelayProfile.read())
    delays.begin(0)
    assert delays.pace(1_000, streamed=True).whole > delays.pace(1_000).whole


def test_answers_made_at_once_are_counted_once() -> None:
    delays = DrawnDelays(DelayProfile.read())
    delays.busy += [Busy(10.0, 11.0), Busy(10.5, 11.5), Busy(10.6, 10.7), Busy(20.0, 20.25)]
    assert delays.busy_ms() == pytest.approx(1_750)
    delays.begin(1)
    assert delays.busy_ms() == 0


@pytest.mark.parametrize(
    "text",
    ["", "{}", '{"seed": 1, "whole": {}, "streamed": {}}', '{"seed": 1, "extra": true}'],
)
def test_a_file_that_is_no_profile_is_a_sentence(tmp_path: Path, text: str) -> None:
    file = tmp_path / "profile.json"
    file.write_text(text)
    with pytest.raises(UsageError, match="not a profile of delays"):
        DelayProfile.read(file)


def test_before_the_first_round_nothing_takes_time() -> None:
    delays = DrawnDelays(DelayProfile.read())
    assert delays.pace(1_000).whole == 0
    assert delays.busy_ms() == 0


def test_without_spread_the_median_is_drawn() -> None:
    source = random.Random(1)  # noqa: S311 - the same draws every time, on purpose
    assert Lognormal(median=40, sigma=0).draw(source) == 40
