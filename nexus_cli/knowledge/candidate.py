"""A CV read without a model: who it is, what they did, what they can do."""

import re
from bisect import bisect_right
from datetime import date

from nexus_cli.knowledge.education import read_education
from nexus_cli.knowledge.experience import years_of_experience, years_with
from nexus_cli.knowledge.headings import SectionKind
from nexus_cli.knowledge.lexicon import covered, find_skills, load_lexicon
from nexus_cli.knowledge.lines import Line, read_lines
from nexus_cli.knowledge.names import read_headline, read_name
from nexus_cli.knowledge.positions import is_organisation
from nexus_cli.knowledge.roles import read_roles
from nexus_cli.knowledge.sections import split_sections
from nexus_cli.models.candidate import Candidate, Role, SkillClaim

_LABELLED = re.compile(r"^[^:]{2,40}:\s*(?P<items>\S.*)$")
_ITEM = re.compile(r"[^\W\d_][\w+#./& '’-]{1,39}")
_MOST_ITEM_WORDS = 4
_FEWEST_ITEMS = 3


def read_candidate(text: str, *, today: date) -> Candidate:
    """Return what a CV's text says about its author; `today` ends current roles.

    Skills are the lexicon's names, in the order the CV names them, and after them the items of a
    skills list that the lexicon does not know, in the CV's words. Never fails: a text that is no
    CV gives a candidate with little in it.
    """
    lines = read_lines(text)
    roles = read_roles(text, today)
    name = read_name(lines)
    headline = read_headline(lines, name) or next((role.title for role in roles if role.title), "")
    return Candidate(
        name=name,
        headline=headline,
        years_experience=years_of_experience(roles, today),
        skills=_claims(text, lines, roles, today),
        roles=roles,
        education=read_education(text, today),
    )


def _claims(
    text: str, lines: list[Line], roles: tuple[Role, ...], today: date
) -> tuple[SkillClaim, ...]:
    readable = "\n".join(line.text for line in lines)
    starts = _line_starts(lines)
    named = [
        covered(frozenset(skill for skill, _, _ in find_skills(_role_text(role)))) for role in roles
    ]
    claims: dict[str, SkillClaim] = {}
    for skill, start, _ in find_skills(readable):
        if skill not in claims:
            line = lines[_line_at(starts, start)]
            years = years_with(roles, [skill in known for known in named], today)
            claims[skill] = SkillClaim(name=skill, years=years, evidence=line.raw.strip())
    for item, line in _listed_items(text):
        name = load_lexicon().named(item) or item
        if not any(name.casefold() == known.casefold() for known in claims):
            claims[name] = SkillClaim(name=name, evidence=line.raw.strip())
    return tuple(claims.values())


def _role_text(role: Role) -> str:
    return "\n".join((role.title, *role.highlights))


def _line_starts(lines: list[Line]) -> list[int]:
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line.text) + 1
    return starts


def _line_at(starts: list[int], offset: int) -> int:
    return bisect_right(starts, offset) - 1


def _listed_items(text: str) -> list[tuple[str, Line]]:
    """Items of skills sections that find_skills leaves out: unknown ones, and `Go` on its own.

    A line counts as a list with three items, with two after a label, or when the lexicon knows
    its only item.
    """
    found: list[tuple[str, Line]] = []
    for section in split_sections(text):
        if section.kind is not SectionKind.SKILLS:
            continue
        for line in section.lines:
            labelled = _LABELLED.match(line.text)
            listed = labelled["items"] if labelled else line.text
            items = [item.strip(" .;") for item in re.split(r"[,;•·|\t]", listed)]
            enough = len(items) >= (2 if labelled else _FEWEST_ITEMS)
            short = all(len(item.split()) <= _MOST_ITEM_WORDS for item in items)
            fit = [item for item in items if _is_left_out(item)]
            if not (enough and short):
                fit = [item for item in fit if len(items) == 1 and load_lexicon().named(item)]
            found.extend((item, line) for item in fit)
    return found


def _is_left_out(item: str) -> bool:
    if find_skills(item) or is_organisation(item):
        return False
    return _ITEM.fullmatch(item) is not None or (item[:1].isupper() and len(item) == 1)
