"""The result at a glance, and what was asked for and shown."""

from collections.abc import Iterator, Sequence

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from nexus_cli.models.report import Report
from nexus_cli.reports import wording
from nexus_cli.reports.highlighting import QuotePlaces
from nexus_cli.tui.report.quote import QuoteLink
from nexus_cli.tui.showing import joined, shown

_STYLES = {
    "shown": "$text-success",
    "contradicted": "$text-error",
    "not_discussed": "$foreground 72%",
}


def result(report: Report) -> Iterator[Widget]:
    """Yield the total, what it recommends, what it rests on, and how it is made."""
    yield Static(
        joined(
            ("Result   ", "$foreground 72%"),
            (wording.result_line(report), "bold $text-primary"),
            "      ",
            (wording.verdict_line(report), "bold"),
        ),
        id="result",
    )
    made = f"{wording.counts_line(report)}; {wording.brain_line(report)}"
    yield Static(joined(wording.role_line(report), "\n", (made, "$foreground 72%")))
    yield Static(shown(report.recommendation.summary), classes="paragraph")
    method = wording.method_lines(report)[0]
    yield Static(shown(method, "$foreground 72%"), classes="paragraph")


def requirements(report: Report, places: QuotePlaces) -> Iterator[Widget]:
    """Yield what the job asks for, each with its mark and the quotes behind it."""
    if report.requirements:
        yield heading(wording.REQUIREMENTS)
    for requirement in report.requirements:
        number = places.numbers.get(requirement.question_id or "")
        style = _STYLES[requirement.status]
        mark = wording.REQUIREMENT_MARKS[requirement.status]
        words = wording.requirement_words(requirement, number)
        yield Static(joined((f"{mark} ", style), requirement.skill, (f"  {words}", style)))
        for evidence in requirement.evidence:
            where = requirement.question_id or ""
            yield QuoteLink(where, evidence, "  ", "", places.about(where, evidence))


def sentences(title: str, lines: Sequence[str]) -> Iterator[Widget]:
    """Yield a heading with its sentences, or nothing."""
    if lines:
        yield heading(title)
        yield Static(Content("\n").join(joined("- ", line) for line in lines))


def heading(title: str) -> Static:
    """Return a section's heading."""
    return Static(shown(title), classes="heading section")
