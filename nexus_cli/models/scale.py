"""What all candidates for one job are scored on: the rubric, and what each requirement asks for."""

from nexus_cli.models.frozen import Frozen
from nexus_cli.models.question import KeyPoint
from nexus_cli.models.result import Provenance
from nexus_cli.models.rubric import Rubric


class RequirementPoints(Frozen):
    """One requirement of a job, with what a good answer about it says."""

    requirement: str
    """A skill, or a line of the job description."""
    required: bool = True
    """False where the job only prefers it."""
    key_points: tuple[KeyPoint, ...] = ()
    """None where nothing fair could be asked for: answers are then judged without key points."""


class JobScale(Frozen):
    """Made once for a job, kept, shown, and open to be edited; the same for every transcript."""

    title: str
    company: str = ""
    rubric: Rubric
    requirements: tuple[RequirementPoints, ...] = ()
    made_by: Provenance
    """Who wrote the key points; `brain` is `person` once they were edited."""
