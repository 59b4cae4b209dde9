"""Untrained, deterministic scoring of free-text answers by their coverage of key points."""

from nexus_cli.scoring.grading import (
    Coverage,
    TextScore,
    grade_answer,
    measure_coverage,
    score_text,
)
from nexus_cli.scoring.points import points_of
from nexus_cli.scoring.quotes import find_quote
from nexus_cli.scoring.rubric import default_rubric, load_rubric
from nexus_cli.scoring.warming import warm

__all__ = [
    "Coverage",
    "TextScore",
    "default_rubric",
    "find_quote",
    "grade_answer",
    "load_rubric",
    "measure_coverage",
    "points_of",
    "score_text",
    "warm",
]
