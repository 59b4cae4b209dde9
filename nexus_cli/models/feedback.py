"""What is told a candidate about an interview, beside the numbers."""

from nexus_cli.models.frozen import Frozen


class Feedback(Frozen):
    """Sentences that each rest on evidence of the report."""

    summary: str
    strengths: tuple[str, ...] = ()
    development: tuple[str, ...] = ()
    """What to do next, the most useful first."""
