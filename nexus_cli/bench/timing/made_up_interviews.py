"""A folder of made-up interviews: six questions each, answered in a hundred words."""

import random
from pathlib import Path

from nexus_cli.brain.packs import packs
from nexus_cli.models.question import Category, Question

ANSWERS, WORDS = 6, 100
ROLE = "data-engineer"
_ASKED = 12
"""Different questions in a folder: interviewers of one job ask much the same."""
_CORE = (Category.TECHNICAL, Category.BEHAVIOURAL, Category.SITUATIONAL)
_NAME = "Runa Vell"


def write_interviews(folder: Path, count: int, seed: int = 0) -> None:
    """Write `count` transcripts into `folder`; the same seed writes the same."""
    folder.mkdir(parents=True, exist_ok=True)
    bank = [q for pack in packs() for q in pack.questions if _fits(q)]
    asked = random.Random(seed).sample(bank, _ASKED)  # noqa: S311 - the same every time
    words = " ".join(question.model_answer for question in bank).split()
    for number in range(count):
        draw = random.Random(f"{seed} {number}")  # noqa: S311 - the same every time
        turns = []
        for question in draw.sample(asked, ANSWERS):
            turns += [f"Interviewer: {question.text}", f"{_NAME}: {_said(question, words, draw)}"]
        (folder / f"talk-{number:05}.txt").write_text("\n\n".join(turns) + "\n", "utf-8")


def _fits(question: Question) -> bool:
    return (
        question.category in _CORE
        and bool(question.model_answer)
        and "{skill}" not in question.text
        and "?" in question.text
    )


def _said(question: Question, words: list[str], draw: random.Random) -> str:
    """Return a hundred words: some of a good answer, then something else."""
    own = question.model_answer.split()[: draw.randint(10, WORDS)]
    start = draw.randrange(len(words) - WORDS)
    return " ".join((own + words[start : start + WORDS])[:WORDS])
