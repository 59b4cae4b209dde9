"""What lies between a CV and a job."""

from nexus_cli.models.frozen import Frozen


class ProbeArea(Frozen):
    """Something an interview should look into."""

    area: str
    reason: str
    """A full sentence that a candidate may read."""
    priority: int
    """1 is looked into first."""


class GapAnalysis(Frozen):
    """How a candidate's claims meet a job's wishes."""

    match_score: int
    """0-100: the weighted share of the job's skills that the CV shows; must-haves weigh double."""
    matched_skills: tuple[str, ...] = ()
    missing_skills: tuple[str, ...] = ()
    probe_areas: tuple[ProbeArea, ...] = ()
