"""Two runs over a folder compared: who moved, by how much, and what differs that may explain it."""

import json
from pathlib import Path

import pytest

from nexus_cli.batch.difference import CORRECTED, OTHERS, TRANSCRIPT, UNEXPLAINED, difference
from nexus_cli.batch.difference_text import as_json, as_text
from nexus_cli.batch.earlier import read_scores
from nexus_cli.batch.ranking import placing_of
from nexus_cli.errors import TranscriptError
from nexus_cli.models.report import Report, ReportProvenance
from nexus_cli.reports.as_json import json_line
from tests.reports.made_up_folder import PROVENANCE, answer, report

NEWER = PROVENANCE.model_copy(update={"model": "made-up-70b", "brain": "groq"})


def written(folder: Path, *reports: Report, **run: object) -> Path:
    folder.mkdir()
    (folder / "scores.jsonl").write_text("".join(map(json_line, reports)), encoding="utf-8")
    if run:
        (folder / "run.json").write_text(json.dumps(run), encoding="utf-8")
    return folder


def compared(old: Path, new: Path) -> str:
    return as_text(difference(read_scores(old), read_scores(new)))


def made(file: str, *scores: float, provenance: ReportProvenance = PROVENANCE) -> Report:
    return report(file, scores, candidate=file.title(), provenance=provenance, transcript=file)


def test_the_same_scores_have_no_difference(tmp_path: Path) -> None:
    reports = [made("ada", 4, 3.5, 4.2), made("bo", 1, 1.5, 1.2)]
    text = compared(written(tmp_path / "old", *reports), written(tmp_path / "new", *reports))
    assert text == "0 moved, 2 unchanged, 0 new, 0 gone.\n"


def test_another_model_is_told_once_and_named_beside_each_move(tmp_path: Path) -> None:
    old = written(tmp_path / "old", made("ada", 4, 3.5, 4.2), made("bo", 1, 1.5, 1.2))
    later = [made("ada", 2, 2, 2.2, provenance=NEWER), made("bo", 1, 1.5, 1.2, provenance=NEWER)]
    found = difference(read_scores(old), read_scores(written(tmp_path / "new", *later)))
    assert {change.name for change in found.settings} == {"brain", "model"}
    ada = next(one for one in found.moved if one.file == "ada")
    assert ("overall", 3.9, 2.07) in ada.changes
    assert ("verdict", "RECOMMEND", "DO NOT RECOMMEND") in ada.changes
    assert set(ada.causes) == {"brain", "model"}
    assert "Differs for all: the model, from none to made-up-70b." in as_text(found)


def test_a_candidate_whose_band_alone_moved_is_said_to_be_moved_by_others(tmp_path: Path) -> None:
    low = made("bo", 1, 1.5, 1.2)
    old = written(tmp_path / "old", made("ada", 4, 4.5, 4.2), low)
    new = written(tmp_path / "new", made("ada", 1, 1.4, 1.2), low)
    found = difference(read_scores(old), read_scores(new))
    bo = next(one for one in found.moved if one.file == "bo")
    assert bo.changes == (("band", 2, 1),)
    assert bo.causes == (OTHERS,)


def test_a_transcript_that_changed_is_named(tmp_path: Path) -> None:
    one, other = (report("ada", [score], transcript=name) for score, name in ((4, "x"), (2, "y")))
    found = difference(
        read_scores(written(tmp_path / "old", one)), read_scores(written(tmp_path / "new", other))
    )
    assert found.moved[0].causes == (TRANSCRIPT,)


def test_a_score_that_a_person_set_is_named(tmp_path: Path) -> None:
    corrected = answer(1, 4.5).model_copy(update={"overridden": {"depth": "read again"}})
    new = report("ada", (), answers=[corrected], transcript="ada")
    old = written(tmp_path / "old", made("ada", 2))
    found = difference(read_scores(old), read_scores(written(tmp_path / "new", new)))
    assert found.moved[0].causes == (CORRECTED,)


def test_a_move_that_nothing_explains_says_so(tmp_path: Path) -> None:
    old = written(tmp_path / "old", made("ada", 4))
    new = written(tmp_path / "new", made("ada", 3))
    assert UNEXPLAINED in compared(old, new)


def test_what_only_the_runs_own_file_tells_is_a_cause_too(tmp_path: Path) -> None:
    old = written(tmp_path / "old", made("ada", 4), repeat=1)
    new = written(tmp_path / "new", made("ada", 3), repeat=3)
    assert "Differs for all: judgements an answer, from 1 to 3." in compared(old, new)


def test_a_file_that_was_renamed_is_followed(tmp_path: Path) -> None:
    old = written(tmp_path / "old", report("ada.vtt", [4], transcript="same"))
    new = written(tmp_path / "new", report("a/ada.vtt", [3], transcript="same"))
    assert "a/ada.vtt (was ada.vtt)" in compared(old, new)


def test_new_and_gone_files_are_listed(tmp_path: Path) -> None:
    old = written(tmp_path / "old", made("ada", 4), made("bo", 4))
    new = written(tmp_path / "new", made("bo", 4), made("cyra", 4))
    found = json.loads(as_json(difference(read_scores(old), read_scores(new))))
    assert (found["new"], found["gone"], found["unchanged"]) == (["cyra"], ["ada"], 1)


def test_what_is_read_back_ranks_as_the_report_did(tmp_path: Path) -> None:
    spread = [answer(1, 3.0, spread=0.5), answer(2, 4.0, spread=1.0)]
    reports = [report("ada", (), answers=spread), report("bo", [2.0, None]), made("cyra", 4, 3)]
    read = list(read_scores(written(tmp_path / "old", *reports)))
    names = ("ada", "bo", "cyra")
    expected = [placing_of(name, one) for name, one in zip(names, reports, strict=True)]
    assert [one.placing for one in read] == expected


def test_a_line_that_is_no_report_is_named(tmp_path: Path) -> None:
    old = written(tmp_path / "old", made("ada", 4))
    with (old / "scores.jsonl").open("a", encoding="utf-8") as out:
        out.write('{"session_id": 3}\n')
    with pytest.raises(TranscriptError, match="line 2") as raised:
        list(read_scores(old))
    assert raised.value.line == 2


def test_a_folder_without_scores_is_named(tmp_path: Path) -> None:
    with pytest.raises(TranscriptError, match=r"scores\.jsonl"):
        list(read_scores(tmp_path))


def test_text_of_a_transcript_cannot_act_on_the_terminal(tmp_path: Path) -> None:
    nasty = "ada\x1b]0;title\x07\u202e"
    old = written(tmp_path / "old", report("f", [4], candidate=nasty, transcript="f"))
    new = written(tmp_path / "new", report("f", [2], candidate=nasty, transcript="f"))
    text = compared(old, new)
    assert "\x1b" not in text
    assert "\u202e" not in text
