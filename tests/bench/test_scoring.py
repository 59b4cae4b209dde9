"""`nexus bench scoring` on a small made-up set."""

import json
from pathlib import Path
from typing import Any

import pytest

from nexus_cli.bench.graded import read_graded
from nexus_cli.bench.probes import measure_probes
from nexus_cli.bench.scoring import measure_scoring
from nexus_cli.errors import DocumentError, UsageError
from nexus_cli.scoring import TextScore
from tests.bench.made_up_grades import write_set
from tests.cli.running import Nexus


def _figures(prefix: str) -> dict[str, Any]:
    found = measure_scoring(read_graded(prefix)).as_json()
    del found["timings"]
    return found


def test_figures_have_the_promised_names_and_agree_with_the_grades(tmp_path: Path) -> None:
    metrics = _figures(write_set(tmp_path))["metrics"]
    assert metrics["answers"]["value"] == 15
    assert metrics["blanks"]["value"] == 1
    for name in ("within_question_r", "within_question_r_shown", "within_question_rho"):
        assert metrics[name]["n"] == 3
        assert metrics[name]["ci_low"] <= metrics[name]["value"] <= metrics[name]["ci_high"]
        assert metrics[name]["value"] > 0.6
    assert metrics["pooled_r"]["value"] > 0.6
    assert metrics["qwk"]["value"] > 0.4
    assert metrics["mae"]["value"] < 4


def test_the_order_of_the_lines_changes_nothing(tmp_path: Path) -> None:
    forwards = _figures(write_set(tmp_path))
    assert forwards == _figures(write_set(tmp_path, backwards=True))


def test_two_processes_print_the_same_but_for_their_timings(nexus: Nexus, tmp_path: Path) -> None:
    prefix = write_set(tmp_path)
    first, second = (nexus.json("bench", "scoring", "--data", prefix, "--json") for _ in "ab")
    assert first.pop("timings")["answers_per_second"] > 0
    del second["timings"]
    assert json.dumps(first) == json.dumps(second)


def test_a_scorer_that_guesses_is_told_from_one_that_reads(tmp_path: Path) -> None:
    graded = read_graded(write_set(tmp_path))
    blind = measure_scoring(graded, lambda question, answer: TextScore(0.5, 2.5))
    assert blind.metrics["within_question_r"].value == 0.0


def test_probes_are_told_as_pass_rates(nexus: Nexus, tmp_path: Path) -> None:
    found = nexus.json("bench", "scoring", "--data", write_set(tmp_path), "--probes", "--json")
    metrics = found["metrics"]
    for name in ("dont_know", "blank", "echo", "repeated", "negated", "injection_alone_short"):
        assert metrics[f"probe_{name}"]["value"] == 1.0
    assert metrics["honest_touched"]["failures"] == 0


def test_a_scorer_that_rewards_everything_fails_the_probes(tmp_path: Path) -> None:
    graded = read_graded(write_set(tmp_path))
    found = measure_probes(graded, lambda question, answer: TextScore(1.0, 5.0))
    assert found["probe_dont_know"].value == 0.0
    assert found["probe_off_topic"].value == 0.0


def test_the_result_is_told_in_lines_without_json(nexus: Nexus, tmp_path: Path) -> None:
    told, _ = nexus.run("bench", "scoring", "--data", write_set(tmp_path))
    assert "within_question_r" in told
    assert "95 %" in told


def test_a_missing_file_is_a_usage_error(nexus: Nexus, tmp_path: Path) -> None:
    _, err = nexus.run("bench", "scoring", "--data", str(tmp_path / "none"), code=2)
    assert "none.questions.jsonl" in err
    with pytest.raises(UsageError):
        read_graded(str(tmp_path / "none"))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "line 2"),
        ('{"qid": "dough"}', "answer"),
        ('{"qid": "other", "answer": "x", "score01": 1}', "no question"),
        ('{"qid": "dough", "answer": "x", "score01": 7}', "not in 0-1"),
        ('{"qid": "dough", "answer": "x", "score": "high"}', "line 2"),
        ("[1]", "line 2"),
    ],
)
def test_a_faulty_line_is_named(tmp_path: Path, line: str, reason: str) -> None:
    prefix = write_set(tmp_path)
    good = '{"qid": "dough", "answer": "Yeast makes gas.", "score": 2}'
    Path(f"{prefix}.answers.jsonl").write_text(f"{good}\n{line}\n", "utf-8")
    with pytest.raises(DocumentError, match=r"answers\.jsonl") as caught:
        read_graded(prefix)
    assert reason in caught.value.sentence


def test_a_set_of_blanks_is_unreadable(nexus: Nexus, tmp_path: Path) -> None:
    prefix = write_set(tmp_path)
    Path(f"{prefix}.answers.jsonl").write_text(
        '{"qid": "dough", "answer": " ", "score": 0}\n', "utf-8"
    )
    _, err = nexus.run("bench", "scoring", "--data", prefix, code=5)
    assert "not blank" in err


def test_a_rubric_list_takes_the_place_of_the_reference(tmp_path: Path) -> None:
    kettle = next(q for q in read_graded(write_set(tmp_path)).questions if q.qid == "kettle")
    assert [point.point for point in kettle.key_points] == [
        "Steam heats a bimetal strip",
        "The bent strip opens the contact",
    ]
