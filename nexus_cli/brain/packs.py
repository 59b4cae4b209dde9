"""The question bank: `prompts/packs/*.yaml`, checked as it is read."""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from nexus_cli.errors import RubricError
from nexus_cli.models.question import KeyPoint, Question
from nexus_cli.resources import resource

# libyaml parses the bank in a few hundredths of a second, the pure Python loader in seconds.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Pack:
    """The questions of one trade."""

    name: str
    title: str
    roles: tuple[str, ...]
    """Job titles it serves, in lower case; none for a pack that serves every trade."""
    questions: tuple[Question, ...]


@cache
def packs() -> tuple[Pack, ...]:
    """Return the packs that ship with nexus, by name; raises RubricError for a broken one."""
    return read_packs(resource("prompts/packs"))


def read_packs(folder: Path) -> tuple[Pack, ...]:
    """Return the packs in a folder of YAML files, by name; raises RubricError for a broken one.

    An install holds them compiled to JSON as well. That is used as long as it was made from the
    very YAML files that lie beside it.
    """
    paths = sorted(folder.glob("*.yaml"))
    compiled = folder / "compiled.json"
    if compiled.exists():
        whole = json.loads(compiled.read_bytes())
        sources = hashlib.sha256(b"".join(path.read_bytes() for path in paths))
        if whole["sha256"] == sources.hexdigest():
            return tuple(_pack(content) for content in whole["packs"])
    return tuple(load_pack(path) for path in paths)


def load_pack(path: Path) -> Pack:
    """Return the pack in a YAML file.

    Raises RubricError that names the file, and the question where there is one.
    """
    try:
        return _pack(yaml.load(path.read_text("utf-8"), Loader=_Loader))  # noqa: S506 (it is safe)
    except (yaml.YAMLError, KeyError, TypeError, ValidationError) as error:
        raise RubricError(
            f"The question pack {path.name} breaks its format: {error}.",
            "Mend the file; the other packs of prompts/packs show the format.",
        ) from error


def _pack(content: dict[str, Any]) -> Pack:
    return Pack(
        name=str(content["pack"]),
        title=str(content["title"]),
        roles=tuple(str(role) for role in content["roles"]),
        questions=tuple(_question(raw) for raw in content["questions"]),
    )


def _question(raw: dict[str, Any]) -> Question:
    skills = tuple(raw["skills"])
    return Question(
        id=raw["id"],
        text=raw["text"],
        category=raw["category"],
        target=skills[0],
        skills=skills,
        difficulty=raw["difficulty"],
        key_points=tuple(
            KeyPoint(point=key["point"], accept=tuple(key["accept"])) for key in raw["key_points"]
        ),
        anchors=raw["anchors"],
        model_answer=raw["model_answer"],
        paraphrase=raw["paraphrase"],
        follow_up_hint=raw["follow_up"],
    )
