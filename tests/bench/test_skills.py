"""Found knowledge held against what people marked."""

import json
from pathlib import Path

import pytest

from nexus_cli.bench.skills import measure_skills
from nexus_cli.errors import DocumentError, UsageError

Span = tuple[int, int]


def written(folder: Path, *lines: str) -> Path:
    path = folder / "marked.jsonl"
    path.write_text("\n".join(lines))
    return path


def sentence(words: str, *knowledge: Span, source: str = "tech") -> str:
    """A line of the format; a span is the first word and the one after the last."""
    return json.dumps({"tokens": words.split(), "knowledge": knowledge, "source": source})


def test_a_span_found_word_for_word_counts_fully(tmp_path: Path) -> None:
    path = written(tmp_path, sentence("You know Docker and Kubernetes well .", (2, 3), (4, 5)))
    figures = measure_skills(path).together
    assert (figures.n, figures.found) == (2, 2)
    assert (figures.strict_f1, figures.overlap_f1) == (1.0, 1.0)


def test_a_span_that_only_overlaps_counts_half_way(tmp_path: Path) -> None:
    path = written(tmp_path, sentence("You know Docker container tricks .", (2, 5)))
    figures = measure_skills(path).together
    assert (figures.strict_f1, figures.overlap_f1) == (0.0, 1.0)


def test_what_is_missed_and_what_is_made_up_cost_recall_and_precision(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        sentence("You know Docker .", (2, 3)),
        sentence("You know Kubernetes ."),
        sentence("You know lamp trimming .", (2, 4)),
    )
    figures = measure_skills(path).together
    assert (figures.overlap_precision, figures.overlap_recall) == (0.5, 0.5)
    assert figures.overlap_f1 == pytest.approx(0.5)


def test_each_source_has_figures_of_its_own(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        sentence("You know Docker .", (2, 3)),
        sentence("You know lamp trimming .", (2, 4), source="house"),
    )
    measured = measure_skills(path)
    assert {name: figures.n for name, figures in measured.by_source.items()} == {
        "tech": 1,
        "house": 1,
    }
    metrics = measured.result().as_json()["metrics"]
    assert metrics["strict_f1_tech"]["value"] == 1.0
    assert metrics["overlap_f1_house"]["value"] == 0.0


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "line 2"),
        ('{"tokens": ["a"]}', "knowledge"),
        ('{"tokens": ["a"], "knowledge": [[0, 2]], "source": "tech"}', "not within"),
        ('{"tokens": [1], "knowledge": [], "source": "tech"}', "not text"),
    ],
)
def test_a_line_that_is_not_in_the_format_is_named(tmp_path: Path, line: str, told: str) -> None:
    path = written(tmp_path, sentence("You know Docker .", (2, 3)), line)
    with pytest.raises(DocumentError, match=told):
        measure_skills(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="missing"):
        measure_skills(tmp_path / "missing.jsonl")
