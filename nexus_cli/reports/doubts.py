"""Words of an answer that the recogniser may have misheard, named at a quote that holds them."""

from nexus_cli.models.grade import Evidence, Status
from nexus_cli.models.report import AnswerReport
from nexus_cli.reports.phrasing import listed, quoted

OPEN, CLOSE = "[", "?]"
"""Stand around such words."""
_MOST_NAMED = 3
_LONGEST_NAMED = 40
"""Pieces, and code points of one, that are named at a quote: more would be as long as the quote."""


def rests_on_doubt(answer: AnswerReport) -> bool:
    """Whether a score rests on a doubtful transcript, and no person has corrected it."""
    low = answer.transcript is not None and answer.transcript.low
    return low and answer.status is Status.SCORED and not answer.overridden


def doubts_within(answer: AnswerReport, source: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the doubtful spans of a text between two of its offsets, cut to them and trimmed."""
    pieces = answer.transcript.doubtful if answer.transcript else ()
    found = []
    for piece in pieces:
        left, right = max(start, piece.start), min(end, piece.end)
        if piece.source != source or left >= right:
            continue
        text = piece.quote[left - piece.start : right - piece.start]
        left += len(text) - len(text.lstrip())
        if text.strip():
            found.append((left, left + len(text.strip())))
    return found


def misheard_words(answer: AnswerReport, evidence: Evidence) -> str:
    """Return what of a quote may be misheard, to follow it; empty when all of it is sure."""
    spans = doubts_within(answer, evidence.source, evidence.start, evidence.end)
    if not spans:
        return ""
    pieces = [
        evidence.quote[left - evidence.start : right - evidence.start] for left, right in spans
    ]
    if pieces == [evidence.quote]:
        return " (all of it maybe misheard)"
    if len(pieces) > _MOST_NAMED or any(len(piece) > _LONGEST_NAMED for piece in pieces):
        return " (parts of it maybe misheard)"
    return f" (maybe misheard: {listed([quoted(piece) for piece in dict.fromkeys(pieces)])})"
