"""A difference between two runs, as plain text for a person and as JSON for a program."""

import json
from collections.abc import Iterator

from nexus_cli.batch.difference import Change, Difference, Moved
from nexus_cli.text import one_line

_NAMES = {
    "brain": "the brain",
    "model": "the model",
    "prompts": "the prompts",
    "rubric": "the rubric",
    "nexus": "the version of nexus",
    "blind": "blind scoring",
    "scale": "the scale (rubric or key points)",
    "repeat": "judgements an answer",
}


def as_text(found: Difference) -> str:
    """Return what moved, one candidate a paragraph, ending with a newline."""
    return "\n".join(one_line(line) if line[:1] != " " else line for line in _lines(found)) + "\n"


def as_json(found: Difference) -> str:
    """Return the same as one object: moved, unchanged, new, gone, settings."""
    content = {
        "settings": [change._asdict() for change in found.settings],
        "moved": [
            {**moved._asdict(), "changes": [change._asdict() for change in moved.changes]}
            for moved in found.moved
        ],
        "unchanged": found.unchanged,
        "new": found.new,
        "gone": found.gone,
    }
    return json.dumps(content, indent=2) + "\n"


def _lines(found: Difference) -> Iterator[str]:
    yield (
        f"{len(found.moved)} moved, {found.unchanged} unchanged, {len(found.new)} new, "
        f"{len(found.gone)} gone."
    )
    for change in found.settings:
        name = _NAMES.get(change.name, change.name)
        yield f"Differs for all: {name}, from {_value(change.before)} to {_value(change.after)}."
    for moved in found.moved:
        yield from _moved(moved)
    for title, files in (("New", found.new), ("Gone", found.gone)):
        for file in files:
            yield f"{title}: {file}"


def _moved(moved: Moved) -> Iterator[str]:
    renamed = f" (was {moved.file_before})" if moved.file_before != moved.file else ""
    name = f", {moved.candidate}" if moved.candidate else ""
    yield f"{moved.file}{renamed}{name}"
    yield f"  {one_line('; '.join(map(_change, moved.changes)))}"
    because = "; ".join(_NAMES.get(cause, cause) for cause in moved.causes)
    yield f"  why: {one_line(because)}"


def _change(change: Change) -> str:
    name = "rank band" if change.name == "band" else change.name
    moved = f"{name} {_value(change.before)} to {_value(change.after)}"
    before, after = change.before, change.after
    if isinstance(before, float | int) and isinstance(after, float | int) and name != "rank band":
        moved += f" ({after - before:+.2f})"
    return moved


def _value(value: str | float | None) -> str:
    return "none" if value is None else str(value)
