"""The words of a report on spoken answers, the same in every format."""

from collections.abc import Iterator

from nexus_cli.models.report import AnswerReport, Delivery, Report
from nexus_cli.reports.doubts import rests_on_doubt
from nexus_cli.reports.phrasing import count, listed

PACE = "Pace of speech"
_MISHEARD = "Words that may be misheard stand in [ ?]."
MISHEARD_HERE = "The recogniser was unsure of this."
_PACE_IS = (
    "Pace comes from the times of the words alone. It is for the speaker's own practice, is never "
    "part of a score, and should weigh in no decision: people speak at their own speed, and some "
    "in a language that is not their first."
)
_TRANSCRIBED = (
    "Spoken answers were written down by {engines}. A recogniser mishears, some voices and accents "
    "more than others; words that it gave less than even odds are marked."
)
_HALF = (
    "An answer with one such word in five, or more, is scored as it stands, and counts half in the "
    "confidence."
)
_SHORTEST_TOLD_SECONDS = 5.0
"""Less speech than this tells no rate: one breath more or less would change it."""


def misheard_line(report: Report) -> str:
    """Return what the marks around doubtful words mean; empty where there are none."""
    doubtful = any(a.transcript and a.transcript.doubtful for a in report.answers)
    return _MISHEARD if doubtful else ""


def delivery_line(answer: AnswerReport) -> str:
    """Return how a spoken answer was paced; empty for a typed one."""
    return f"Pace, never part of a score: {_pace(answer.delivery)}." if answer.delivery else ""


def pace_lines(report: Report) -> tuple[str, ...]:
    """Return how the whole interview was paced, and what that is; none when all was typed."""
    if report.delivery is None:
        return ()
    return (f"Over all spoken answers: {_pace(report.delivery)}.", _PACE_IS)


def transcript_line(answer: AnswerReport) -> str:
    """Return who wrote a spoken answer down, and how sure of it; empty for a typed one."""
    heard = answer.transcript
    if heard is None:
        return ""
    edited = ", corrected by hand" if heard.edited else ""
    doubt = ""
    if heard.doubtful_words:
        doubt = f"; {heard.doubtful_words} of {count(heard.words, 'word')} maybe misheard"
    return f"Transcript by {heard.engine}{edited}{doubt}."


def misheard_suffix(answer: AnswerReport) -> str:
    """Return what follows a result that rests on a doubtful transcript; else nothing."""
    return ", maybe misheard" if rests_on_doubt(answer) else ""


def caution(answer: AnswerReport) -> str:
    """Return what has to be said beside a score on a doubtful transcript; else nothing."""
    return answer.transcript.caution if answer.transcript and rests_on_doubt(answer) else ""


def transcription_lines(report: Report) -> Iterator[str]:
    """Yield who wrote spoken answers down and what follows from it; nothing when all was typed."""
    if engines := report.provenance.transcribed_by:
        yield _TRANSCRIBED.format(engines=listed(list(engines)))
    if any(rests_on_doubt(answer) for answer in report.answers):
        yield _HALF


def _pace(pace: Delivery) -> str:
    parts = [f"{pace.talk_seconds:.0f} s of speech"]
    if pace.talk_seconds >= _SHORTEST_TOLD_SECONDS:
        parts.append(f"{pace.words_per_minute:.0f} words a minute with pauses")
    parts.append(f"longest pause {pace.longest_pause_seconds:.1f} s")
    fillers = count(pace.filler_words, "filler word") if pace.filler_words else "no filler words"
    parts.append(f"{fillers} heard")
    return ", ".join(parts)
