"""One question on the page: the answer with its quotes marked, and what each score rests on."""

from collections.abc import Iterator

from nexus_cli.models.grade import DimensionScore, PointCoverage, Status
from nexus_cli.models.report import AnswerReport
from nexus_cli.reports import spoken_wording, wording
from nexus_cli.reports.highlighting import QuotePlaces
from nexus_cli.reports.html_overview import quote_link
from nexus_cli.reports.html_said import said
from nexus_cli.reports.markup import Markup, element
from nexus_cli.reports.phrasing import figure

_FOR_A_PERSON = element("p", wording.FOR_A_PERSON, class_="notice")


def answer_section(number: int, answer: AnswerReport, places: QuotePlaces) -> Markup:
    """Return everything that rests on one answer, with the anchor `q<number>`."""
    return element(
        "section",
        _heading(number, answer),
        element("p", answer.question, class_="asked", dir="auto"),
        said(answer.question_id, "answer", answer.answer, places),
        *_follow_up(answer, places),
        *_heard(answer),
        *([_FOR_A_PERSON] if answer.status is Status.NEEDS_HUMAN else []),
        *(element("p", f"Note: {flag}", class_="notice") for flag in answer.flags),
        *([element("p", answer.basis, class_="quiet")] if answer.basis else []),
        element("div", *_scores(answer, places), class_="columns scores"),
        *_points(answer, places),
        *_delivery(answer),
        *_stronger(answer),
        class_="question",
        id=f"q{number}",
    )


def _heading(number: int, answer: AnswerReport) -> Markup:
    title = element("h3", wording.question_title(number, answer))
    result = wording.answer_result(answer)
    kind = "score" if answer.status is Status.SCORED else "quiet"
    return element("header", title, element("span", result, class_=kind))


def _follow_up(answer: AnswerReport, places: QuotePlaces) -> Iterator[Markup]:
    follow_up = answer.follow_up
    if follow_up:
        asked = f"{wording.FOLLOW_UP}: {follow_up.question}"
        yield element("p", asked, class_="asked", dir="auto")
        yield said(answer.question_id, "follow_up", follow_up.answer, places)


def _heard(answer: AnswerReport) -> Iterator[Markup]:
    if line := spoken_wording.transcript_line(answer):
        yield element("p", line, class_="quiet")
    if caution := spoken_wording.caution(answer):
        yield element("p", caution, class_="notice")


def _scores(answer: AnswerReport, places: QuotePlaces) -> Iterator[Markup]:
    for name, score in answer.scores.items():
        figures = element("strong", figure(score.score))
        title = element("summary", f"{name} ", figures, wording.apart_words(score))
        yield element("details", title, *_behind(answer, name, score, places))


def _behind(
    answer: AnswerReport, name: str, score: DimensionScore, places: QuotePlaces
) -> Iterator[Markup]:
    if override := wording.override_line(answer, name):
        yield element("p", override, class_="notice")
    if score.reasoning:
        yield element("p", score.reasoning)
    links = [element("li", quote_link(answer.question_id, e, places)) for e in score.evidence]
    if links:
        yield element("ul", *links)
    elif score.score is None:
        yield element("p", wording.NOT_JUDGED, class_="quiet")
    else:
        yield element("p", wording.NO_QUOTE, class_="quiet")


def _points(answer: AnswerReport, places: QuotePlaces) -> Iterator[Markup]:
    for title, covered, sign in ((wording.LANDED, True, "✓"), (wording.STILL_OPEN, False, "·")):
        points = [point for point in answer.points if point.covered is covered]
        if points:
            items = [_point(answer, point, sign, places) for point in points]
            yield element("h4", title)
            yield element("ul", *items, class_="signs")


def _point(answer: AnswerReport, point: PointCoverage, sign: str, places: QuotePlaces) -> Markup:
    quote = (" ", quote_link(answer.question_id, point.evidence, places)) if point.evidence else ()
    return element("li", element("span", sign, class_="sign"), point.point, *quote)


def _delivery(answer: AnswerReport) -> Iterator[Markup]:
    if line := spoken_wording.delivery_line(answer):
        yield element("p", line, class_="quiet")


def _stronger(answer: AnswerReport) -> Iterator[Markup]:
    if answer.better_answer:
        title = element("summary", wording.STRONGER)
        text = element("blockquote", answer.better_answer, dir="auto")
        yield element("details", title, text, class_="stronger")
