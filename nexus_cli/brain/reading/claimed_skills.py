"""Skills: those the word list finds stand, and a model adds what a line names."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from nexus_cli.brain.kinship import canonical
from nexus_cli.brain.reading.evidence import found_in
from nexus_cli.knowledge.experience import years_with
from nexus_cli.knowledge.lexicon import covered, find_skills
from nexus_cli.knowledge.places import is_place
from nexus_cli.models.candidate import Role, SkillClaim

_SKILL = re.compile(r"[\w.][\w+#./&,'’() -]*")
_LONGEST = 40
_MOST_WORDS = 5


def skill_in(line: str, name: str) -> str:
    """Return the lexicon's name of a skill that `line` names, else the line's words for it.

    Empty when the line does not name it, or when it cannot be the name of a skill: longer than
    five words, without letters, an address, a place.
    """
    found = found_in(line, name, _LONGEST)
    fits = _SKILL.fullmatch(found) and re.search(r"[^\W\d_]", found)
    if not fits or len(found.split()) > _MOST_WORDS or is_place(found):
        return ""
    return canonical(found)


def grounded_claims(
    claims: Sequence[SkillClaim], injected: frozenset[str], sound: Sequence[str]
) -> tuple[SkillClaim, ...]:
    """Return claims without those that only an instruction names.

    `injected` holds the lines with instructions and `sound` the others, as written; a claim that
    one of the others names rests on that one.
    """
    kept = []
    for claim in claims:
        if claim.evidence not in injected:
            kept.append(claim)
        elif line := next((line for line in sound if _names(line, claim.name)), ""):
            kept.append(claim.model_copy(update={"evidence": line}))
    return tuple(kept)


def added_claims(
    claims: Sequence[SkillClaim], named: Iterable[tuple[str, str]], never: Iterable[str]
) -> tuple[SkillClaim, ...]:
    """Return claims for the (skill, line) pairs of `named` that `claims` does not have yet.

    Names in `never`, such as employers, are no skills.
    """
    known = {claim.name.casefold() for claim in claims} | {name.casefold() for name in never}
    added = {}
    for name, line in named:
        if name.casefold() not in known:
            known.add(name.casefold())
            added[name] = SkillClaim(name=name, evidence=line)
    return tuple(added.values())


def dated_claims(
    claims: Sequence[SkillClaim], roles: Sequence[Role], today: date
) -> tuple[SkillClaim, ...]:
    """Return claims with the years of the dated `roles` that mention each."""
    texts = ["\n".join((role.title, *role.highlights)) for role in roles]
    known = [covered(frozenset(name for name, _, _ in find_skills(text))) for text in texts]
    return tuple(
        claim.model_copy(
            update={"years": years_with(roles, [claim.name in one for one in known], today)}
        )
        for claim in claims
    )


def _names(line: str, skill: str) -> bool:
    return bool(found_in(line, skill)) or any(name == skill for name, _, _ in find_skills(line))
