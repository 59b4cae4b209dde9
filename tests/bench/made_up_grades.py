"""A small set of graded answers, written as files."""

import json
from pathlib import Path
from typing import Any

QUESTIONS: list[dict[str, Any]] = [
    {
        "qid": "dough",
        "question": "Why does bread dough rest before it is baked?",
        "reference": "Yeast turns sugar into gas, and the gas stretches the gluten of the dough.",
        "rubric": None,
        "max_score": 4,
    },
    {
        "qid": "kettle",
        "question": "Why does a kettle switch itself off?",
        "reference": "",
        "rubric": ["Steam heats a bimetal strip", "The bent strip opens the contact"],
        "max_score": 1,
    },
    {
        "qid": "tide",
        "question": "Why are there two high tides a day?",
        "reference": "The moon pulls the near water most, and the far water is left behind; the "
        "earth turns beneath both bulges in a day.",
        "rubric": None,
        "max_score": 1,
    },
]
_ANSWERS: dict[str, list[tuple[str, float]]] = {
    "dough": [
        ("Yeast turns sugar into gas and that stretches the gluten.", 4),
        ("The yeast makes gas from the sugar.", 3),
        ("The yeast needs time.", 2),
        ("It becomes softer then.", 1),
        ("It tastes better.", 0),
        ("  ", 0),
    ],
    "kettle": [
        ("Steam heats a strip of bimetal, it bends and opens the contact.", 1),
        ("The bimetal strip gets hot from steam.", 0.75),
        ("The strip opens a contact.", 0.5),
        ("There is a sensor for steam.", 0.25),
        ("To save power.", 0),
    ],
    "tide": [
        ("The moon pulls near water most, far water stays behind, the earth turns under both.", 1),
        ("Water bulges towards the moon and away from it, and the earth turns beneath.", 1),
        ("The moon pulls the water.", 0.5),
        ("Because of the moon.", 0.25),
        ("The wind pushes waves to the beach.", 0),
    ],
}


def answers() -> list[dict[str, Any]]:
    """Return the graded answers as the lines of a file."""
    most = {question["qid"]: question["max_score"] for question in QUESTIONS}
    return [
        {"qid": qid, "answer": text, "score": score, "score01": score / most[qid]}
        for qid, given in _ANSWERS.items()
        for text, score in given
    ]


def write_set(folder: Path, name: str = "made-up", *, backwards: bool = False) -> str:
    """Write the two files of the set and return their prefix."""
    step = -1 if backwards else 1
    for kind, rows in (("questions", QUESTIONS), ("answers", answers())):
        lines = [json.dumps(row) for row in rows][::step]
        (folder / f"{name}.{kind}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    return str(folder / name)
