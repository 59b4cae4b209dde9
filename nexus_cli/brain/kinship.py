"""How skills are related, as the lexicon has it: by name, by cover, by neighbourhood."""

from functools import cache

from nexus_cli.knowledge.lexicon import covered, load_lexicon


@cache
def canonical(skill: str) -> str:
    """Return the lexicon's name for a skill, or the skill itself when it is not in there."""
    if skill in load_lexicon().skills:
        return skill
    return load_lexicon().named(skill) or skill


@cache
def covers(skill: str) -> frozenset[str]:
    """Return the skills that knowing `skill` implies: PostgreSQL covers SQL."""
    return covered(frozenset({skill})) - {skill}


@cache
def neighbours(skill: str) -> frozenset[str]:
    """Return the skills that are close enough to transfer, whichever of the two says so."""
    skills = load_lexicon().skills
    own = skills[skill].neighbours if skill in skills else ()
    return frozenset(own) | {other.name for other in skills.values() if skill in other.neighbours}
