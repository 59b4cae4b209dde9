"""The terminal: the result at a glance, then each question. Colour repeats what words say."""

import io
from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from nexus_cli.models.report import Report, RequirementReport
from nexus_cli.reports import spoken_wording, wording
from nexus_cli.reports.doubts import misheard_words
from nexus_cli.reports.highlighting import QuotePlaces, best_quote
from nexus_cli.reports.phrasing import figure, quoted, seconds_words
from nexus_cli.reports.text_answers import answer_lines
from nexus_cli.reports.text_lines import bar, hanging, heading, plain
from nexus_cli.text import one_line, safe
from nexus_cli.text import width as cells

NARROWEST, WIDEST = 40, 200
"""Cells; a window outside is written as if it were at the nearer end."""
_MISHEARD = ", maybe misheard"
_STYLES = {"shown": "green", "contradicted": "red", "not_discussed": ""}


def as_text(report: Report, width: int = 80) -> str:
    """Return the report in plain lines of at most `width` cells (40-200), without colour."""
    width = max(NARROWEST, min(WIDEST, width))
    out = io.StringIO()
    console = Console(
        file=out, width=width, color_system=None, force_terminal=False, legacy_windows=False
    )
    console.print(report_lines(report, width))
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n")).strip("\n") + "\n"


def report_lines(report: Report, width: int = 80) -> Group:
    """Return the report for a rich console `width` cells wide, with colour where it has any."""
    width = max(NARROWEST, min(WIDEST, width))
    return Group(*_sections(report, width))


def _sections(report: Report, width: int) -> Iterator[RenderableType]:
    places = QuotePlaces(report)
    yield from _result(report)
    yield from _dimensions(report, width)
    yield from _requirements(report, places)
    yield from _advice(wording.STRENGTHS, report.recommendation.strengths)
    yield from _advice(wording.DEVELOPMENT, report.recommendation.development)
    yield from _times(report, width)
    yield from _advice(spoken_wording.PACE, spoken_wording.pace_lines(report))
    yield heading(wording.QUESTIONS)
    yield plain(wording.marks_line(report), "dim")
    for number, answer in enumerate(report.answers, 1):
        yield from answer_lines(number, answer, places)
    if not report.answers:
        yield plain("No question was asked.")
    yield from _advice(wording.ORIGIN, wording.origin_lines(report))


def _result(report: Report) -> Iterator[RenderableType]:
    yield plain(f"Result   {wording.result_line(report)}   {wording.verdict_line(report)}", "bold")
    yield plain(wording.role_line(report))
    yield plain(f"{wording.counts_line(report)}; {wording.brain_line(report)}")
    yield Text()
    yield plain(report.recommendation.summary)
    for line in wording.method_lines(report):
        yield plain(line, "dim")


def _dimensions(report: Report, width: int) -> Iterator[RenderableType]:
    yield heading(wording.DIMENSIONS)
    names = {name: one_line(name, max(14, width // 5)) for name in report.dimensions}
    column = max(cells(shown) for shown in names.values())
    size = min(30 if width >= 100 else 20, width - column - 12)
    room = width - column - size - 14
    least = 32 + (len(_MISHEARD) if any(_doubtful(report, name) for name in names) else 0)
    for name, mean in report.dimensions.items():
        line = plain(names[name] + " " * (column - cells(names[name]) + 2))
        line.append(bar(mean, 5.0, size), "cyan")
        line.append(f"  {figure(mean):<8}", "bold")
        quote = _best_quote(report, name, room if room >= least else width - 2)
        if room >= least:
            yield line.append_text(quote)
        else:
            yield line
            yield Padding(quote, (0, 0, 0, 2))


def _best_quote(report: Report, name: str, room: int) -> Text:
    """Return the quote behind the best score of a dimension and its question, in `room` cells."""
    place = best_quote(report.answers, name)
    if place is None:
        return Text()
    where = f" (question {place[0]}{_MISHEARD if _doubtful(report, name) else ''})"
    quote = " ".join(safe(place[2].quote).split())
    return Text(f"“{one_line(quote, room - len(where) - 2)}”{where}", "dim")


def _doubtful(report: Report, name: str) -> bool:
    place = best_quote(report.answers, name)
    return place is not None and bool(misheard_words(place[1], place[2]))


def _requirements(report: Report, places: QuotePlaces) -> Iterator[RenderableType]:
    if report.requirements:
        yield heading(wording.REQUIREMENTS)
    for requirement in report.requirements:
        yield _requirement(requirement, places)


def _requirement(requirement: RequirementReport, places: QuotePlaces) -> RenderableType:
    number = places.numbers.get(requirement.question_id or "")
    sign = wording.REQUIREMENT_MARKS[requirement.status]
    line = plain(requirement.skill, "bold")
    line.append_text(plain(f"  {wording.requirement_words(requirement, number)}"))
    for evidence in requirement.evidence:
        misheard = places.about(requirement.question_id or "", evidence)
        line.append_text(plain(f"  {quoted(evidence.quote, 90)}{misheard}", "dim"))
    return hanging(sign, line, _STYLES[requirement.status])


def _advice(title: str, sentences: tuple[str, ...]) -> Iterator[RenderableType]:
    if sentences:
        yield heading(title)
    for text in sentences:
        yield hanging("-", plain(text))


def _times(report: Report, width: int) -> Iterator[RenderableType]:
    taken = report.run.seconds
    timed = [(n, a) for n, a in enumerate(report.answers, 1) if taken.get(a.question_id)]
    if timed:
        yield heading(wording.TIMES)
    room = max(14, width // 3)
    for number, answer in timed:
        seconds = taken[answer.question_id]
        title = one_line(f"{number} {answer.target}", room)
        line = Text(title + " " * (room - cells(title)) + "  ")
        line.append(bar(seconds, max(taken.values()), min(30, width - room - 16)), "cyan")
        line.append(f"  {seconds_words(seconds)}")
        yield line
