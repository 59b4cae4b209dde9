"""What a job description asks for."""

from nexus_cli.models.frozen import Frozen


class Job(Frozen):
    """A job as read from one description."""

    title: str
    company: str = ""
    required_skills: tuple[str, ...] = ()
    """Canonical names, most stressed first."""
    preferred_skills: tuple[str, ...] = ()
    years_required: float | None = None
    responsibilities: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()
    """The description in statements, verbatim; a candidate's questions are answered from it."""
    disagreements: tuple[str, ...] = ()
    """Sentences: where a language model read the description otherwise."""
