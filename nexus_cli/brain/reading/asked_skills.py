"""Skills that a job asks for: those the word list finds stand, and a model adds what lines say."""

from collections.abc import Sequence
from dataclasses import dataclass

from nexus_cli.brain.reading.claimed_skills import skill_in
from nexus_cli.brain.reading.evidence import found_in
from nexus_cli.brain.reading.forms import ReadJob
from nexus_cli.brain.reading.pointed_roles import readable
from nexus_cli.brain.reading.pointing import Pointed
from nexus_cli.brain.reading.telling import listed, skills_apart
from nexus_cli.knowledge.lexicon import find_skills
from nexus_cli.models.job import Job

_LONGEST_QUOTE = 400


@dataclass(frozen=True)
class PointedNeeds:
    """What a model says a job asks for, as far as its lines prove it; each in reading order."""

    must: tuple[str, ...] = ()
    """Skills, by the lexicon's name where it has one."""
    nice: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()
    """Whole lines, readable."""


@dataclass(frozen=True)
class AskedSkills:
    """Skills after merging."""

    required: tuple[str, ...]
    preferred: tuple[str, ...]
    sentences: tuple[str, ...]


def pointed_needs(pointed: Pointed[ReadJob]) -> PointedNeeds:
    """Return the requirements whose quote, and whose skill, stand in the line they name.

    A skill asked for as both counts as a must.
    """
    told: dict[str, dict[str, None]] = {"must": {}, "nice": {}, "duty": {}}
    for form, evidence in pointed.parts:
        for one in form.requirements:
            line = evidence.line(one.line)
            if not found_in(line, one.quote, _LONGEST_QUOTE):
                continue
            if one.kind == "duty":
                told["duty"] |= dict.fromkeys(readable([line]))
            elif skill := skill_in(line, one.skill):
                told[one.kind][skill] = None
    nice = tuple(skill for skill in told["nice"] if skill not in told["must"])
    return PointedNeeds(tuple(told["must"]), nice, tuple(told["duty"]))


def merge_skills(offline: Job, needs: PointedNeeds, pointed: Pointed[ReadJob]) -> AskedSkills:
    """Return what the text asks for first, then what only the model found; the text wins."""
    known = {name.casefold() for name in (*offline.required_skills, *offline.preferred_skills)}
    known |= {offline.title.casefold(), offline.company.casefold()}
    must = tuple(skill for skill in needs.must if skill.casefold() not in known)
    nice = tuple(skill for skill in needs.nice if skill.casefold() not in known)
    said = {skill.casefold() for skill in (*needs.must, *needs.nice)}
    by_list = [
        skill
        for skill in (*offline.required_skills, *offline.preferred_skills)
        if skill.casefold() not in said
    ]
    if pointed.left_out:
        shown = {name for line in pointed.shown for name, _, _ in find_skills(line)}
        by_list = [skill for skill in by_list if skill in shown]
    sentences = [
        *_kinds_differ(offline, needs),
        *skills_apart("The job description", (*must, *nice), by_list),
    ]
    return AskedSkills(
        (*offline.required_skills, *must), (*offline.preferred_skills, *nice), tuple(sentences)
    )


def _kinds_differ(offline: Job, needs: PointedNeeds) -> list[str]:
    told = []
    wishes = _both(offline.required_skills, needs.nice)
    if wishes:
        told.append(
            f"The language model took {listed(wishes)} for nice to have; "
            "the text reads as required, and that stands."
        )
    musts = _both(offline.preferred_skills, needs.must)
    if musts:
        told.append(
            f"The language model took {listed(musts)} for required; "
            "the text reads as nice to have, and that stands."
        )
    return told


def _both(one: Sequence[str], other: Sequence[str]) -> list[str]:
    folded = {name.casefold() for name in other}
    return [name for name in one if name.casefold() in folded]
