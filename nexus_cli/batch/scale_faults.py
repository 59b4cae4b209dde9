"""What an edited scale may have wrong beyond its form, and on which line of its file."""

import math
from collections.abc import Iterator, Sequence

import yaml

from nexus_cli.models.rubric import Rubric
from nexus_cli.models.scale import JobScale, RequirementPoints

Place = Sequence[str | int]
"""The way to a field: names and numbers from 0."""
_MOST_DIMENSIONS, _MOST_REQUIREMENTS, _MOST_POINTS = 12, 100, 24


def fault_in(scale: JobScale) -> tuple[Place, str] | None:
    """Return the first thing wrong in `scale`, as its place and a sentence; None when it is fit."""
    return next(_faults(scale), None)


def line_of(root: yaml.Node, place: Place) -> int:
    """Return the line (from 1) of the field at `place`, or of the nearest one around it."""
    node, line = root, root.start_mark.line
    for step in place:
        found = _below(node, step)
        if found is None:
            break
        node, line = found
    return line + 1


def _below(node: yaml.Node, step: str | int) -> tuple[yaml.Node, int] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        if step < len(node.value):
            found = node.value[step]
            return found, found.start_mark.line
        return None
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return value, key.start_mark.line
    return None


def _faults(scale: JobScale) -> Iterator[tuple[Place, str]]:
    yield from _in_rubric(scale.rubric)
    if len(scale.requirements) > _MOST_REQUIREMENTS:
        yield (("requirements",), f"There are more than {_MOST_REQUIREMENTS} requirements.")
    seen: set[str] = set()
    for number, row in enumerate(scale.requirements):
        place = ("requirements", number)
        if not row.requirement.strip():
            yield ((*place, "requirement"), "The requirement is blank.")
        if row.requirement.casefold() in seen:
            yield ((*place, "requirement"), f"{row.requirement} stands twice.")
        seen.add(row.requirement.casefold())
        yield from _in_points(row, place)


def _in_points(row: RequirementPoints, place: Place) -> Iterator[tuple[Place, str]]:
    if len(row.key_points) > _MOST_POINTS:
        yield ((*place, "key_points"), f"There are more than {_MOST_POINTS} key points.")
    for number, point in enumerate(row.key_points):
        if not any(char.isalnum() for char in point.point):
            yield ((*place, "key_points", number), "The key point is blank.")


def _in_rubric(rubric: Rubric) -> Iterator[tuple[Place, str]]:
    names = [dimension.name for dimension in rubric.dimensions]
    if len(names) > _MOST_DIMENSIONS:
        yield (("rubric", "dimensions"), f"There are more than {_MOST_DIMENSIONS} dimensions.")
    for number, dimension in enumerate(rubric.dimensions):
        place = ("rubric", "dimensions", number)
        if not dimension.name.strip():
            yield ((*place, "name"), "The dimension's name is blank.")
        if dimension.name in names[:number]:
            yield ((*place, "name"), f"The dimension {dimension.name} stands twice.")
        if not math.isfinite(dimension.weight):
            yield ((*place, "weight"), "The weight is not a finite number.")
        if wrong := [level for level in dimension.anchors if not 0 <= level <= 5]:
            yield ((*place, "anchors"), f"Level {wrong[0]} is not in 0-5.")
