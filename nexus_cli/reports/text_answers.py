"""One question in the terminal: what was said with its quotes in place, and what it is worth."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from nexus_cli.models.grade import Evidence, PointCoverage, Status
from nexus_cli.models.report import AnswerReport
from nexus_cli.reports import spoken_wording, wording
from nexus_cli.reports.basis import ScoreGroup, score_groups
from nexus_cli.reports.doubts import CLOSE, OPEN, misheard_words
from nexus_cli.reports.highlighting import Piece, QuotePlaces
from nexus_cli.reports.phrasing import quoted
from nexus_cli.reports.places import where_words
from nexus_cli.reports.text_lines import hanging, plain


def answer_lines(
    number: int, answer: AnswerReport, places: QuotePlaces
) -> Iterator[RenderableType]:
    """Return the lines of one question; quoted passages stand in ‹ › within the answer."""
    title = plain(wording.question_title(number, answer), "bold")
    title.append_text(plain(f"   {wording.answer_result(answer)}"))
    yield Padding(title, (1, 0, 0, 0))
    for line in _body(answer, places):
        yield Padding(line, (0, 0, 0, 2))


def _body(answer: AnswerReport, places: QuotePlaces) -> Iterator[RenderableType]:
    yield plain(answer.question, "italic")
    yield _said(answer.question_id, "answer", answer.answer, places)
    if answer.status is Status.NEEDS_HUMAN:
        yield hanging("!", plain(wording.FOR_A_PERSON), "yellow")
    if answer.follow_up:
        yield plain(f"{wording.FOLLOW_UP}: {answer.follow_up.question}", "italic")
        yield _said(answer.question_id, "follow_up", answer.follow_up.answer, places)
    if heard := spoken_wording.transcript_line(answer):
        yield plain(heard, "dim")
    if caution := spoken_wording.caution(answer):
        yield hanging("!", plain(caution), "yellow")
    for flag in answer.flags:
        yield hanging("!", plain(flag), "yellow")
    if answer.basis:
        yield plain(answer.basis, "dim")
    for group in score_groups(answer):
        yield hanging("-", _score(answer, group))
    for title, covered, sign in ((wording.LANDED, True, "✓"), (wording.STILL_OPEN, False, "·")):
        points = [point for point in answer.points if point.covered is covered]
        if points:
            yield Text(title, "bold")
            yield from (hanging(sign, _point(answer, point)) for point in points)
    if line := spoken_wording.delivery_line(answer):
        yield plain(line, "dim")
    if answer.better_answer:
        yield Text(wording.STRONGER, "bold")
        yield Padding(plain(answer.better_answer), (0, 0, 0, 2))


def _said(question_id: str, source: str, text: str, places: QuotePlaces) -> RenderableType:
    if not text.strip():
        return Padding(plain(wording.NO_ANSWER, "dim"), (0, 0, 0, 2))
    said = Text()
    for piece in places.pieces(question_id, source, text):
        if piece.marked:
            said.append_text(Text("‹").append_text(_piece(piece, "bold")).append("›"))
        else:
            said.append_text(_piece(piece))
    return Padding(said, (0, 0, 0, 2))


def _piece(piece: Piece, style: str = "") -> Text:
    line = Text()
    for stretch in piece.stretches:
        if stretch.doubtful:
            line.append_text(plain(f"{OPEN}{stretch.text}{CLOSE}", f"{style} underline".strip()))
        else:
            line.append_text(plain(stretch.text, style))
    return line


def _score(answer: AnswerReport, group: ScoreGroup) -> Text:
    line = plain(group.named, "bold")
    if group.basis.reasoning:
        line.append_text(plain(f"  {group.basis.reasoning}"))
    for evidence in group.basis.evidence:
        line.append_text(_quote(answer, evidence))
    if group.override:
        line.append_text(plain(f"  {group.override}"))
    return line


def _point(answer: AnswerReport, point: PointCoverage) -> Text:
    line = plain(point.point)
    if point.evidence:
        line.append_text(_quote(answer, point.evidence))
    return line


def _quote(answer: AnswerReport, evidence: Evidence) -> Text:
    around = f"{where_words(answer, evidence)}{misheard_words(answer, evidence)}"
    return plain(f"  {quoted(evidence.quote, 90)}{around}", "dim")
