"""`nexus report FOLDER` as it is typed."""

import math
import os
import random
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest

from nexus_cli.batch.finding import RESULTS
from nexus_cli.batch.flow import AT_START, MOST
from nexus_cli.bench.groq import LatencyProfile, Plan
from nexus_cli.bench.timing.limited_groq import LimitedGroq
from tests.batch.made_up_folder import JOB, outputs_of, talk, write_folder
from tests.cli.running import Nexus

KILLS = 2
"""In the ordinary suite; with NEXUS_SOAK=full it is ten."""


@pytest.fixture
def job(tmp_path: Path) -> Path:
    path = tmp_path / "job.md"
    path.write_text(JOB, "utf-8")
    return path


def _words(folder: Path, job: Path, out: Path) -> list[str]:
    return ["report", str(folder), "--jd", str(job), "--out", str(out)]


def test_a_folder_is_ranked_and_what_failed_is_named(
    nexus: Nexus, tmp_path: Path, job: Path
) -> None:
    folder = write_folder(tmp_path / "talks", 3)
    (folder / "prose.txt").write_text("It was a long night.\n", "utf-8")
    out, err = nexus.run(*_words(folder, job, tmp_path / "out"), code=4)
    assert "Band 1, 3 tie" in out
    assert "4 files: 4 scored now, 0 before, 1 failed" in out
    assert "prose.txt, line 1: no line of it says who speaks." in err
    (folder / "prose.txt").unlink()
    out, err = nexus.run(*_words(folder, job, tmp_path / "out"))
    assert "3 files: 0 scored now, 3 before." in out


def test_programs_get_an_object_or_the_table(nexus: Nexus, tmp_path: Path, job: Path) -> None:
    folder = write_folder(tmp_path / "talks", 2)
    words = _words(folder, job, tmp_path / "out")
    told = nexus.json(*words, "--format", "json")
    assert [standing["file"] for standing in told["standings"]] == [
        "talk-0000.txt",
        "talk-0001.txt",
    ]
    table, _ = nexus.run(*words, "--format", "csv")
    assert table == (tmp_path / "out" / "scores.csv").read_text("utf-8")
    nexus.run(*words, "--format", "html", code=2)


def test_what_is_missing_is_said(nexus: Nexus, tmp_path: Path, job: Path) -> None:
    folder = write_folder(tmp_path / "talks", 1)
    assert "--out DIR" in nexus.run("report", str(folder), "--jd", str(job), code=2)[1]
    assert "--jd FILE" in nexus.run("report", str(folder), "--out", str(tmp_path), code=2)[1]
    one = str(folder / "talk-0000.txt")
    assert "--jd FILE" in nexus.run("report", one, code=2)[1]
    bad = tmp_path / "bad.yaml"
    bad.write_text("rubric: [", "utf-8")
    words = _words(folder, job, tmp_path / "out")
    assert "bad.yaml" in nexus.run(*words, "--rubric", str(bad), code=2)[1]


def test_a_dry_run_scores_nothing(nexus: Nexus, tmp_path: Path, job: Path) -> None:
    folder = write_folder(tmp_path / "talks", 2)
    out, _ = nexus.run(*_words(folder, job, tmp_path / "out"), "--dry-run")
    assert "2 files: 0 scored before, 2 new." in out
    assert not (tmp_path / "out").exists()


def test_one_transcript_gives_a_report_of_its_own(nexus: Nexus, tmp_path: Path, job: Path) -> None:
    path = tmp_path / "talk.txt"
    path.write_text(talk(4), "utf-8")
    report = nexus.json("report", str(path), "--jd", str(job), "--format", "json")
    assert (report["candidate"], report["origin"]["name"]) == ("Runa Vell", "talk.txt")
    blind = nexus.json("report", str(path), "--jd", str(job), "--blind", "--format", "json")
    assert blind["origin"]["blind"] is True


def test_what_moved_since_an_earlier_run_is_told(nexus: Nexus, tmp_path: Path, job: Path) -> None:
    folder = write_folder(tmp_path / "talks", 2)
    nexus.run(*_words(folder, job, tmp_path / "old"))
    write_folder(folder, 1, first=2)
    out, _ = nexus.run(*_words(folder, job, tmp_path / "out"), "--diff", str(tmp_path / "old"))
    assert "New: talk-0002.txt" in out


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_said(nexus: Nexus, tmp_path: Path, job: Path) -> None:
    folder = write_folder(tmp_path / "talks", 1)
    out = tmp_path / "out"
    out.mkdir(mode=0o500)
    assert "Nothing can be written" in nexus.run(*_words(folder, job, out), code=2)[1]


def test_ctrl_c_keeps_what_is_scored_and_says_how_to_go_on(
    nexus: Nexus, tmp_path: Path, job: Path
) -> None:
    folder = write_folder(tmp_path / "talks", 400)
    process = nexus.start(*_words(folder, job, tmp_path / "out"))
    _wait_for_rows(process, tmp_path / "out", more=30)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "the same command goes on from there" in err
    assert "Traceback" not in err


def test_killed_and_resumed_gives_the_outputs_of_one_undisturbed_run(
    nexus: Nexus, tmp_path: Path, job: Path
) -> None:
    kills, count = (10, 1500) if os.environ.get("NEXUS_SOAK") == "full" else (KILLS, 150)
    folder = write_folder(tmp_path / "talks", count)
    draw = random.Random(4)  # noqa: S311 - the same moments every time
    for _ in range(kills):
        process = nexus.start(*_words(folder, job, tmp_path / "out"))
        _wait_for_rows(process, tmp_path / "out", more=draw.randrange(10, 60))
        process.kill()
        process.communicate(timeout=60)
    nexus.run(*_words(folder, job, tmp_path / "out"))
    nexus.run(*_words(folder, job, tmp_path / "undisturbed"))
    assert outputs_of(tmp_path / "out") == outputs_of(tmp_path / "undisturbed")


def test_a_killed_run_beside_a_hosted_brain_pays_again_only_for_what_was_in_flight(
    nexus: Nexus, tmp_path: Path, job: Path
) -> None:
    kills = 10 if os.environ.get("NEXUS_SOAK") == "full" else KILLS
    folder = write_folder(tmp_path / "talks", 15 * kills)
    limits = Plan(10**6, 10**8, 10**9, 10**10)
    with LimitedGroq(limits, LatencyProfile(first_token_seconds=0.05)) as groq:
        nexus.environment |= {"GROQ_API_KEY": "loopback", "GROQ_BASE_URL": groq.url}
        nexus.run(*_words(folder, job, tmp_path / "undisturbed"), "--brain", "groq")
        needed = groq.paid
        words = [*_words(folder, job, tmp_path / "out"), "--brain", "groq"]
        lost = 0
        for _ in range(kills):
            before, kept = groq.paid, _answers(tmp_path / "out")
            process = nexus.start(*words)
            while process.poll() is None and groq.paid < before + 25:
                time.sleep(0.02)
            process.kill()
            process.communicate(timeout=60)
            gained = _answers(tmp_path / "out") - kept
            assert gained > 0
            lost += min(MOST, _most_in_flight(gained))
        nexus.run(*words)
        repeated = groq.paid - 2 * needed
    assert outputs_of(tmp_path / "out") == outputs_of(tmp_path / "undisturbed")
    assert repeated <= lost


def _most_in_flight(answers: int) -> int:
    """Answers under way once so many came back: `Flow` adds 4 / limit for each."""
    return math.ceil(math.sqrt(AT_START**2 + 2 * AT_START * answers)) + 1


def _answers(out: Path) -> int:
    """How many graded answers are kept."""
    if not (out / RESULTS).exists():
        return 0
    database = sqlite3.connect(out / RESULTS)
    try:
        return int(database.execute("SELECT count(*) FROM answers").fetchone()[0])
    finally:
        database.close()


def _wait_for_rows(process: "subprocess.Popen[str]", out: Path, more: int) -> None:
    """Return when the database has grown by so many pages, or the process has ended by itself."""
    before = _size(out)
    while process.poll() is None and _size(out) < before + 4096 * more:
        time.sleep(0.02)


def _size(out: Path) -> int:
    paths = [out / RESULTS, out / f"{RESULTS}-wal"]
    return sum(path.stat().st_size for path in paths if path.exists())
