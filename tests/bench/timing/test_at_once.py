"""Rounds that are measured several at once."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from nexus_cli.bench.timing.at_once import in_processes
from nexus_cli.bench.timing.kept_rounds import KeptRounds
from nexus_cli.bench.timing.scenario import Round, Setting
from nexus_cli.errors import ResourceMissingError, UsageError
from tests.cli.running import Nexus


def numbers(setting: Setting) -> Iterator[Round]:
    """Tell the number of each round, and the process that it is measured in."""
    for number in setting.numbers():
        yield Round({"number": [number], "process": [os.getpid()]})


def refuses(setting: Setting) -> Iterator[Round]:
    raise UsageError("That is no profile.", "Take another.")
    yield Round()


def ends(setting: Setting) -> Iterator[Round]:
    os._exit(1)
    yield Round()


def test_rounds_come_in_their_order_whoever_measures_them(tmp_path: Path) -> None:
    found = list(in_processes(numbers, Setting(5, tmp_path, first=3, at_once=2)))
    assert [one.times["number"] for one in found] == [[3], [4], [5], [6], [7]]
    processes = [one.times["process"][0] for one in found]
    assert len(set(processes)) == 2
    assert processes[0] == processes[2] == processes[4] != os.getpid()


def test_there_are_no_more_processes_than_rounds(tmp_path: Path) -> None:
    (one,) = in_processes(numbers, Setting(1, tmp_path, at_once=4))
    assert one.times["number"] == [0]


def test_what_one_process_raises_is_raised(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no profile") as raised:
        list(in_processes(refuses, Setting(2, tmp_path, at_once=2)))
    assert raised.value.next_step == "Take another."


def test_a_process_that_ends_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ResourceMissingError, match="has ended"):
        list(in_processes(ends, Setting(2, tmp_path, at_once=2)))


def test_only_turns_are_measured_at_once(tmp_path: Path) -> None:
    _, err = Nexus(tmp_path).run("bench", "store", "--at-once", "2", code=2)
    assert "store is measured alone" in err


def test_rounds_measured_at_once_are_not_pooled_with_others(tmp_path: Path) -> None:
    file = tmp_path / "rounds.jsonl"
    KeptRounds(file, {"scenario": "turn", "at_once": 4})
    with pytest.raises(UsageError, match="does not hold rounds of this"):
        KeptRounds(file, {"scenario": "turn"})
