"""Where a quote of an answer stands in the transcript that the answer was read from."""

from nexus_cli.models.grade import Evidence
from nexus_cli.models.report import AnswerReport, SaidAt


def place_of(answer: AnswerReport, evidence: Evidence) -> SaidAt | None:
    """Return the part of the transcript in which `evidence` begins; its line and its seconds.

    None for an interview that nexus held itself, and for a text with no part of it in a file.
    """
    parts = [place for place in answer.said_at if place.source == evidence.source]
    return next((p for p in reversed(parts) if p.start <= evidence.start), None)
