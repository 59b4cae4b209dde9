"""CSV: one row per answer, for a spreadsheet that must not run what a candidate typed."""

import csv
import io
import re

from nexus_cli.models.report import AnswerReport, Report
from nexus_cli.reports.highlighting import best_quote
from nexus_cli.text import safe

Cell = str | float | int

_FORMULA = re.compile(r"[\s\"']*[=+\-@|%＝＋－＠]")
"""Starts that Excel, LibreOffice or Google Sheets may run, as OWASP lists them for CSV injection;
the full-width forms are among them because Excel reads them in some East Asian locales."""


def as_csv(report: Report) -> str:
    """Return a header and one row per question asked; a score that is null is an empty cell.

    Every text cell is quoted, whatever parts the cells in the reader's locale, and one that would
    be a formula begins with an apostrophe. Times are left out: equal answers give equal rows. So
    is pace, which is never scored: a column of it would be sorted by.
    """
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    writer.writerow(_header(report))
    for number, answer in enumerate(report.answers, 1):
        writer.writerow([cell(value) for value in _row(report, number, answer)])
    return out.getvalue()


def _header(report: Report) -> list[str]:
    before = ["session_id", "candidate", "job", "question", "question_id", "category", "target"]
    scores = [*(cell(name) for name in report.dimensions), "average"]
    texts = ["asked", "answer", "follow_up_asked", "follow_up_answer", "quotes"]
    after = ["corrected_by_a_person", "flags", "overall", "band", "verdict"]
    heard = ["transcribed_by", "words", "doubtful_words", "doubtful_transcript", "mended_by_hand"]
    return [*before, "status", *(str(name) for name in scores), *texts, *after, *heard]


def _row(report: Report, number: int, answer: AnswerReport) -> list[Cell | None]:
    follow_up = answer.follow_up
    scores = [s.score if (s := answer.scores.get(name)) else None for name in report.dimensions]
    return [
        report.session_id,
        report.candidate,
        report.job,
        number,
        answer.question_id,
        answer.category,
        answer.target,
        answer.status.value,
        *scores,
        answer.average,
        answer.question,
        answer.answer,
        follow_up.question if follow_up else None,
        follow_up.answer if follow_up else None,
        _quotes(report, answer),
        _corrections(answer),
        " ".join(answer.flags),
        report.overall,
        report.band,
        report.recommendation.verdict,
        *_heard(answer),
    ]


def _heard(answer: AnswerReport) -> list[Cell | None]:
    heard = answer.transcript
    if heard is None:
        return [None] * 5
    return [
        heard.engine,
        heard.words,
        heard.doubtful_words,
        "yes" if heard.low else "no",
        "yes" if heard.edited else "no",
    ]


def _quotes(report: Report, answer: AnswerReport) -> str:
    found = [(name, best_quote([answer], name)) for name in report.dimensions]
    return "\n".join(f"{name}: {place[2].quote}" for name, place in found if place)


def _corrections(answer: AnswerReport) -> str:
    return "\n".join(f"{name}: {reason}" for name, reason in answer.overridden.items())


def cell(value: Cell | None) -> Cell:
    """Return what may stand in a cell: no control characters, and nothing that would be run."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return value
    text = safe(value)
    return f"'{text}" if _FORMULA.match(text) else text
