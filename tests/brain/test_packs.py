"""The question bank: read, compiled, and checked entry by entry."""

import hashlib
import json
from pathlib import Path

import pytest

from nexus_cli.brain.packs import packs, read_packs
from nexus_cli.errors import RubricError
from nexus_cli.models.question import Category, Question
from nexus_cli.scoring.tokens import parse

PACK = """
pack: lamps
title: Lamps
roles: [lamp keeper]
questions:
  - id: lamps-first-thing
    category: technical
    skills: [Lamps]
    difficulty: 1
    text: What do you check first?
    key_points:
      - point: The glass is clean
        accept: [no soot is left on it]
    anchors: {1: a, 3: b, 5: c}
    model_answer: I wipe the glass until no soot is left on it.
    paraphrase: First of all I get the soot off.
    follow_up: And then?
"""


def titles(folder: Path) -> list[str]:
    return [pack.title for pack in read_packs(folder)]


def test_a_compiled_bank_is_used_only_for_the_files_it_was_made_from(tmp_path: Path) -> None:
    (tmp_path / "lamps.yaml").write_text(PACK)
    assert titles(tmp_path) == ["Lamps"]
    compiled = {
        "sha256": hashlib.sha256(PACK.encode()).hexdigest(),
        "packs": [{"pack": "lamps", "title": "Compiled", "roles": [], "questions": []}],
    }
    (tmp_path / "compiled.json").write_text(json.dumps(compiled))
    assert titles(tmp_path) == ["Compiled"]
    (tmp_path / "lamps.yaml").write_text(PACK.replace("Lamps", "Lights"))
    assert titles(tmp_path) == ["Lights"]


@pytest.mark.parametrize(
    "broken", ["[", "pack: lamps", PACK.replace("technical", "magical"), "- a\n- b"]
)
def test_a_pack_that_breaks_its_format_is_named(tmp_path: Path, broken: str) -> None:
    (tmp_path / "lamps.yaml").write_text(broken)
    with pytest.raises(RubricError, match=r"lamps\.yaml"):
        read_packs(tmp_path)


BANK = [(pack, question) for pack in packs() for question in pack.questions]


def content_stems(text: str) -> set[str]:
    return {token.stem for token in parse(text).content}


def test_ids_are_unique_over_the_bank() -> None:
    ids = [question.id for _, question in BANK]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("pack", "question"), BANK, ids=lambda value: getattr(value, "id", ""))
def test_every_entry_keeps_the_rules_of_the_bank(pack: object, question: Question) -> None:
    assert question.id.startswith(getattr(pack, "name", "?"))
    assert 3 <= len(question.key_points) <= 6
    assert all(point.accept for point in question.key_points)
    assert set(question.anchors) == {1, 3, 5}
    assert len(question.text.split()) <= 42
    assert question.text.strip().endswith((".", "?"))
    assert question.follow_up_hint
    assert question.paraphrase != question.model_answer
    points = set[str]().union(*(content_stems(point.point) for point in question.key_points))
    shared = content_stems(question.model_answer)
    assert len(shared & points) <= len(shared) / 2


def test_every_interview_can_open_and_close() -> None:
    categories = [question.category for _, question in BANK]
    assert categories.count(Category.OPENING) >= 5
    assert categories.count(Category.CLOSING) >= 3
