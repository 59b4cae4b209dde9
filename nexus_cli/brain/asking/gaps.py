"""Areas that skills alone do not show, found by a model; scores and skills stay computed."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from nexus_cli.brain.asking.claims import Claims, shortened
from nexus_cli.brain.asking.forms import FoundArea, FoundGaps
from nexus_cli.brain.asking.protected import tells_protected
from nexus_cli.brain.asking.similarity import content
from nexus_cli.brain.prompting import Block, Caller, fenced, load_prompt, neutral
from nexus_cli.llm import PREPARING
from nexus_cli.models.candidate import Candidate
from nexus_cli.models.gaps import GapAnalysis, ProbeArea
from nexus_cli.models.job import Job
from nexus_cli.models.result import Provenance, Result

MOST_NEW = 3
MOST_REASON_WORDS = 30
_MOST_AREA_WORDS = 8
_MOST_AREA_CHARACTERS = 80
_LINE_ID = re.compile(r"\b[rc]\d{1,3}\b")
_REQUIREMENT_TOKENS = 1_100
_CLAIM_TOKENS = 1_900
_SAME_AREA = 80
"""`token_sort_ratio` (0-100) from which two areas are one."""


class _Requirement(NamedTuple):
    """One line of what the job asks for, and the offline area's name where it would have one."""

    line: str
    area: str = ""


async def find_gaps(
    caller: Caller, candidate: Candidate, job: Job, offline: GapAnalysis
) -> Result[GapAnalysis]:
    """Return `offline` with up to three more areas: responsibilities, and depth behind a skill.

    Offline areas all stand, and so do the match score and the skills. A job that asks for nothing
    is not sent anywhere. Raises BrainError when the model failed.
    """
    requirements = list(_requirements(job))
    if not requirements:
        return Result(value=offline, provenance=Provenance(brain="offline"))
    prompt = load_prompt("find_gaps")
    wanted = (*job.required_skills, *job.preferred_skills)
    claims = Claims(candidate).listed(wanted)
    asked_for = fenced(
        "requirements",
        [requirement.line for requirement in requirements],
        caller.nonce,
        prefix="r",
        tokens=_REQUIREMENT_TOKENS,
    )
    claimed = fenced("claims", claims, caller.nonce, prefix="c", tokens=_CLAIM_TOKENS)
    values = {"requirements": asked_for, "claims": claimed}
    told = await caller.fill(prompt, FoundGaps, values, PREPARING)
    grounded = [area for area in told.value.areas if _grounded(area, claimed)]
    new = _new_areas(grounded, _by_id(asked_for, requirements), offline.probe_areas)
    areas = sorted((*offline.probe_areas, *new), key=lambda area: area.priority)
    value = offline.model_copy(update={"probe_areas": tuple(areas)})
    return Result(value=value, provenance=told.provenance, usage=told.usage)


def _requirements(job: Job) -> Iterator[_Requirement]:
    """Yield what the job asks for, each line once, what may be left out last."""
    lines = [_Requirement(f"must have: {shortened(s, 60)}", s) for s in job.required_skills]
    if job.years_required:
        lines.append(_Requirement(f"experience: {job.years_required:g} years", "Experience"))
    lines += [_Requirement(f"duty: {shortened(duty)}") for duty in job.responsibilities]
    lines += [_Requirement(f"nice to have: {shortened(s, 60)}", s) for s in job.preferred_skills]
    yield from {requirement.line: requirement for requirement in lines}.values()


def _by_id(block: Block, requirements: Sequence[_Requirement]) -> dict[str, _Requirement]:
    by_line = {requirement.line: requirement for requirement in requirements}
    return {line_id: by_line[line] for line_id, line in block.lines.items()}


def _grounded(area: FoundArea, claimed: Block) -> bool:
    """Whether the CV's silence, or at least one line of it, is what the area rests on."""
    return not area.claims or any(claim.strip() in claimed.lines for claim in area.claims)


def _new_areas(
    found: Sequence[FoundArea],
    requirements: dict[str, _Requirement],
    offline: Sequence[ProbeArea],
) -> list[ProbeArea]:
    """Return the areas that stand on a requirement, say something new, and may be said."""
    new: list[ProbeArea] = []
    covered = {area.area for area in offline}
    for one in found:
        requirement = requirements.get(one.requirement.strip())
        area = ProbeArea(
            area=neutral(one.area).rstrip("."),
            reason=_ended(neutral(one.reason)),
            priority=min(3, max(1, one.priority)),
        )
        if requirement is None or requirement.area in covered or not _sayable(area, requirement):
            continue
        if not any(_same(area.area, known.area) for known in (*offline, *new)):
            new.append(area)
    return sorted(new, key=lambda area: area.priority)[:MOST_NEW]


def _sayable(area: ProbeArea, requirement: _Requirement) -> bool:
    """Whether an area has a short name, and a reason of one short sentence about the work."""
    words, reason = len(area.area.split()), area.reason.rstrip()
    one_sentence = reason[-1:] == "." and ". " not in reason and not {"?", "!"} & set(reason)
    if not 1 <= words <= _MOST_AREA_WORDS or len(area.area) > _MOST_AREA_CHARACTERS:
        return False
    if _LINE_ID.search(f"{area.area} {area.reason}"):
        return False
    if not one_sentence or not 3 <= len(reason.split()) <= MOST_REASON_WORDS:
        return False
    return not tells_protected(f"{area.area}: {area.reason}", requirement.line)


def _ended(sentence: str) -> str:
    return sentence if sentence[-1:] in (".", "?", "!") else f"{sentence}."


def _same(area: str, known: str) -> bool:
    """Whether an area repeats a known one, or only puts more words around a known skill."""
    if known != "Experience" and content(known) and content(known) <= content(area):
        return True
    return fuzz.token_sort_ratio(area.casefold(), known.casefold()) >= _SAME_AREA
