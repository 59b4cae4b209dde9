"""One question of the report: what landed, what stayed open, and a stronger answer."""

from collections.abc import Iterator

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Collapsible, Static

from nexus_cli.models.grade import Evidence, PointCoverage
from nexus_cli.models.report import AnswerReport
from nexus_cli.reports import spoken_wording, wording
from nexus_cli.reports.basis import ScoreGroup, score_groups
from nexus_cli.reports.highlighting import QuotePlaces
from nexus_cli.tui.report.quote import QuoteLink
from nexus_cli.tui.report.said import SaidText
from nexus_cli.tui.showing import joined, shown


class AnswerBlock(Collapsible):
    """Closed it is one line; open it shows the answer with its quotes in place."""

    def __init__(self, number: int, answer: AnswerReport, places: QuotePlaces) -> None:
        super().__init__(
            *_body(answer, places),
            title=_title(number, answer),  # type: ignore[arg-type]  # Content, so never markup
            collapsed=True,
            collapsed_symbol="▸",
            expanded_symbol="▾",
        )
        self.question_id = answer.question_id

    def point_at(self, evidence: Evidence) -> SaidText | None:
        """Open, show one quote above the others, and return the text it stands in."""
        self.collapsed = False
        found = None
        for said in self.query(SaidText):
            here = said.source == evidence.source
            said.point_at(evidence if here else None)
            found = said if here else found
        return found


def _title(number: int, answer: AnswerReport) -> Content:
    result = "  ".join(("", wording.answer_result(answer)))
    return joined((wording.question_title(number, answer), "bold"), (result, "$foreground 72%"))


def _body(answer: AnswerReport, places: QuotePlaces) -> Iterator[Widget]:
    yield Static(shown(answer.question), classes="asked")
    yield SaidText(answer.question_id, "answer", answer.answer, places)
    if answer.follow_up:
        yield Static(joined("↳ ", answer.follow_up.question), classes="asked")
        yield SaidText(answer.question_id, "follow_up", answer.follow_up.answer, places)
    if heard := spoken_wording.transcript_line(answer):
        yield Static(shown(heard, "$foreground 72%"))
    caution = spoken_wording.caution(answer)
    for sentence in (*([caution] if caution else []), *answer.flags):
        yield Static(joined(("! ", "bold $text-warning"), sentence))
    for title, covered, sign in ((wording.LANDED, True, "✓"), (wording.STILL_OPEN, False, "·")):
        points = [point for point in answer.points if point.covered is covered]
        if points:
            yield Static(shown(title, "bold"), classes="part")
        for point in points:
            yield from _point(answer, point, sign, places)
    groups = score_groups(answer)
    if groups:
        yield Static(shown("Scores", "bold"), classes="part")
    for group in groups:
        yield Static(_score(group))
    if pace := spoken_wording.delivery_line(answer):
        yield Static(shown(pace, "$foreground 72%"), classes="part")
    if answer.better_answer:
        yield Static(shown(wording.STRONGER, "bold"), classes="part")
        yield Static(shown(answer.better_answer), classes="better")


def _point(
    answer: AnswerReport, point: PointCoverage, sign: str, places: QuotePlaces
) -> Iterator[Widget]:
    yield Static(joined((f"{sign} ", "bold"), point.point))
    if point.evidence:
        misheard = places.about(answer.question_id, point.evidence)
        yield QuoteLink(answer.question_id, point.evidence, "  ", "", misheard)


def _score(group: ScoreGroup) -> Content:
    words = f"  {group.basis.reasoning} {group.override}".rstrip()
    return joined((group.named, "bold"), (words, "$foreground 72%"))
