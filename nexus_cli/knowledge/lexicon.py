"""The skills nexus knows, and where a text names them.

`lexicon.csv` has one skill a row: `name,kind,aliases,covers,neighbours,context`, with `;` inside a
cell. `covers` are skills that this one implies, `neighbours` skills that transfer well. `context`
lists the forms that need care: `=REST` counts only in exactly this case; `Go` counts only in this
case and in fitting context; an all lower-case form counts in any case, in fitting context.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nexus_cli.knowledge.ambiguity import Context
from nexus_cli.knowledge.phrases import Match, PhraseTrie, Token, tokenize

_FILE = Path(__file__).with_name("lexicon.csv")


@dataclass(frozen=True)
class Skill:
    """One row of the lexicon."""

    name: str
    kind: str
    aliases: tuple[str, ...]
    covers: tuple[str, ...]
    """Names of the skills that this one implies: PostgreSQL covers SQL."""
    neighbours: tuple[str, ...]
    """Names of skills close enough to transfer: React and Vue."""
    context: frozenset[str]


class Lexicon:
    """All skills by canonical name, and the trie that finds them."""

    def __init__(self, skills: tuple[Skill, ...]) -> None:
        self.skills = {skill.name: skill for skill in skills}
        self._names = tuple(self.skills)
        self._trie = PhraseTrie()
        for number, skill in enumerate(skills):
            self._trie.add(skill.name, number)
        for number, skill in enumerate(skills):
            for form in (*skill.aliases, *_joined_forms(skill)):
                self._trie.add(form, number)

    def find(self, text: str) -> list[tuple[str, int, int]]:
        """Return (canonical name, start, end) of each skill named in `text`, in order."""
        tokens = tokenize(text)
        sure: list[Match] = []
        doubtful: list[Match] = []
        for match in self._trie.find(text, tokens):
            care = self._care(match, tokens, text)
            if care is not None:
                (doubtful if care else sure).append(match)
        context = Context(text, tokens, _spans(sure), _spans(doubtful))
        kept = sure + [match for match in doubtful if context.accepts(match.first, match.last)]
        kept.sort(key=lambda match: match.first)
        return [
            (self._names[match.value], tokens[match.first].start, tokens[match.last].end)
            for match in kept
        ]

    def named(self, form: str) -> str | None:
        """The canonical name when `form`, as a whole, is a skill's name or alias."""
        tokens = tokenize(form)
        match = next(self._trie.find(form, tokens), None)
        whole = match is not None and match.first == 0 and match.last == len(tokens) - 1
        return self._names[match.value] if match and whole else None

    def _care(self, match: Match, tokens: list[Token], text: str) -> bool | None:
        """Whether the match needs context to count; None when it is written in the wrong case."""
        skill = self.skills[self._names[match.value]]
        if not skill.context:
            return False
        written = text[tokens[match.first].start : tokens[match.last].end]
        if written in skill.context or written.lower() in skill.context:
            return True
        if f"={written}" in skill.context or f"={written.removesuffix('s')}" in skill.context:
            return False
        lower = written.lower()
        cased = {form.removeprefix("=").lower() for form in skill.context}
        return None if lower in cased or lower.rstrip("s0123456789") in cased else False


@cache
def load_lexicon() -> Lexicon:
    """Return the lexicon that ships with nexus; read once."""
    with _FILE.open(encoding="utf-8", newline="") as lines:
        return Lexicon(tuple(_skill(row) for row in csv.DictReader(lines)))


def find_skills(text: str) -> list[tuple[str, int, int]]:
    """Return (canonical name, start, end) of every skill named in `text`, longest match first.

    Offsets count code points of `text`; matches never overlap, and a skill named twice is there
    twice. Words that are also everyday words count only in fitting context.
    """
    return load_lexicon().find(text)


def covered(names: frozenset[str]) -> frozenset[str]:
    """Return `names` with every skill they cover, at any depth."""
    skills = load_lexicon().skills
    known = set(names)
    waiting = list(names)
    while waiting:
        skill = skills.get(waiting.pop())
        fresh = set(skill.covers if skill else ()) - known
        known |= fresh
        waiting.extend(fresh)
    return frozenset(known)


def _spans(matches: list[Match]) -> list[tuple[int, int]]:
    return [(match.first, match.last) for match in matches]


def _skill(row: dict[str, str]) -> Skill:
    return Skill(
        name=row["name"],
        kind=row["kind"],
        aliases=_cell(row["aliases"]),
        covers=_cell(row["covers"]),
        neighbours=_cell(row["neighbours"]),
        context=frozenset(_cell(row["context"])),
    )


def _cell(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(";") if part)


def _joined_forms(skill: Skill) -> list[str]:
    """`Node.js` is also written NodeJS, `scikit-learn` scikitlearn, `CI/CD` CICD."""
    forms = (form for form in (skill.name, *skill.aliases) if " " not in form)
    return [
        "".join(char for char in form if char.isalnum() or char in "+#")
        for form in forms
        if any(char in form[1:] for char in ".-/")
    ]
