"""The scale of a job: what a good answer about each of its requirements says, made once."""

import asyncio
import hashlib
from collections.abc import Iterable, Sequence

from nexus_cli.batch.bank import MOST_POINTS, bank_points, with_names
from nexus_cli.brain import Brain, PlanRequest
from nexus_cli.brain.gaps import find_gaps
from nexus_cli.errors import BrainError
from nexus_cli.models.candidate import Candidate, SkillClaim
from nexus_cli.models.job import Job
from nexus_cli.models.question import KeyPoint, Plan, Question
from nexus_cli.models.result import Degradation, Provenance, Result, together
from nexus_cli.models.rubric import Rubric
from nexus_cli.models.scale import JobScale, RequirementPoints
from nexus_cli.models.usage import by_model

PERSON = "person"
"""`made_by.brain` of a scale that somebody edited."""
OFFLINE = "offline"
_OFFLINE = Provenance(brain=OFFLINE)
_MOST_LINES = 12
"""Lines of the description that are no skills; beyond these nobody edits them."""
_QUESTIONS = 3
"""An opening, the one about the requirement, and a closing: the shortest plan there is."""
_DIGEST_LETTERS = 8


async def make_scale(brain: Brain, job: Job, rubric: Rubric) -> Result[JobScale]:
    """Return the scale for `job`: each skill it asks for with its key points, then its duties.

    Offline the points are the question bank's; a requirement of which the bank says nothing has
    none. A hosted brain writes a question for each skill, whose points they are; where it cannot be
    reached or its question does not pass, the bank's stand in, and `degraded` says so. Duties have
    no points of their own: they stand in the scale for a person to fill in.
    """
    skills = tuple(dict.fromkeys((*job.required_skills, *job.preferred_skills)))
    plans = [] if brain.name == OFFLINE else await _plans(brain, job, skills)
    written = _written((plan.value for plan in plans), skills)
    rows = [
        RequirementPoints(
            requirement=skill,
            required=skill in job.required_skills,
            key_points=written.get(skill) or bank_points(skill),
        )
        for skill in skills
    ]
    rows += [RequirementPoints(requirement=line) for line in _duties(job, skills)]
    scale = JobScale(
        title=job.title,
        company=job.company,
        rubric=rubric,
        requirements=tuple(rows),
        made_by=together(plan.provenance for plan in plans) if plans else _OFFLINE,
    )
    return Result(
        value=scale,
        provenance=scale.made_by,
        degraded=next((plan.degraded for plan in plans if plan.degraded), None),
        usage=by_model(usage for plan in plans for usage in plan.usage),
        from_cache=bool(plans) and all(plan.from_cache for plan in plans),
    )


def scale_digest(scale: JobScale) -> str:
    """Return SHA-256 in hex over everything in `scale`: equal scales have equal digests."""
    return hashlib.sha256(scale.model_dump_json().encode()).hexdigest()


def scale_version(scale: JobScale) -> str:
    """Return what a report says of the scale it rests on, such as `default 1, scale 3f0a91c2`."""
    rubric = f"{scale.rubric.name} {scale.rubric.version}"
    return f"{rubric}, scale {scale_digest(scale)[:_DIGEST_LETTERS]}"


async def _plans(brain: Brain, job: Job, skills: Sequence[str]) -> list[Result[Plan]]:
    return list(await asyncio.gather(*(_plan(brain, job, skill) for skill in skills)))


async def _plan(brain: Brain, job: Job, skill: str) -> Result[Plan]:
    """Return a plan with one question on `skill`; an empty one, degraded, when the brain fails."""
    only = job.model_copy(update={"required_skills": (skill,), "preferred_skills": ()})
    somebody = Candidate(name="", skills=(SkillClaim(name=skill),))
    request = PlanRequest(
        candidate=somebody, job=only, gaps=find_gaps(somebody, only), count=_QUESTIONS, seed=0
    )
    try:
        return await brain.plan_questions(request)
    except BrainError as error:
        return Result(
            value=Plan(questions=(), seed=0),
            provenance=_OFFLINE,
            degraded=Degradation(
                stage="plan_questions", wanted=brain.name, used=OFFLINE, reason=error.sentence
            ),
        )


def _written(plans: Iterable[Plan], skills: Sequence[str]) -> dict[str, tuple[KeyPoint, ...]]:
    """Return for each skill the points of the question that a model wrote about it."""
    ours = {question.id for question in with_names(skills)}
    asked: list[Question] = [question for plan in plans for question in plan.questions]
    return {q.target: q.key_points[:MOST_POINTS] for q in asked if q.id not in ours}


def _duties(job: Job, skills: Sequence[str]) -> list[str]:
    lines = dict.fromkeys(" ".join(line.split()) for line in job.responsibilities)
    return [line for line in lines if line and line not in skills][:_MOST_LINES]
