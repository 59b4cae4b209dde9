"""What is kept beside the outputs."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from nexus_cli.batch.finding import RESULTS
from nexus_cli.batch.kept_file import KeptFile, kept_accident, kept_failure
from nexus_cli.batch.results import Results
from nexus_cli.errors import BrainUnavailableError, StoreError, TranscriptError, UsageError

KEPT = kept_accident("a.txt", "ab", "It took too long.")


def test_what_is_kept_is_there_after_closing(tmp_path: Path) -> None:
    with Results(tmp_path) as results:
        results.keep("key", KEPT._replace(line=b"line", packed="detail"))
        results.keep_answer("answer", "{}")
    with Results(tmp_path) as results:
        assert results.facts("key", "a.txt") == KEPT.facts
        assert results.line("key", "a.txt") == b"line"
        assert results.packed("key", "a.txt") == "detail"
        assert results.answer("answer") == "{}"


def test_other_conditions_and_other_names_have_no_result(tmp_path: Path) -> None:
    with Results(tmp_path) as results:
        results.keep("key", KEPT)
        assert results.facts("other", "a.txt") is None
        assert results.facts("key", "b.txt") is None


def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    with Results(tmp_path) as results:
        results.keep_answer("answer", "{}")
        modes = {path.stat().st_mode & 0o777 for path in tmp_path.glob(".results*")}
    assert modes == {0o600}


_KILLED = """
import os, signal, sys
from pathlib import Path
from nexus_cli.batch.results import Results
results = Results(Path(sys.argv[1]))
for number in range(50):
    results.keep_answer(f"answer {number}", "{}")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_answers_survive_a_kill_at_once(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", _KILLED, str(tmp_path)], check=False)
    with Results(tmp_path) as results:
        assert all(results.answer(f"answer {number}") for number in range(50))


def test_files_are_committed_by_time_and_by_number(tmp_path: Path) -> None:
    now = [0.0]
    with Results(tmp_path, clock=lambda: now[0]) as results:
        results.keep("key", KEPT)
        assert _committed(tmp_path) == 0
        now[0] = 1.5
        results.keep("key", KEPT._replace(file="b.txt"))
        assert _committed(tmp_path) == 2
        for number in range(200):
            results.keep("key", KEPT._replace(file=f"{number}.txt"))
        assert _committed(tmp_path) == 202


def _committed(folder: Path) -> int:
    database = sqlite3.connect(folder / RESULTS)
    try:
        return int(database.execute("SELECT count(*) FROM scored").fetchone()[0])
    finally:
        database.close()


@pytest.mark.parametrize(
    "damage", [b"nothing that SQLite wrote", b"SQLite format 3\0" + b"x" * 900]
)
def test_a_damaged_file_is_said_and_set_aside(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / RESULTS).write_bytes(damage)
    with Results(tmp_path) as results:
        assert ".results-damaged-1.sqlite" in results.notices[0]
        results.keep("key", KEPT)
    assert (tmp_path / ".results-damaged-1.sqlite").read_bytes() == damage


def test_another_run_in_the_same_folder_is_refused(tmp_path: Path) -> None:
    with Results(tmp_path), pytest.raises(StoreError, match="Another nexus"):
        Results(tmp_path)
    Results(tmp_path).close()


def test_a_place_that_cannot_be_a_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(UsageError, match="cannot be made"):
        Results(tmp_path / "file" / "out")


def test_a_failure_of_the_service_may_pass_and_one_of_the_file_does_not() -> None:
    passing = kept_failure("a.txt", "ab", BrainUnavailableError("Groq is silent."))
    lasting = kept_failure("a.txt", "ab", TranscriptError("Nobody speaks.", line=3))
    assert _failure(passing) == (True, None)
    assert _failure(lasting) == (False, 3)


def _failure(kept: KeptFile) -> tuple[bool, int | None]:
    assert kept.facts.failure is not None
    return kept.facts.retry, kept.facts.failure.line
