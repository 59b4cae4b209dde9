"""Markdown: the terminal's order and words, and nothing that was said can be markup."""

import re
from collections.abc import Iterator

from nexus_cli.models.grade import Evidence, PointCoverage, Status
from nexus_cli.models.report import AnswerReport, Report
from nexus_cli.reports import spoken_wording, wording
from nexus_cli.reports.basis import ScoreGroup, score_groups
from nexus_cli.reports.doubts import CLOSE, OPEN, misheard_words
from nexus_cli.reports.escaping import markdown, markdown_lines
from nexus_cli.reports.highlighting import Piece, QuotePlaces, best_quote
from nexus_cli.reports.phrasing import figure, quoted, seconds_words
from nexus_cli.reports.places import where_words

_OPEN, _CLOSE = "\ue000", "\ue001"
"""Private-use characters stand where bold begins and ends until the words around are escaped."""


def as_markdown(report: Report) -> str:
    """Return the report as CommonMark with GitHub's tables, ending with a newline."""
    places = QuotePlaces(report)
    sections = [
        _overview(report),
        _dimensions(report),
        _requirements(report, places),
        _list(wording.STRENGTHS, report.recommendation.strengths),
        _list(wording.DEVELOPMENT, report.recommendation.development),
        _times(report),
        _list(spoken_wording.PACE, spoken_wording.pace_lines(report)),
        [f"## {wording.QUESTIONS}", markdown(wording.marks_line(report))],
        *(list(_answer(n, a, places)) for n, a in enumerate(report.answers, 1)),
        _list(wording.ORIGIN, wording.origin_lines(report)),
    ]
    return "\n\n".join("\n\n".join(section) for section in sections if section) + "\n"


def _overview(report: Report) -> list[str]:
    return [
        f"# {wording.TITLE}",
        markdown(wording.role_line(report)),
        f"**{markdown(wording.result_line(report))}; {markdown(wording.verdict_line(report))}**",
        markdown(f"{wording.counts_line(report)}; {wording.brain_line(report)}"),
        markdown(report.recommendation.summary),
        *(markdown(line) for line in wording.method_lines(report)),
    ]


def _dimensions(report: Report) -> list[str]:
    rows = ["| Dimension | Mean of 5 | Strongest quote |", "|---|---|---|"]
    for name, mean in report.dimensions.items():
        place = best_quote(report.answers, name)
        quote = f"{_quote(place[1], place[2])} (question {place[0]})" if place else ""
        rows.append(f"| {markdown(name)} | {figure(mean)} | {quote} |")
    return [f"## {wording.DIMENSIONS}", "\n".join(rows)]


def _requirements(report: Report, places: QuotePlaces) -> list[str]:
    lines = []
    for requirement in report.requirements:
        number = places.numbers.get(requirement.question_id or "")
        words = wording.requirement_words(requirement, number)
        mark = wording.REQUIREMENT_MARKS[requirement.status]
        quotes = "".join(
            f": {markdown(quoted(e.quote) + places.about(requirement.question_id or '', e))}"
            for e in requirement.evidence
        )
        lines.append(f"- {mark} **{markdown(requirement.skill)}** {words}{quotes}")
    return [f"## {wording.REQUIREMENTS}", "\n".join(lines)] if lines else []


def _list(title: str, sentences: tuple[str, ...]) -> list[str]:
    items = "\n".join(f"- {markdown(text)}" for text in sentences)
    return [f"## {title}", items] if sentences else []


def _times(report: Report) -> list[str]:
    lines = [
        f"- {markdown(f'Question {number}, {answer.target}')}: {seconds_words(seconds)}"
        for number, answer in enumerate(report.answers, 1)
        if (seconds := report.run.seconds.get(answer.question_id))
    ]
    return [f"## {wording.TIMES}", "\n".join(lines)] if lines else []


def _answer(number: int, answer: AnswerReport, places: QuotePlaces) -> Iterator[str]:
    title = markdown(wording.question_title(number, answer))
    yield f"### {title}, {wording.answer_result(answer)}"
    yield markdown(answer.question)
    yield _said(answer.question_id, "answer", answer.answer, places)
    if answer.follow_up:
        yield f"{wording.FOLLOW_UP}: {markdown(answer.follow_up.question)}"
        yield _said(answer.question_id, "follow_up", answer.follow_up.answer, places)
    if heard := spoken_wording.transcript_line(answer):
        yield markdown(heard)
    if answer.status is Status.NEEDS_HUMAN:
        yield f"*{wording.FOR_A_PERSON}*"
    if caution := spoken_wording.caution(answer):
        yield f"*{markdown(caution)}*"
    if answer.basis:
        yield f"*{markdown(answer.basis)}*"
    if answer.scores:
        yield "\n".join(f"- {_score(answer, group)}" for group in score_groups(answer))
    for heading, covered in ((wording.LANDED, True), (wording.STILL_OPEN, False)):
        points = [point for point in answer.points if point.covered is covered]
        if points:
            yield f"**{heading}**"
            yield "\n".join(f"- {_point(answer, point)}" for point in points)
    if pace := spoken_wording.delivery_line(answer):
        yield markdown(pace)
    if answer.flags:
        yield "\n".join(f"- Note: {markdown(flag)}" for flag in answer.flags)
    if answer.better_answer:
        yield f"**{wording.STRONGER}**"
        yield _block(markdown_lines(answer.better_answer))


def _said(question_id: str, source: str, text: str, places: QuotePlaces) -> str:
    """An answer as a block quote, each quoted passage bold where it stands."""
    if not text.strip():
        return f"*{wording.NO_ANSWER}*"
    pieces = places.pieces(question_id, source, text)
    marked = "".join(_marked(_piece(piece)) if piece.marked else _piece(piece) for piece in pieces)
    bold = markdown_lines(marked).replace(_OPEN, "‹**").replace(_CLOSE, "**›")
    return _block(bold)


def _piece(piece: Piece) -> str:
    return "".join(f"{OPEN}{s.text}{CLOSE}" if s.doubtful else s.text for s in piece.stretches)


def _marked(text: str) -> str:
    """Return `text` with a mark around each line, since bold cannot span paragraphs."""
    bare = text.replace(_OPEN, "").replace(_CLOSE, "")
    return re.sub(r"\S(?:[^\n]*\S)?", lambda found: f"{_OPEN}{found[0]}{_CLOSE}", bare)


def _block(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _score(answer: AnswerReport, group: ScoreGroup) -> str:
    quotes = "; ".join(_quote(answer, evidence) for evidence in group.basis.evidence)
    parts = [f"**{markdown(group.named)}**", markdown(group.basis.reasoning)]
    parts += [quotes, markdown(group.override)]
    return " ".join(part for part in parts if part)


def _point(answer: AnswerReport, point: PointCoverage) -> str:
    return markdown(point.point) + (f": {_quote(answer, point.evidence)}" if point.evidence else "")


def _quote(answer: AnswerReport, evidence: Evidence) -> str:
    around = where_words(answer, evidence) + misheard_words(answer, evidence)
    return markdown(quoted(evidence.quote) + around)
