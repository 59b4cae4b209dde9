"""Runs of made-up scenarios."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from nexus_cli.bench.timing import startup
from nexus_cli.bench.timing.catalogue import Part, parts_of
from nexus_cli.bench.timing.kept_rounds import KeptRounds
from nexus_cli.bench.timing.running import run
from nexus_cli.bench.timing.scenario import Profile, Round, Setting
from nexus_cli.errors import UsageError

PART = Part("startup", Profile.OFFLINE)
HERE = {"scenario": "startup"}


class Ticking:
    """A clock that goes two milliseconds on at every look."""

    def __init__(self) -> None:
        self.now = 0

    def __call__(self) -> int:
        self.now += 2_000_000
        return self.now


@pytest.fixture
def stops_after(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A scenario in the place of `startup`; what is put into the list is when Ctrl+C comes."""
    stops: list[int] = []

    def measure(setting: Setting) -> Iterator[Round]:
        for done, number in enumerate(setting.numbers()):
            if stops and done == stops[0]:
                raise KeyboardInterrupt
            ms = setting.elapsed(lambda: None)
            yield Round({"x_ms": [ms + number]})

    monkeypatch.setattr(startup, "measure", measure)
    return stops


def test_rounds_are_timed_with_the_clock_that_is_given(stops_after: list[int]) -> None:
    told: list[tuple[int, int]] = []
    ran = run([PART], 3, None, lambda part, number, of: told.append((number, of)), Ticking())
    assert ran.measurement.samples == {"x_ms": [2.0, 3.0, 4.0]}
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert ran.stopped == ""


def test_what_was_measured_before_an_interrupt_is_there_and_goes_on(
    stops_after: list[int], tmp_path: Path
) -> None:
    file = tmp_path / "rounds.jsonl"
    stops_after.append(2)
    first = run([PART], 5, KeptRounds(file, HERE), clock=Ticking())
    assert first.measurement.samples == {"x_ms": [2.0, 3.0]}
    assert first.stopped == "Stopped in startup offline, after 2 of 5 rounds."
    stops_after.clear()
    second = run([PART], 5, KeptRounds(file, HERE), clock=Ticking())
    assert second.measurement.samples == {"x_ms": [2.0, 3.0, 4.0, 5.0, 6.0]}
    third = run([PART], 4, KeptRounds(file, HERE), clock=Ticking())
    assert third.measurement.samples == {"x_ms": [2.0, 3.0, 4.0, 5.0]}


def test_quick_measures_offline_and_emulated_apart() -> None:
    parts = parts_of("quick", None)
    assert {part.scenario for part in parts} == {"startup", "store", "setup", "questions"}
    offline = parts_of("quick", Profile.OFFLINE)
    assert {part.profile for part in offline} == {Profile.OFFLINE}


@pytest.mark.parametrize(
    ("name", "profile"),
    [
        ("startup", Profile.EMULATED),
        ("store", Profile.LIVE),
        ("questions", Profile.OFFLINE),
        ("quick", Profile.LIVE),
    ],
)
def test_a_profile_that_says_nothing_is_refused_with_those_that_do(
    name: str, profile: Profile
) -> None:
    with pytest.raises(UsageError, match=r"Use --profile (offline|emulated)"):
        parts_of(name, profile)
