"""Which files of a folder are taken for interviews."""

from pathlib import Path

import pytest

from nexus_cli.batch.finding import find_files
from nexus_cli.errors import UsageError


def _write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("words", "utf-8")


def _found(*sources: Path, out: Path) -> list[str]:
    return [found.file for found in find_files(sources, out).files]


def test_folders_are_searched_to_their_depth_and_sorted_by_path(tmp_path: Path) -> None:
    _write(tmp_path, "b.txt", "a/c.vtt", "a/b/d.docx", "B.JSON")
    assert _found(tmp_path, out=tmp_path / "out") == ["B.JSON", "a/b/d.docx", "a/c.vtt", "b.txt"]


def test_hidden_files_the_output_folder_and_other_kinds_are_passed_over(tmp_path: Path) -> None:
    _write(tmp_path, "a.txt", ".b.txt", ".git/c.txt", "out/scores.jsonl", "d.png", "e.xlsx")
    listing = find_files([tmp_path], tmp_path / "out")
    assert [found.file for found in listing.files] == ["a.txt"]
    assert listing.passed_over == 2


def test_the_outputs_of_an_earlier_run_are_no_interviews(tmp_path: Path) -> None:
    _write(tmp_path, "a.txt", "old/.results.sqlite", "old/scores.jsonl", "old/index.html")
    assert _found(tmp_path, out=tmp_path / "out") == ["a.txt"]


def test_outputs_beside_the_interviews_are_no_interviews(tmp_path: Path) -> None:
    _write(tmp_path, "a.txt", "index.html", "scores.jsonl", "run.json", "page.html")
    assert _found(tmp_path, out=tmp_path) == ["a.txt", "page.html"]


def test_recordings_are_told_by_their_names(tmp_path: Path) -> None:
    _write(tmp_path, "a.txt", "b.mp4", "c.WAV")
    listing = find_files([tmp_path], tmp_path / "out")
    assert [found.recording for found in listing.files] == [False, True, True]


def test_a_file_that_is_named_is_taken_whatever_it_is_called(tmp_path: Path) -> None:
    _write(tmp_path, "call.transcript", "a/call.txt", "b/call.txt")
    named = [tmp_path / "call.transcript", tmp_path / "a/call.txt", tmp_path / "b/call.txt"]
    assert _found(*named, out=tmp_path / "out") == ["call.transcript", "call.txt", "call.txt (2)"]


def test_a_link_back_to_the_folder_is_not_followed(tmp_path: Path) -> None:
    _write(tmp_path, "a.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert _found(tmp_path, out=tmp_path / "out") == ["a.txt"]


def test_an_empty_folder_and_a_missing_file_are_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no transcript"):
        find_files([tmp_path], tmp_path / "out")
    with pytest.raises(UsageError, match="no file"):
        find_files([tmp_path / "gone.txt"], tmp_path / "out")
