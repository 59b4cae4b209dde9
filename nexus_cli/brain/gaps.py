"""What lies between a CV and a job: matches, gaps, and what is worth asking about."""

from collections.abc import Iterator

from nexus_cli.brain.kinship import covers, neighbours
from nexus_cli.models.candidate import Candidate, SkillClaim
from nexus_cli.models.gaps import GapAnalysis, ProbeArea
from nexus_cli.models.job import Job

_MUST_HAVE_WEIGHT = 2
_NICE_TO_HAVE_WEIGHT = 1


def find_gaps(candidate: Candidate, job: Job) -> GapAnalysis:
    """Return how the CV's claims meet the job's wishes.

    A skill is matched when the CV names it or one that covers it (PostgreSQL covers SQL).
    """
    wanted = (*job.required_skills, *job.preferred_skills)
    matched = tuple(skill for skill in wanted if claim_for(candidate, skill) is not None)
    missing = tuple(skill for skill in wanted if skill not in matched)
    areas = sorted(_areas(candidate, job, missing), key=lambda area: area.priority)
    return GapAnalysis(
        match_score=_match_score(job, matched),
        matched_skills=matched,
        missing_skills=missing,
        probe_areas=tuple(areas),
    )


def claim_for(candidate: Candidate, skill: str) -> SkillClaim | None:
    """Return the claim that meets `skill`, the skill's own before one that covers it."""
    own = [claim for claim in candidate.skills if claim.name == skill]
    covering = [claim for claim in candidate.skills if skill in covers(claim.name)]
    return next(iter((*own, *covering)), None)


def _match_score(job: Job, matched: tuple[str, ...]) -> int:
    weights = dict.fromkeys(job.preferred_skills, _NICE_TO_HAVE_WEIGHT)
    weights |= dict.fromkeys(job.required_skills, _MUST_HAVE_WEIGHT)
    if not weights:
        return 0
    return round(100 * sum(weights[skill] for skill in matched) / sum(weights.values()))


def _areas(candidate: Candidate, job: Job, missing: tuple[str, ...]) -> Iterator[ProbeArea]:
    for skill in missing:
        yield _missing_area(candidate, skill, must_have=skill in job.required_skills)
    for skill in job.required_skills:
        claim = claim_for(candidate, skill)
        if claim is not None and not claim.years:
            reason = f"The CV names {claim.name}, but in no dated role; the job requires {skill}."
            yield ProbeArea(area=skill, reason=reason, priority=2)
    if job.years_required and candidate.years_experience < job.years_required:
        reason = (
            f"The job asks for {job.years_required:g} years of experience; "
            f"the dated roles of the CV add up to {candidate.years_experience:g}."
        )
        yield ProbeArea(area="Experience", reason=reason, priority=2)


def _missing_area(candidate: Candidate, skill: str, *, must_have: bool) -> ProbeArea:
    near = [claim.name for claim in candidate.skills if claim.name in neighbours(skill)]
    strength = "requires" if must_have else "would like"
    reason = f"The job {strength} {skill}; the CV does not mention it."
    if near:
        reason = f"The job {strength} {skill}; the CV does not, but it names {near[0]}, a relative."
    return ProbeArea(area=skill, reason=reason, priority=1 if must_have else 3)
