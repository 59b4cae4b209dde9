"""What the first measurement of coverage waits for, read ahead of time."""

import subprocess
import sys
from pathlib import Path

from nexus_cli.models.question import Category
from nexus_cli.scoring import measure_coverage, warm
from tests.made_up import question

SCRIPT = """
import sys
from nexus_cli.scoring import measure_coverage, warm
from tests.made_up import question
asked = question("a")
warm([asked])
opened = []
sys.addaudithook(lambda name, given: opened.append(given[0]) if name == "open" else None)
measure_coverage(asked, "I moved the tables to PostgreSQL and wrote a test for each of them.")
print(opened)
"""


def opened_by(script: str) -> str:
    """Run `script` in a fresh interpreter; return the files that its measurement opened."""
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", script]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=root).stdout


def test_a_warm_measurement_reads_no_file() -> None:
    assert opened_by(SCRIPT).strip() == "[]"


def test_a_cold_measurement_reads_some() -> None:
    assert "lexicon" in opened_by(SCRIPT.replace("warm([asked])\n", ""))


def test_it_changes_no_result() -> None:
    asked = question("a", Category.TECHNICAL)
    text = "I looked after the database and tested it."
    before = measure_coverage(asked, text)
    warm([asked])
    assert measure_coverage(asked, text) == before
