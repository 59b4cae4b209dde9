"""What lies in the output folder."""

import csv
import json
import stat
from html import unescape
from pathlib import Path

import pytest

from nexus_cli.errors import UsageError
from tests.batch.made_up_folder import opened, order, scored, talk, write_folder


def _rows(out: Path) -> list[dict[str, str]]:
    with (out / "scores.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_every_scored_transcript_has_a_line_by_path(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "talks", 2)
    write_folder(folder / "late", 1, first=7)
    (folder / "prose.txt").write_text("It was a long night.\n", "utf-8")
    wanted = order(tmp_path)
    scored(wanted, tmp_path / "home")
    files = ["late/talk-0007.txt", "talk-0000.txt", "talk-0001.txt"]
    lines = (wanted.out / "scores.jsonl").read_text("utf-8").splitlines()
    reports = [json.loads(line) for line in lines]
    assert [row["file"] for row in _rows(wanted.out)] == files
    assert [report["file"] for report in reports] == files
    assert all("run" not in report for report in reports)


def test_the_table_says_what_the_reports_say(tmp_path: Path) -> None:
    write_folder(tmp_path / "talks", 2)
    wanted = order(tmp_path)
    _, written = scored(wanted, tmp_path / "home")
    lines = (wanted.out / "scores.jsonl").read_text("utf-8").splitlines()
    for row, line, standing in zip(_rows(wanted.out), lines, written.standings, strict=True):
        report = json.loads(line)
        assert row["session_id"] == report["session_id"]
        assert float(row["overall"]) == report["overall"]
        assert float(row["depth"]) == report["dimensions"]["depth"]
        assert (row["scored"], row["asked"]) == ("2", "2")
        assert int(row["rank_band"]) == standing.rank_band
        assert float(row["interval_low"]) == standing.low


def test_a_name_that_is_a_formula_is_no_formula_in_the_table(tmp_path: Path) -> None:
    folder = tmp_path / "talks"
    folder.mkdir()
    (folder / "=1+1.txt").write_text(talk(1), "utf-8")
    wanted = order(tmp_path)
    scored(wanted, tmp_path / "home")
    assert _rows(wanted.out)[0]["file"] == "'=1+1.txt"


def test_the_run_file_says_what_failed_and_what_it_rests_on(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "talks", 1)
    (folder / "prose.txt").write_text("It was a long night.\n", "utf-8")
    wanted = order(tmp_path, blind=True)
    scored(wanted, tmp_path / "home")
    run = json.loads((wanted.out / "run.json").read_text("utf-8"))
    assert run["counts"]["files"] == 2
    assert run["counts"]["failed"] == 1
    assert [(f["file"], f["line"]) for f in run["failures"]] == [("prose.txt", 1)]
    assert run["engine"]["brain"] == "offline"
    assert run["scale"].startswith("default 1, scale ")
    assert run["blind"] is True


def test_the_page_holds_every_candidate_and_asks_for_nothing(tmp_path: Path) -> None:
    write_folder(tmp_path / "talks", 3)
    wanted = order(tmp_path)
    scored(wanted, tmp_path / "home")
    page = (wanted.out / "index.html").read_text("utf-8")
    assert all(f"talk-{number:04}.txt" in page for number in range(3))
    assert "default-src 'none'" in unescape(page)


def test_no_part_of_a_file_is_left_behind(tmp_path: Path) -> None:
    write_folder(tmp_path / "talks", 1)
    wanted = order(tmp_path)
    scored(wanted, tmp_path / "home")
    assert list(wanted.out.glob("*.part")) + list(wanted.out.glob(".*.part")) == []


def test_what_is_scored_is_kept_when_the_outputs_cannot_be_written(tmp_path: Path) -> None:
    write_folder(tmp_path / "talks", 2)
    wanted = order(tmp_path)
    (wanted.out / "scores.csv").mkdir(parents=True)
    with pytest.raises(UsageError, match=r"scores\.csv cannot be written"):
        scored(wanted, tmp_path / "home")
    (wanted.out / "scores.csv").rmdir()
    assert scored(wanted, tmp_path / "home")[0] == 0


def test_what_is_kept_is_readable_by_the_owner_alone(tmp_path: Path) -> None:
    write_folder(tmp_path / "talks", 1)
    wanted = order(tmp_path)
    with opened(wanted, tmp_path / "home"):
        modes = {stat.S_IMODE(path.stat().st_mode) for path in wanted.out.glob(".results*")}
    assert modes == {0o600}
