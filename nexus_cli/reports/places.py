"""Where a quote of an answer stands in the transcript that the answer was read from."""

from nexus_cli.models.grade import Evidence
from nexus_cli.models.report import AnswerReport, SaidAt


def place_of(answer: AnswerReport, evidence: Evidence) -> SaidAt | None:
    """Return the part of the transcript in which `evidence` begins; its line and its seconds.

    None for an interview that nexus held itself, and for a text with no part of it in a file.
    """
    parts = [place for place in answer.said_at if place.source == evidence.source]
    return next((p for p in reversed(parts) if p.start <= evidence.start), None)


def where_words(answer: AnswerReport, evidence: Evidence) -> str:
    """Return line and time of a quote, to follow it; empty where it is in no transcript."""
    place = place_of(answer, evidence)
    if place is None:
        return ""
    if place.seconds is None:
        return f" (line {place.line})"
    return f" (line {place.line}, {clock(place.seconds)})"


def clock(seconds: float) -> str:
    """Return a time in a recording as `m:ss`, from an hour on as `h:mm:ss`."""
    minutes, left = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"
