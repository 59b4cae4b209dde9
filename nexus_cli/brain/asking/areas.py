"""The slots of a plan that a model may word, and what each is to look into."""

from collections.abc import Iterator
from dataclasses import dataclass

from nexus_cli.brain.asking.claims import Claims
from nexus_cli.brain.protocol import PlanRequest
from nexus_cli.models.gaps import ProbeArea
from nexus_cli.models.question import Category, Plan, Question

_WRITTEN = (Category.TECHNICAL, Category.SITUATIONAL)
_LEVELS = {1: "basic", 2: "working", 3: "senior"}


@dataclass(frozen=True)
class Area:
    """One slot: the bank's question that stands in it, and what a written one is about."""

    slot: Question
    place: int
    """Of the slot among the plan's questions, from 0."""
    target: str
    """A skill, or a few words of a probe area."""
    kind: str
    """What the CV has to do with it."""
    reason: str
    """A sentence that the candidate may read."""
    skills: tuple[str, ...]
    claims: tuple[str, ...]
    """Lines of the CV that bear on it."""

    @property
    def level(self) -> str:
        """The level wanted, in a word."""
        return _LEVELS[self.slot.difficulty]


def areas_of(request: PlanRequest, skeleton: Plan) -> list[Area]:
    """Return an area for each technical and situational question that is not pinned.

    A slot whose target is no skill of the job takes the next probe area that is none either, most
    pressing first; when those are used up it keeps its own subject.
    """
    others, cv = _beyond_skills(request), Claims(request.candidate)
    return [
        _area(request, place, slot, others, cv)
        for place, slot in enumerate(skeleton.questions)
        if slot.category in _WRITTEN and slot.id not in request.pinned
    ]


def _area(
    request: PlanRequest, place: int, slot: Question, others: Iterator[ProbeArea], cv: Claims
) -> Area:
    gaps, skill = request.gaps, slot.target in _wanted(request)
    probe = None if skill else next(others, None)
    target = slot.target if probe is None else probe.area
    reason = _reason(request, slot) if probe is None else probe.reason
    if skill and target in gaps.missing_skills:
        kind = "gap in the CV"
    elif skill:
        kind = "claim to verify"
    else:
        kind = "part of the work" if probe is None else "open between CV and job"
    skills = (target,) if skill else slot.skills
    claims = cv.about(target, reason if probe is not None else "")
    return Area(slot, place, target, kind, reason, skills, tuple(claims))


def _reason(request: PlanRequest, slot: Question) -> str:
    """Return why the slot is asked.

    What the planner says of a question that was asked before is not true of a new one.
    """
    if slot.id not in request.seen:
        return slot.reason
    known = (area.reason for area in request.gaps.probe_areas if area.area == slot.target)
    return next(known, f"It belongs to the work of a {request.job.title}.")


def _beyond_skills(request: PlanRequest) -> Iterator[ProbeArea]:
    by_priority = sorted(request.gaps.probe_areas, key=lambda area: area.priority)
    return (area for area in by_priority if area.area not in _wanted(request))


def _wanted(request: PlanRequest) -> tuple[str, ...]:
    return (*request.job.required_skills, *request.job.preferred_skills)
