"""Rubric files: YAML that people write, read with every fault named by file and field."""

import math
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from nexus_cli.errors import RubricError
from nexus_cli.models.rubric import Rubric
from nexus_cli.resources import resource

_LARGEST_BYTES = 64 * 1024
_MOST_DIMENSIONS = 12
_NEXT_STEP = "prompts/rubrics/default.yaml shows the form."


@lru_cache(maxsize=1)
def default_rubric() -> Rubric:
    """Return the rubric that ships with nexus. Raises ResourceMissingError when it is gone."""
    return load_rubric(resource("prompts/rubrics/default.yaml"))


def load_rubric(path: Path) -> Rubric:
    """Return the rubric in a YAML file of up to 64 KiB.

    Raises RubricError naming the file and the field when it cannot be read, is no rubric, names a
    dimension twice, or anchors a level outside 0-5.
    """
    found = _read(path)
    if not isinstance(found, dict):
        raise RubricError(f"{path} is not a rubric: it holds no fields.", _NEXT_STEP)
    try:
        rubric = Rubric.model_validate(_with_text(found))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "the file"
        raise RubricError(f"{path}: {field}: {first['msg'].lower()}.", _NEXT_STEP) from error
    _check(path, rubric)
    return rubric


def _read(path: Path) -> object:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST_BYTES + 1)
        if len(data) > _LARGEST_BYTES:
            sentence = f"{path} is larger than a rubric may be ({_LARGEST_BYTES // 1024} KiB)."
            raise RubricError(sentence, "Shorten its anchors.")
        text = data.decode("utf-8-sig")
        if any(isinstance(token, yaml.AliasToken) for token in yaml.scan(text)):
            sentence = f"{path} uses a YAML alias (*name), which a rubric may not."
            raise RubricError(sentence, _NEXT_STEP)
        return yaml.safe_load(text)
    except OSError as error:
        reason = error.strerror or "unknown error"
        raise RubricError(f"{path} cannot be read: {reason}.", "Check the path.") from error
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" (line {mark.line + 1})" if mark else ""
        raise RubricError(f"{path} is not valid YAML{where}.", _NEXT_STEP) from error


def _with_text(found: dict[Any, Any]) -> dict[Any, Any]:
    """Return the fields with a version such as 2 or 1.0 as text, as people mean it."""
    version = found.get("version")
    plain = isinstance(version, int | float) and not isinstance(version, bool)
    return {**found, "version": str(version)} if plain else found


def _check(path: Path, rubric: Rubric) -> None:
    names = [dimension.name for dimension in rubric.dimensions]
    if len(names) > _MOST_DIMENSIONS:
        sentence = f"{path}: dimensions: {len(names)} are more than {_MOST_DIMENSIONS}."
        raise RubricError(sentence, "Keep the ones that matter.")
    for place, dimension in enumerate(rubric.dimensions):
        field = f"{path}: dimensions.{place}"
        if not dimension.name.strip():
            raise RubricError(f"{field}.name is blank.", "Give it a name.")
        if dimension.name in names[:place]:
            raise RubricError(f"{field}.name: {dimension.name} stands twice.", "Rename one.")
        if not math.isfinite(dimension.weight):
            raise RubricError(f"{field}.weight is not a finite number.", "Use 1 or 2.")
        wrong = [level for level in dimension.anchors if not 0 <= level <= 5]
        if wrong:
            raise RubricError(f"{field}.anchors: level {wrong[0]} is not in 0-5.", _NEXT_STEP)
