"""Names of files in a folder of answers, and what is no answer there."""

import os
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.brain.packs import packs
from nexus_cli.errors import AudioError, UsageError
from nexus_cli.services.answer_files import AnswerFiles, answer_files
from nexus_cli.services.answer_names import AnswerName

PLANNED = ["lamp-care-01", "storm-watch-02"]


def written(folder: Path, *names: str) -> AnswerFiles:
    for name in names:
        (folder / name).write_text(f"what {name} says")
    found = answer_files(folder)
    assert found is not None
    return found


def recording(path: Path, seconds: float = 0.5, rate_hz: int = 16_000) -> Path:
    soundfile.write(path, np.zeros(round(seconds * rate_hz), np.float32), rate_hz)
    return path


def order(found: AnswerFiles) -> list[str]:
    return [file.name for file in found.files]


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("lamp-care-01", "lamp-care-01"),
        ("Lamp-Care-01", "lamp-care-01"),
        ("lamp-care-01 (2)", "lamp-care-01"),
        ("lamp-care-01 follow-up", "lamp-care-01 follow-up"),
        ("lamp-care-01-follow-up", "lamp-care-01 follow-up"),
        ("lamp-care-01_followup 2", "lamp-care-01 follow-up"),
        ("lamp-care-01 follow-up (2)", "lamp-care-01 follow-up"),
        ("follow-up lamp-care-01", "lamp-care-01 follow-up"),
        ("Follow up", "follow-up"),
        ("follow-up 2", "follow-up"),
        ("03 follow-up", "follow-up"),
        ("03", ""),
        ("answer-3", ""),
        ("followed", ""),
    ],
)
def test_a_name_says_which_question_it_is_for(name: str, heading: str) -> None:
    assert AnswerName(name).heading(PLANNED) == heading


def test_a_question_of_the_bank_is_known_though_it_is_not_asked() -> None:
    question = packs()[0].questions[0].id
    assert AnswerName(question).heading(PLANNED) == question
    assert AnswerName(f"{question}-follow-up").heading(PLANNED) == f"{question} follow-up"


@given(st.text(max_size=40))
def test_any_name_has_a_heading_and_a_place(text: str) -> None:
    name = AnswerName(text)
    assert name.heading(PLANNED) == "" or name.heading(PLANNED).islower()
    assert sorted([name, AnswerName("3"), AnswerName("a")], key=lambda n: n.place)


def test_files_come_in_natural_order_each_follow_up_after_its_question(tmp_path: Path) -> None:
    names = ["9.txt", "9 follow-up.txt", "10.txt", "follow-up 10.txt", "lamp-care-01.md"]
    assert order(written(tmp_path, *sorted(names))) == names


def test_the_questions_that_files_are_named_for_can_be_planned(tmp_path: Path) -> None:
    found = written(
        tmp_path, "storm-watch-02.txt", "lamp-care-01.txt", "lamp-care-01 follow-up.txt", "3.txt"
    )
    assert found.headings == ("lamp-care-01", "storm-watch-02")


def test_recordings_and_writing_stand_beside_each_other(tmp_path: Path) -> None:
    recording(tmp_path / "1.wav")
    found = written(tmp_path, "2.txt")
    assert [(file.name, file.text) for file in found.files] == [
        ("1.wav", None),
        ("2.txt", "what 2.txt says"),
    ]
    assert found.seconds == pytest.approx(0.5)


def test_an_empty_text_file_is_a_blank_answer(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text(" \n")
    (tmp_path / "2.txt").touch()
    found = answer_files(tmp_path)
    assert found is not None
    assert [file.text for file in found.files] == ["", ""]


def test_what_is_neither_sound_nor_writing_is_left_out_and_named(tmp_path: Path) -> None:
    (tmp_path / "cover.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(300))
    (tmp_path / ".hidden.txt").write_text("not an answer")
    (tmp_path / "older").mkdir()
    found = written(tmp_path, "1.txt")
    assert (order(found), found.left_out) == (["1.txt"], ("cover.png",))


def test_a_recording_is_told_by_its_content(tmp_path: Path) -> None:
    kept = recording(tmp_path / "sitting.wav")
    kept = kept.rename(tmp_path / "sitting")
    found = answer_files(kept)
    assert found is not None
    assert (found.sitting, order(found)) == (True, ["sitting"])


@pytest.mark.parametrize(
    "content",
    [
        b"I look after the lamp.\n",
        "\u201eLampe\u201c heißt das".encode("cp1252"),
        "Die Lampe, täglich".encode("utf-16"),
        b"",
        b"[lamp-care-01]\nyes\n\n" * 500,
        b"%PDF-1.4 \x00\x01",
    ],
)
def test_writing_is_not_taken_for_sound(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "answers.txt").write_bytes(content)
    assert answer_files(tmp_path / "answers.txt") is None


def test_writing_under_the_name_of_a_recording_is_still_writing(tmp_path: Path) -> None:
    (tmp_path / "answers.wav").write_text("I look after the lamp.")
    assert answer_files(tmp_path / "answers.wav") is None


def test_a_pipe_or_nothing_at_all_is_for_others_to_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert answer_files(tmp_path / "pipe") is None
    assert answer_files(tmp_path / "gone.wav") is None
    assert answer_files("-") is None


@pytest.mark.parametrize("content", [b"", b"\x00" * 3_000, os.urandom(3_000)])
def test_a_damaged_recording_is_said_before_anything_is_asked(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "answer.m4a").write_bytes(content)
    for path in (tmp_path, tmp_path / "answer.m4a"):
        with pytest.raises(AudioError, match=r"answer\.m4a cannot be read as sound"):
            answer_files(path)


def test_more_than_three_hours_are_refused_before_they_are_worked_on(tmp_path: Path) -> None:
    for number in range(4):
        file = recording(tmp_path / f"{number}.wav", 3_000, 100)
    assert answer_files(file) is not None
    with pytest.raises(AudioError, match="longer than 3 hours"):
        answer_files(tmp_path)


def test_a_folder_without_answers_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no answer"):
        answer_files(tmp_path)


def test_a_folder_of_everything_is_not_opened_file_by_file(tmp_path: Path) -> None:
    for number in range(101):
        (tmp_path / f"{number}.txt").touch()
    with pytest.raises(UsageError, match="101 files"):
        answer_files(tmp_path)
