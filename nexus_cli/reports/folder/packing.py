"""One candidate's report as the page keeps it: small, and unpacked only when it is opened."""

import base64
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from nexus_cli.models.grade import DimensionScore, Status
from nexus_cli.models.report import AnswerReport, Report
from nexus_cli.models.transcript import Unread
from nexus_cli.reports import spoken_wording, wording
from nexus_cli.reports.basis import score_groups
from nexus_cli.reports.folder.marking import MarkedAnswer, shown
from nexus_cli.reports.phrasing import count, degradation_words, sentence

_LEVEL = 6
"""Of deflate: 9 takes half as long again for one byte in two hundred."""


def packed(
    report: Report, unread: Sequence[Unread] = (), redactions: Mapping[str, int] | None = None
) -> str:
    """Return what the page shows of one candidate, as JSON, deflated (RFC 1950), in base64.

    Depends on nothing but its arguments, so that any process can do it; every text is freed of
    control and bidirectional characters first. `unread` and `redactions` are those of the file.
    """
    answers = [_answer(number, answer) for number, answer in enumerate(report.answers, 1)]
    content = {
        "who": shown(report.candidate),
        "result": f"{wording.result_line(report)}; {wording.verdict_line(report)}",
        "counts": wording.counts_line(report),
        "summary": shown(report.recommendation.summary),
        "notices": [shown(line) for line in _notices(report, redactions or {})],
        "unscored": [shown(line) for line in _unscored(report)],
        "unread": [shown(f"line {place.line}: {place.reason}") for place in unread],
        "strengths": [shown(line) for line in report.recommendation.strengths],
        "development": [shown(line) for line in report.recommendation.development],
        "requirements": [_requirement(report, index) for index in range(len(report.requirements))],
        "answers": answers,
        "made": shown(_made(report)),
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode(), _LEVEL)).decode()


def _answer(number: int, answer: AnswerReport) -> dict[str, Any]:
    marked = MarkedAnswer(answer)
    follow_up = answer.follow_up
    return {
        "title": shown(wording.question_title(number, answer)),
        "result": wording.answer_result(answer),
        "scored": answer.status is Status.SCORED,
        "asked": shown(answer.question),
        "said": marked.pieces("answer", answer.answer),
        "more": [shown(follow_up.question), marked.pieces("follow_up", follow_up.answer)]
        if follow_up
        else None,
        "notices": [shown(line) for line in _answer_notices(answer)],
        "scores": [
            [shown(g.named), shown(g.basis.reasoning), shown(g.override), _quotes(marked, g.basis)]
            for g in score_groups(answer)
        ],
        "points": [
            [p.covered, shown(p.point), [marked.quote(p.evidence)] if p.evidence else []]
            for p in answer.points
        ],
        "quiet": [shown(line) for line in _quiet(answer)],
        "stronger": shown(answer.better_answer or ""),
    }


def _quotes(marked: MarkedAnswer, score: DimensionScore) -> list[list[str | int]]:
    return [marked.quote(evidence) for evidence in score.evidence]


def _answer_notices(answer: AnswerReport) -> Iterator[str]:
    if answer.status is Status.NEEDS_HUMAN:
        yield wording.FOR_A_PERSON
    for flag in answer.flags:
        yield f"Note: {flag}"
    if caution := spoken_wording.caution(answer):
        yield caution


def _quiet(answer: AnswerReport) -> Iterator[str]:
    if answer.basis:
        yield sentence(answer.basis)
    if line := spoken_wording.transcript_line(answer):
        yield line
    if line := spoken_wording.delivery_line(answer):
        yield line


def _notices(report: Report, redactions: Mapping[str, int]) -> Iterator[str]:
    if report.origin and report.origin.doubt:
        yield sentence(report.origin.doubt)
    for degradation in report.degraded:
        yield f"Degraded: {degradation_words(degradation)}."
    if redactions:
        taken = (f"{rule} {count(times, 'time')}" for rule, times in sorted(redactions.items()))
        yield f"Taken out before anything was scored: {', '.join(taken)}."


def _unscored(report: Report) -> Iterator[str]:
    """Yield each question without a score, and each dimension that was not judged, with why."""
    for number, answer in enumerate(report.answers, 1):
        title = wording.question_title(number, answer)
        if answer.status is Status.UNANSWERED:
            yield f"{title}. {wording.NO_ANSWER}"
        elif answer.status is Status.NEEDS_HUMAN:
            yield f"{title}. {' '.join([wording.FOR_A_PERSON, *answer.flags])}"
        elif missing := [name for name, score in answer.scores.items() if score.score is None]:
            yield f"{title}: {', '.join(missing)}. {wording.NOT_JUDGED}"


def _requirement(report: Report, index: int) -> list[str]:
    requirement = report.requirements[index]
    asked = [answer.question_id for answer in report.answers]
    numbers = (n for n, asked_id in enumerate(asked, 1) if asked_id == requirement.question_id)
    words = wording.requirement_words(requirement, next(numbers, None))
    return [wording.REQUIREMENT_MARKS[requirement.status], shown(requirement.skill), words]


def _made(report: Report) -> str:
    """Return what made this report, to compare with the rest of the folder."""
    origin = report.origin
    source = f"Read from {origin.name} ({origin.kind}). " if origin else ""
    blind = "Scored blind. " if origin and origin.blind else ""
    made = report.provenance
    by = wording.made_by(made.brain, made.model)
    return (
        f"{source}{blind}Scored by nexus {made.nexus}, {by}, rubric {made.rubric_version}. "
        f"Transcript {report.session_id}."
    )
