"""A CV read by a language model, on the ground of what the text says."""

from collections.abc import Awaitable
from datetime import UTC, date, datetime

from nexus_cli.brain.prompting import Caller
from nexus_cli.brain.reading.claimed_skills import (
    added_claims,
    dated_claims,
    grounded_claims,
    skill_in,
)
from nexus_cli.brain.reading.evidence import found_in
from nexus_cli.brain.reading.forms import ReadCV
from nexus_cli.brain.reading.held_roles import HeldRoles, merge_roles
from nexus_cli.brain.reading.pointed_roles import pointed_role, readable
from nexus_cli.brain.reading.pointing import Pointed, read_beside
from nexus_cli.brain.reading.telling import notices, skills_apart
from nexus_cli.knowledge.education import read_education
from nexus_cli.knowledge.experience import years_of_experience
from nexus_cli.knowledge.headings import SectionKind
from nexus_cli.knowledge.sections import split_sections
from nexus_cli.models.candidate import Candidate, Education, SkillClaim
from nexus_cli.models.document import Document
from nexus_cli.models.result import Result

_NO_WORK = frozenset(
    {
        SectionKind.EDUCATION,
        SectionKind.PROJECTS,
        SectionKind.CERTIFICATES,
        SectionKind.PUBLICATIONS,
        SectionKind.AWARDS,
        SectionKind.VOLUNTEERING,
    }
)
_LONGEST_STUDY = 200


async def read_cv(
    caller: Caller, cv: Document, offline: Awaitable[Candidate], *, today: date | None = None
) -> Result[Candidate]:
    """Return what a CV says: what `offline` read in its text, and what a model's lines add.

    The text wins. A model fills what is empty and adds skills, roles and studies whose words stand
    in the very lines it names; where the two differ, `disagreements` says so. Lines that speak to
    the reader prove nothing. `today` dates two-digit years and roles still held. Raises BrainError
    when a model failed on any part.
    """
    pointed, found = await read_beside(caller, ReadCV, "cv", cv.text, offline)
    today = today or datetime.now(UTC).date()
    held = _held_roles(cv.text, pointed, found, today)
    sound = [line for _, evidence in pointed.parts for line in evidence.sound()]
    claims = grounded_claims(found.skills, pointed.injected, sound)
    named = [
        (skill, line)
        for form, evidence in pointed.parts
        for one in form.skills
        if (line := evidence.line(one.line)) and (skill := skill_in(line, one.name))
    ]
    added = added_claims(claims, named, _no_skills(found, held))
    years = found.years_experience
    if held.changed:
        claims = dated_claims(claims, held.roles, today)
        years = years_of_experience(held.roles, today)
    sentences = (
        *found.disagreements,
        *held.sentences,
        *_skills_apart(pointed, claims, added, {skill.casefold() for skill, _ in named}),
        *notices("The CV", addressed=pointed.addressed, left_out=pointed.left_out),
    )
    candidate = found.model_copy(
        update={
            "years_experience": years,
            "skills": (*claims, *added),
            "roles": held.roles,
            "education": found.education or _education(pointed, today),
            "disagreements": sentences,
        }
    )
    return Result(value=candidate, provenance=pointed.provenance, usage=pointed.usage)


def _held_roles(text: str, pointed: Pointed[ReadCV], found: Candidate, today: date) -> HeldRoles:
    roles = [
        role
        for form, evidence in pointed.parts
        for one in form.roles
        if (role := pointed_role(one, evidence, today))
    ]
    no_work = [
        line.raw
        for section in split_sections(text)
        if section.kind in _NO_WORK
        for line in section.lines
    ]
    return merge_roles(found.roles, roles, frozenset(readable(no_work)))


def _no_skills(found: Candidate, held: HeldRoles) -> list[str]:
    """Names of people, employers, positions and schools."""
    roles = [name for role in held.roles for name in (role.title, role.employer)]
    return [found.name, *roles, *(study.institution for study in found.education)]


def _skills_apart(
    pointed: Pointed[ReadCV],
    claims: tuple[SkillClaim, ...],
    added: tuple[SkillClaim, ...],
    named: set[str],
) -> list[str]:
    """What to say; of what the word list read, only what a model was shown too."""
    shown = frozenset(pointed.shown)
    by_list = [
        claim.name
        for claim in claims
        if claim.name.casefold() not in named and claim.evidence in shown
    ]
    return skills_apart("The CV", [claim.name for claim in added], by_list)


def _education(pointed: Pointed[ReadCV], today: date) -> tuple[Education, ...]:
    """Return the studies whose words stand in their line, read by code as far as it can."""
    studies: dict[Education, None] = {}
    for form, evidence in pointed.parts:
        for one in form.education:
            line = evidence.line(one.line)
            what = found_in(line, one.what, _LONGEST_STUDY)
            if what:
                read = read_education(f"Education\n\n{line}", today)
                plain = Education(institution="", qualification=what)
                studies |= dict.fromkeys(read or (plain,))
    return tuple(studies)
