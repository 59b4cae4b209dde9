"""`nexus interview --plain`, as a shell, a pipe and a crash see it."""

import json
import re
import signal
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import CV, JOB, Nexus

GIVEN = ("--cv", CV, "--jd", JOB, "--seed", "5", "--questions", "4")
ANSWERS = "\n\n".join(
    f"Answer {n}: I looked at the numbers first, wrote a test, and the nightly run got quicker."
    for n in range(1, 5)
)


def finished(nexus: Nexus, text: str = ANSWERS) -> str:
    out, _ = nexus.run("interview", "--plain", *GIVEN, text=text)
    return out


def report(nexus: Nexus) -> Any:
    return nexus.json("report", "--format", "json")


def test_questions_and_saved_come_on_stdout_and_the_report_at_the_end(nexus: Nexus) -> None:
    out = finished(nexus)
    assert re.findall(r"^Saved (\d+)$", out, re.MULTILINE) == ["1", "2", "3", "4"]
    assert "Question 1 of 4" in out
    assert "of 5" in out


def test_the_report_can_be_had_again_in_every_format(nexus: Nexus, tmp_path: Path) -> None:
    finished(nexus)
    for form in ("text", "md", "html", "json", "csv"):
        path = tmp_path / f"report.{form}"
        nexus.run("report", "--format", form, "--out", str(path))
        assert path.stat().st_size > 500
    assert not list(tmp_path.glob(".*part"))


def test_two_runs_in_empty_homes_give_the_same_bytes(tmp_path: Path) -> None:
    texts = []
    for name in ("one", "two"):
        nexus = Nexus(tmp_path / name / "home")
        (tmp_path / name).mkdir()
        finished(nexus)
        made = report(nexus)
        del made["run"], made["session_id"]
        texts.append(json.dumps(made))
    assert texts[0] == texts[1]


def test_i_do_not_know_scores_next_to_nothing(nexus: Nexus) -> None:
    finished(nexus, "\n\n".join(["I don't know"] * 4))
    scores = [
        score["score"] for answer in report(nexus)["answers"] for score in answer["scores"].values()
    ]
    assert scores
    assert max(score for score in scores if score is not None) <= 0.5


def test_blank_answers_are_unanswered_and_have_no_score(nexus: Nexus, tmp_path: Path) -> None:
    planned = nexus.json("setup", "--json", *GIVEN)
    headings = "\n\n".join(f"[{question['id']}]" for question in planned["questions"])
    path = tmp_path / "blank.txt"
    path.write_text(headings)
    nexus.run("interview", planned["session_id"], "--plain", "--answers", str(path))
    made = report(nexus)
    assert {answer["status"] for answer in made["answers"]} == {"unanswered"}
    assert (made["overall"], made["band"], made["recommendation"]["verdict"]) == (None,) * 3
    assert made["scored_of_answered"] == {"scored": 0, "answered": 0, "asked": 4}


def test_the_end_of_input_saves_and_the_interview_goes_on_later(nexus: Nexus) -> None:
    out, err = nexus.run("interview", "--plain", *GIVEN, text="I looked at the numbers.\n")
    assert "Saved 1" in out
    (session,) = re.findall(r"nexus interview (\w+)", err)
    again, _ = nexus.run("interview", session, "--plain", text=ANSWERS)
    assert "Question 2 of 4" in again
    assert "Question 1 of 4" not in again


@pytest.mark.parametrize("after", [1, 3])
def test_what_was_called_saved_survives_a_kill_and_the_question_comes_back(
    nexus: Nexus, after: int
) -> None:
    process = nexus.start("interview", "--plain", *GIVEN)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(ANSWERS.replace("\n\n", "\n\n\n") + "\n\n")
    process.stdin.flush()
    shown: list[str] = []
    while f"Saved {after}\n" not in shown:
        shown.append(process.stdout.readline())
        assert shown[-1], shown
    process.send_signal(signal.SIGKILL)
    shown += process.stdout.readlines()
    process.communicate()
    saved = [int(n) for n in re.findall(r"^Saved (\d+)$", "".join(shown), re.MULTILINE)]
    (listed,) = nexus.json("sessions", "list", "--json")["sessions"]
    exported = json.loads(nexus.run("sessions", "export", listed["session_id"])[0])
    kept = [e for e in exported["events"] if e["type"] == "answer_accepted"]
    answers = [e["text"].split(":")[0] for e in kept if e["part"] == "answer"]
    assert answers[: len(saved)] == [f"Answer {n}" for n in saved]
    if len(answers) < 4:
        out, _ = nexus.run("interview", listed["session_id"], "--plain")
        assert f"Question {len(answers) + 1} of 4" in out


def test_the_same_person_hears_new_questions_the_next_time(nexus: Nexus) -> None:
    plans = []
    for _ in range(2):
        out, _ = nexus.run(
            "interview", "--plain", "--cv", CV, "--jd", JOB, "--questions", "5", text=ANSWERS
        )
        plans.append(set(re.findall(r"^Question \d of \d \[(.*)\]$", out, re.MULTILINE)))
    assert not plans[0] & plans[1]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("interview", "--plain", "--jd", JOB), 2, "A CV is needed"),
        (("interview", "--plain", "--cv", CV), 2, "one job"),
        (("interview", "--plain", "--cv", CV, "--role", "lighthouse-keeper"), 2, "data-engineer"),
        (("interview", "nope", "--plain"), 2, "no session nope"),
        (("interview", "--plain"), 2, "no interview to go on with"),
        (("interview", "--plain", "--cv", "missing.pdf", "--jd", JOB), 2, "missing.pdf"),
        (("interview", "--plain", "--demo", "--cv", CV), 2, "brings its own"),
        (("interview", "--plain", "--cv", "-", "--jd", JOB), 2, "Standard input"),
        (("interview", "--plain", "--demo", "--brain", "groq"), 5, "GROQ_API_KEY"),
        (("report",), 2, "no interview"),
        (("report", "nope"), 2, "no session nope"),
        (("sessions", "delete", "nope", "--yes"), 2, "no session nope"),
        (("sessions", "purge"), 2, "--yes"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    nexus: Nexus, words: tuple[str, ...], code: int, told: str
) -> None:
    out, err = nexus.run(*words, code=code)
    assert told in err
    assert "Traceback" not in err
    assert out == ""


def test_an_unreadable_document_leaves_nothing_behind(nexus: Nexus, tmp_path: Path) -> None:
    empty = tmp_path / "empty.pdf"
    empty.write_bytes(b"")
    _, err = nexus.run("setup", "--cv", str(empty), "--jd", JOB, code=5)
    assert "empty.pdf" in err
    assert nexus.json("sessions", "list", "--json") == {"sessions": []}


def test_no_answer_reaches_the_log(nexus: Nexus) -> None:
    finished(nexus, ANSWERS.replace("numbers", "quokkas"))
    log = (nexus.home / "nexus.log").read_text()
    assert '"stage": "grade"' in log
    assert "quokkas" not in log
    assert "Mira" not in log
