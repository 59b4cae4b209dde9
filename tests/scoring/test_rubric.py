"""Rubric files: what is read, and how faults are named."""

from pathlib import Path

import pytest

from nexus_cli.errors import RubricError
from nexus_cli.scoring import default_rubric, load_rubric

GOOD = """
name: service
version: 2
dimensions:
  - {name: relevance, description: About the question, weight: 2}
  - {name: warmth, description: Friendly, anchors: {0: cold, 5: warm}}
"""


def _written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_default_rubric_has_four_dimensions_with_an_anchor_for_every_level() -> None:
    rubric = default_rubric()
    assert [d.name for d in rubric.dimensions] == [
        "relevance",
        "depth",
        "competency",
        "communication",
    ]
    assert all(set(d.anchors) == set(range(6)) for d in rubric.dimensions)


def test_a_rubric_of_ones_own_brings_its_weights(tmp_path: Path) -> None:
    rubric = load_rubric(_written(tmp_path, GOOD))
    assert rubric.version == "2"
    assert rubric.average({"relevance": 5.0, "warmth": 2.0}) == 4.0


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("just text", "no fields"),
        ("name: x\nversion: '1'\ndimensions: []", "dimensions"),
        (GOOD.replace("weight: 2", "weight: -1"), "dimensions.0.weight"),
        (GOOD.replace("weight: 2", "weight: .inf"), "dimensions.0.weight"),
        (GOOD.replace("weight: 2", "wieght: 2"), "dimensions.0.wieght"),
        (GOOD.replace("warmth", "relevance"), "dimensions.1.name"),
        (GOOD.replace("5: warm", "6: warm"), "dimensions.1.anchors"),
        ("name: [", "not valid YAML"),
        ("a: &x [1]\nb: *x", "alias"),
        ("!!python/object/apply:os.getcwd []", "not valid YAML"),
        ("[" * 5000, "not valid YAML"),
        ("# " + "x" * 70_000, "larger"),
    ],
)
def test_a_fault_names_the_file_and_the_field(tmp_path: Path, text: str, field: str) -> None:
    path = _written(tmp_path, text)
    with pytest.raises(RubricError) as caught:
        load_rubric(path)
    assert str(path) in caught.value.sentence
    assert field in caught.value.sentence
    assert caught.value.next_step


def test_a_missing_file_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(RubricError, match="cannot be read"):
        load_rubric(tmp_path / "none.yaml")
