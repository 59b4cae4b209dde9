"""A skill, and the file that lists them.

`lexicon.csv` has one skill a row: `name,kind,aliases,covers,neighbours,context`, with `;` inside a
cell. `covers` are skills that this one implies, `neighbours` skills that transfer well. `context`
lists the forms that need care: `=REST` counts only in exactly this case; `Go` counts only in this
case and in fitting context; an all lower-case form counts in any case, in fitting context.
"""

import csv
from pathlib import Path
from typing import NamedTuple

_SKILLS = Path(__file__).with_name("lexicon.csv")
_BLOCKED = Path(__file__).with_name("blocked.txt")


class Skill(NamedTuple):
    """One row of the lexicon."""

    name: str
    kind: str
    aliases: tuple[str, ...]
    covers: tuple[str, ...]
    """Names of the skills that this one implies: PostgreSQL covers SQL."""
    neighbours: tuple[str, ...]
    """Names of skills close enough to transfer: React and Vue."""
    context: frozenset[str]


def read_skills() -> tuple[Skill, ...]:
    """Return the rows of the lexicon that ships with nexus."""
    with _SKILLS.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        next(rows)
        return tuple(
            Skill(name, kind, _cell(aliases), _cell(covers), _cell(near), frozenset(_cell(context)))
            for name, kind, aliases, covers, near, context in rows
        )


def read_blocked() -> list[str]:
    """Return the phrases that hold a skill's name and name no skill: `word of mouth`."""
    lines = _BLOCKED.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _cell(text: str) -> tuple[str, ...]:
    return tuple(text.split(";")) if text else ()
