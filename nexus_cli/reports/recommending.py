"""Strengths, next steps and the summary: sentences made from evidence, never generated."""

from collections.abc import Iterable, Sequence

from nexus_cli.models.grade import DimensionScore, Evidence, PointCoverage, Status
from nexus_cli.models.question import Category
from nexus_cli.models.report import AnswerReport
from nexus_cli.models.result import Degradation
from nexus_cli.models.rubric import band_of
from nexus_cli.reports.doubts import misheard_words, rests_on_doubt
from nexus_cli.reports.phrasing import (
    count,
    degradation_words,
    figure,
    listed,
    quoted,
    sentence,
)

MOST_SENTENCES = 4
"""More than this, and neither a candidate nor a recruiter remembers any."""
MOST_FAILURES = 2
"""Named in the summary; the report lists them all."""
GOOD_SCORE = 3.4
"""From here a dimension is named as a strength: the floor of the band `strong`."""
WEAK_SCORE = 2.6
"""Under this a dimension is named as a next step: the floor of the band `adequate`."""


def strengths(answers: Sequence[AnswerReport]) -> tuple[str, ...]:
    """Return what went well: one met point with its quote per question, best answers first."""
    scored = _scored(answers)
    scored.sort(key=lambda numbered: -(numbered[1].average or 0.0))
    return _first(_strength(number, answer) for number, answer in scored)


def development(answers: Sequence[AnswerReport]) -> tuple[str, ...]:
    """Return what to work on: one open point per question, weakest first, then what stayed blank.

    A closing question left blank is held against nobody and is not named.
    """
    scored = _scored(answers)
    scored.sort(key=lambda numbered: numbered[1].average or 0.0)
    return (*_first(_next_step(number, answer) for number, answer in scored), *blanks(answers))


def summary(
    answers: Sequence[AnswerReport],
    overall: float | None,
    planned: int,
    degraded: Sequence[Degradation],
) -> str:
    """Return two or three plain sentences: what the total rests on, what is missing, what failed.

    `planned` counts the questions of the plan, asked or not.
    """
    parts = [_basis(answers, overall), _missing(answers, planned), _doubt(answers)]
    if degraded:
        parts.append(f"Not everything ran as wanted: {_what_failed(degraded)}.")
    return " ".join(part for part in parts if part)


def _what_failed(degraded: Sequence[Degradation]) -> str:
    named = [degradation_words(d) for d in degraded[:MOST_FAILURES]]
    more = len(degraded) - len(named)
    return "; ".join([*named, *([f"and {more} more, listed below"] if more else [])])


def _scored(answers: Sequence[AnswerReport]) -> list[tuple[int, AnswerReport]]:
    return [(n, a) for n, a in enumerate(answers, 1) if a.status is Status.SCORED]


def _first(sentences: Iterable[str]) -> tuple[str, ...]:
    return tuple([text for text in sentences if text][:MOST_SENTENCES])


def _strength(number: int, answer: AnswerReport) -> str:
    met = [p for p in answer.points if p.covered and p.evidence]
    if met:
        best = max(met, key=lambda p: p.coverage)
        return f"Question {number}: {sentence(best.point)}{_said(best, answer)}"
    name, score = max(_judged(answer), key=lambda judged: judged[1].score or 0.0)
    if (score.score or 0.0) < GOOD_SCORE or not score.evidence:
        return ""
    quote = _quote(score.evidence[0], answer)
    return f"Question {number}, {name} {figure(score.score)} of 5. In the answer: {quote}"


def _next_step(number: int, answer: AnswerReport) -> str:
    still_open = [p for p in answer.points if not p.covered]
    if still_open:
        point = still_open[0]
        closest = f" Closest so far: {_quote(point.evidence, answer)}" if point.evidence else ""
        return f"Question {number}, still open: {sentence(point.point)}{closest}"
    name, score = min(_judged(answer), key=lambda judged: judged[1].score or 0.0)
    if (score.score or 0.0) >= WEAK_SCORE:
        return ""
    rests_on = sentence(score.reasoning) if score.reasoning else ""
    if not rests_on and score.evidence:
        rests_on = f"it rests on {_quote(score.evidence[0], answer)}"
    lead = f"Question {number}, {name} {figure(score.score)} of 5"
    return f"{lead}: {rests_on}" if rests_on else f"{lead}."


def _said(point: PointCoverage, answer: AnswerReport) -> str:
    return f" In the answer: {_quote(point.evidence, answer)}" if point.evidence else ""


def _quote(evidence: Evidence, answer: AnswerReport) -> str:
    return quoted(evidence.quote) + misheard_words(answer, evidence)


def _judged(answer: AnswerReport) -> list[tuple[str, DimensionScore]]:
    return [(name, s) for name, s in answer.scores.items() if s.score is not None]


def in_doubt(answers: Sequence[AnswerReport]) -> tuple[int, ...]:
    """Return the questions whose scores rest on a doubtful transcript, uncorrected by a person."""
    return tuple(number for number, answer in _scored(answers) if rests_on_doubt(answer))


def blanks(answers: Sequence[AnswerReport]) -> tuple[str, ...]:
    """Return the sentence on questions that stayed without an answer; none when there are none."""
    numbers = [
        str(n)
        for n, a in enumerate(answers, 1)
        if a.status is Status.UNANSWERED and a.category != Category.CLOSING
    ]
    if not numbers:
        return ()
    many = len(numbers) > 1
    return (
        f"{'Questions' if many else 'Question'} {listed(numbers)} stayed without an answer: "
        "even a first thought gives something to score.",
    )


def _basis(answers: Sequence[AnswerReport], overall: float | None) -> str:
    if overall is None:
        return "No answer has a score, so there is no total, no band and no verdict."
    scored = count(len(_scored(answers)), "scored answer")
    corrected = sum(bool(a.overridden) for a in answers)
    by_hand = f", {corrected} of them corrected by a person" if corrected else ""
    total = f"The total of {figure(overall)} of 5 ({band_of(overall)})"
    return f"{total} is the mean of {scored}{by_hand}."


def _doubt(answers: Sequence[AnswerReport]) -> str:
    """Return which scores wait for somebody to read a transcript; nothing when none does."""
    numbers = [str(number) for number in in_doubt(answers)]
    if not numbers:
        return ""
    many = len(numbers) > 1
    return (
        f"The {'scores' if many else 'score'} of question{'s' if many else ''} {listed(numbers)} "
        f"{'rest on transcripts' if many else 'rests on a transcript'} that the recogniser was "
        f"unsure of: read {'them' if many else 'it'} first."
    )


def _missing(answers: Sequence[AnswerReport], planned: int) -> str:
    blank = sum(a.status is Status.UNANSWERED for a in answers)
    waiting = sum(a.status is Status.NEEDS_HUMAN for a in answers)
    never = planned - len(answers)
    parts = []
    if blank:
        parts.append(f"{count(blank, 'question')} stayed without an answer")
    if waiting:
        parts.append(f"{count(waiting, 'answer')} {_wait(waiting)} a person for a score")
    if never > 0:
        parts.append(f"{count(never, 'planned question')} {_were(never)} never asked")
    if not parts:
        return "Every question was answered and scored." if answers else ""
    text = f"{listed(parts)}; that counts neither for nor against."
    return text[0].upper() + text[1:]


def _wait(number: int) -> str:
    return "needs" if number == 1 else "need"


def _were(number: int) -> str:
    return "was" if number == 1 else "were"
