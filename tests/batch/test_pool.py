"""Worker processes that die, hang, or never begin."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from nexus_cli.batch.conditions import Conditions
from nexus_cli.batch.pool import Work, WorkerPool
from nexus_cli.batch.task import Task
from nexus_cli.errors import ResourceMissingError
from tests.batch.dying_worker import dying, stillborn
from tests.batch.made_up_transcripts import JOB, scale

CONDITIONS = Conditions(scale(), JOB, "offline")


def _pool(target: Work = dying, seconds: float = 30.0) -> WorkerPool:
    return WorkerPool(CONDITIONS, workers=2, file_seconds=seconds, target=target)


def _tasks(*names: str) -> list[Task]:
    return [Task(name, Path(name), "ab") for name in names]


@pytest.mark.parametrize(("name", "why"), [("dies", "died"), ("hangs", "took too long")])
def test_a_file_that_ends_its_worker_is_named_and_the_others_are_scored(
    name: str, why: str
) -> None:
    names = [f"{number}.txt" for number in range(20)]
    names[5] = f"{name}.txt"
    found = {kept.file: kept for kept in _pool(seconds=1.0).score(_tasks(*names))}
    assert set(found) == set(names)
    failed = {file for file, kept in found.items() if kept.facts.failure}
    assert failed == {f"{name}.txt"}
    failure = found[f"{name}.txt"].facts.failure
    assert failure is not None and why in failure.sentence and failure.passing


def test_every_worker_may_die_and_all_files_are_told(tmp_path: Path) -> None:
    names = [f"dies {number}.txt" for number in range(5)]
    found = [kept.file for kept in _pool().score(_tasks(*names))]
    assert sorted(found) == names


def test_workers_that_cannot_begin_are_said() -> None:
    with pytest.raises(ResourceMissingError, match="could not be started"):
        list(_pool(stillborn).score(_tasks("a.txt")))


def test_tasks_are_drawn_only_as_fast_as_they_are_scored() -> None:
    drawn = 0

    def endless() -> Iterator[Task]:
        nonlocal drawn
        while True:
            drawn += 1
            yield Task(f"{drawn}.txt", Path(), "ab")

    results = _pool().score(endless())
    for _ in range(50):
        next(results)
    results.close()
    assert drawn < 50 + 4 * 8


def test_no_tasks_start_no_work() -> None:
    assert list(_pool().score([])) == []
