"""The page down to the questions: result, dimensions, requirements, advice, times."""

import re
from collections.abc import Iterator, Sequence

from nexus_cli.models.grade import Evidence
from nexus_cli.models.report import AnswerReport, Report, RequirementReport
from nexus_cli.reports import charts, spoken_wording, wording
from nexus_cli.reports.highlighting import QuotePlaces
from nexus_cli.reports.markup import Markup, element, joined
from nexus_cli.reports.phrasing import figure, quoted, seconds_words


def overview(report: Report, places: QuotePlaces) -> Iterator[Markup]:
    """Return the sections above the questions, in order."""
    yield _result(report)
    yield from _dimensions(report, places)
    yield from _requirements(report, places)
    yield _advice(report)
    yield from _times(report)
    yield from _pace(report)


def quote_link(question_id: str, evidence: Evidence, places: QuotePlaces) -> Markup:
    """Return a quote that leads to its place in the answer, and what of it may be misheard."""
    anchor = places.anchor(question_id, evidence)
    link = element("a", quoted(evidence.quote), href=f"#{anchor}", dir="auto")
    return joined(link, places.about(question_id, evidence))


def _result(report: Report) -> Markup:
    method, *more = wording.method_lines(report)
    counts = f"{wording.counts_line(report)}; {wording.brain_line(report)}"
    summary_class = "notice" if report.degraded or report.overall is None else "summary"
    return element(
        "header",
        element("h1", wording.TITLE),
        element("p", wording.role_line(report), class_="who", dir="auto"),
        element(
            "p",
            element("span", wording.result_line(report), class_="total"),
            " ",
            element("span", wording.verdict_line(report), class_="verdict"),
            " ",
            element("span", counts, class_="quiet"),
            class_="result",
        ),
        element("p", report.recommendation.summary, class_=summary_class),
        element("p", method, class_="quiet"),
        *(element("p", line, class_="quiet") for line in more),
    )


def _dimensions(report: Report, places: QuotePlaces) -> Iterator[Markup]:
    yield element("h2", wording.DIMENSIONS)
    yield element("p", "Open a line to see the quotes behind it.", class_="quiet screen")
    rows = []
    for name, mean in report.dimensions.items():
        words = figure(mean) if mean is None else f"{figure(mean)} of 5"
        chart = charts.bar(name, mean, 5.0, words)
        inside = _behind(name, report.answers, places)
        rows.append(element("details", element("summary", chart), inside, class_="row"))
    yield element("div", *rows, class_="columns")


def _behind(name: str, answers: Sequence[AnswerReport], places: QuotePlaces) -> Markup:
    items = []
    for number, answer in enumerate(answers, 1):
        score = answer.scores.get(name)
        if score is None:
            continue
        links = [joined(" ", quote_link(answer.question_id, e, places)) for e in score.evidence]
        lead = element("a", f"Question {number}", href=f"#q{number}")
        tail = links if links or score.score is None else [joined(" ", wording.NO_QUOTE)]
        items.append(element("li", lead, f": {figure(score.score)}.", *tail))
    return element("ul", *items) if items else element("p", "Nothing is scored on this.")


def _requirements(report: Report, places: QuotePlaces) -> Iterator[Markup]:
    if not report.requirements:
        return
    yield element("h2", wording.REQUIREMENTS)
    words = [wording.requirement_words(r, None) for r in report.requirements]
    kinds = ("shown", "contradicted", "raised, not settled", "not discussed")
    yield charts.shares([(kind, words.count(kind)) for kind in kinds])
    items = [_requirement(r, places) for r in report.requirements]
    yield element("ul", *items, class_="signs flowing")


def _requirement(requirement: RequirementReport, places: QuotePlaces) -> Markup:
    number = places.numbers.get(requirement.question_id or "")
    words = wording.requirement_words(requirement, number)
    links = [
        joined(" ", quote_link(requirement.question_id or "", evidence, places))
        for evidence in requirement.evidence
    ]
    sign = element("span", wording.REQUIREMENT_MARKS[requirement.status], class_="sign")
    return element("li", sign, element("strong", requirement.skill), f" {words}", *links)


def _advice(report: Report) -> Markup:
    recommendation = report.recommendation
    parts = [
        element("section", element("h2", title), element("ul", *_items(sentences)))
        for title, sentences in (
            (wording.STRENGTHS, recommendation.strengths),
            (wording.DEVELOPMENT, recommendation.development),
        )
        if sentences
    ]
    return element("div", *parts, class_="columns")


def _items(sentences: Sequence[str]) -> list[Markup]:
    return [element("li", *_question_link(text), dir="auto") for text in sentences]


def _question_link(text: str) -> tuple[str, ...]:
    """Make the question that a sentence begins with a link to it."""
    found = re.match(r"Question (\d+)", text)
    if found is None:
        return (text,)
    return element("a", found[0], href=f"#q{found[1]}"), text[found.end() :]


def _times(report: Report) -> Iterator[Markup]:
    taken = report.run.seconds
    timed = [(n, a) for n, a in enumerate(report.answers, 1) if taken.get(a.question_id)]
    if not timed:
        return
    most = max(taken.values())
    yield element("h2", wording.TIMES)
    rows = [
        charts.bar(
            f"{number} {answer.target}",
            taken[answer.question_id],
            most,
            seconds_words(taken[answer.question_id]),
        )
        for number, answer in timed
    ]
    yield element("div", *rows, class_="columns")


def _pace(report: Report) -> Iterator[Markup]:
    lines = spoken_wording.pace_lines(report)
    if lines:
        yield element("h2", spoken_wording.PACE)
    for line in lines:
        yield element("p", line)
