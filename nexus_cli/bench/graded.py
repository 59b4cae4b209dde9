"""Answers that people have graded: `PREFIX.questions.jsonl` and `PREFIX.answers.jsonl`."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nexus_cli.errors import DocumentError, UsageError
from nexus_cli.models.question import KeyPoint

_FORMAT = (
    "A question is {qid, question, reference, rubric, max_score}, an answer {qid, answer, score, "
    "score01}, one JSON object a line."
)


@dataclass(frozen=True)
class GradedAnswer:
    """One answer and what people gave it."""

    text: str
    grade: float
    """0-1."""


@dataclass(frozen=True)
class GradedQuestion:
    """A question with its right answer and the graded ones."""

    qid: str
    text: str
    reference: str
    key_points: tuple[KeyPoint, ...]
    """The rubric when it is a list; empty when the reference is to be cut into points."""
    answers: tuple[GradedAnswer, ...]


@dataclass(frozen=True)
class GradedSet:
    """A set of graded questions, by qid; blank answers are counted and left out."""

    name: str
    questions: tuple[GradedQuestion, ...]
    blanks: int


def read_graded(prefix: str) -> GradedSet:
    """Return the set at a path prefix.

    Raises UsageError when no such files exist, DocumentError naming file and line when a line is
    not in the format.
    """
    questions = {raw["qid"]: raw for raw in _objects(Path(f"{prefix}.questions.jsonl"), _question)}
    given: dict[str, list[GradedAnswer]] = {qid: [] for qid in questions}
    path = Path(f"{prefix}.answers.jsonl")
    blanks = 0
    for raw in _objects(path, lambda found: _answer(found, questions)):
        if not any(char.isalnum() for char in raw["answer"]):
            blanks += 1
            continue
        given[raw["qid"]].append(GradedAnswer(raw["answer"], raw["grade"]))
    if not any(given.values()):
        raise DocumentError(f"{path} holds no answer that is not blank.", _FORMAT)
    made = (_made(questions[qid], given[qid]) for qid in sorted(questions))
    return GradedSet(Path(prefix).name, tuple(made), blanks)


def _made(raw: dict[str, Any], answers: list[GradedAnswer]) -> GradedQuestion:
    points = tuple(KeyPoint(point=point) for point in raw["points"])
    return GradedQuestion(raw["qid"], raw["question"], raw["reference"], points, tuple(answers))


def _objects(path: Path, check: Any) -> Iterator[dict[str, Any]]:
    """Yield what `check` makes of each line; a fault names the file and the line."""
    try:
        lines = path.read_text("utf-8-sig").split("\n")
    except FileNotFoundError as error:
        next_step = "--data takes the path up to `.questions.jsonl`, such as data/NAME."
        raise UsageError(f"There is no file {path}.", next_step) from error
    except (OSError, UnicodeDecodeError) as error:
        raise DocumentError(f"{path} cannot be read: {error}.", "Check the file.") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield check(json.loads(line))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            reason = f"no field {error}" if isinstance(error, KeyError) else str(error)
            raise DocumentError(f"{path}, line {number}: {reason}.", _FORMAT) from error


def _question(raw: dict[str, Any]) -> dict[str, Any]:
    rubric = raw.get("rubric")
    points = [_point(item) for item in rubric] if isinstance(rubric, list) else []
    return {
        "qid": str(raw["qid"]),
        "question": str(raw["question"]),
        "reference": str(raw.get("reference") or ""),
        "points": [point for point in points if point],
        "max_score": float(raw.get("max_score") or 1.0),
    }


def _point(item: Any) -> str:
    """Return a rubric item as text: a string, or an object with a `point` or `text`."""
    if isinstance(item, dict):
        item = item.get("point") or item.get("text") or ""
    return str(item).strip()


def _answer(raw: dict[str, Any], questions: dict[str, dict[str, Any]]) -> dict[str, Any]:
    qid = str(raw["qid"])
    if qid not in questions:
        raise ValueError(f"no question has the qid {qid}")
    grade = raw.get("score01")
    if grade is None:
        grade = float(raw["score"]) / questions[qid]["max_score"]
    if not 0 <= float(grade) <= 1:
        raise ValueError(f"the grade {grade} is not in 0-1")
    text = raw["answer"]
    return {"qid": qid, "answer": "" if text is None else str(text), "grade": float(grade)}
