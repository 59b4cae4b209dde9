"""What the page is made of: one header, and one small row a candidate."""

import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from nexus_cli.models.grade import Status
from nexus_cli.models.report import Report, ReportProvenance
from nexus_cli.models.rubric import Rubric
from nexus_cli.models.scale import JobScale
from nexus_cli.models.scored import ScoredFile, Standing
from nexus_cli.reports.doubts import rests_on_doubt
from nexus_cli.text import one_line

FOR_A_PERSON = "for a person"
DOUBT = "doubtful"
CORRECTED = "corrected"
PARTLY_READ = "partly read"
FLAGS = {
    FOR_A_PERSON: "an answer has no score yet, so the candidate is not ranked",
    DOUBT: "the transcript should be checked before its scores are used",
    CORRECTED: "a person has set a score",
    PARTLY_READ: "of some places in the file nothing was taken",
}


class PageHeader(NamedTuple):
    """What holds for the whole folder."""

    scale: JobScale | Rubric
    provenance: ReportProvenance
    overalls: Sequence[float]
    """Every total there is, 0-5, in any order; those of candidates who are not ranked as well."""
    candidates: int
    """How many rows follow."""
    failures: Sequence[ScoredFile] = ()
    """Files without a report, in the order to show."""
    job: str = ""
    """Title of the job, where the scale is a bare rubric."""
    company: str = ""
    repeat: int = 1
    """Judgements an answer; a score is their median."""
    blind: bool = False

    @property
    def rubric(self) -> Rubric:
        """The dimensions that all are scored on."""
        return self.scale if isinstance(self.scale, Rubric) else self.scale.rubric


class PageRow(NamedTuple):
    """One candidate in the table."""

    file: str
    candidate: str
    overall: float | None
    low: float | None
    """None, with `high` and `rank_band`, for who is not ranked."""
    high: float | None
    rank_band: int | None
    band: str
    verdict: str
    dimensions: tuple[float | None, ...]
    """In the order of the rubric."""
    scored: int
    answered: int
    asked: int
    flags: tuple[str, ...]
    """Of `FLAGS`."""
    packed: str
    """What `packed` gave for the report."""


def row_of(scored: ScoredFile, standing: Standing | None, packed: str, rubric: Rubric) -> PageRow:
    """Return the row of a file that has a report; `standing` is None for who is not ranked.

    Raises ValueError for a file without a report.
    """
    report = scored.report
    if report is None:
        raise ValueError(f"{scored.file} has no report")
    counts = report.scored_of_answered
    return PageRow(
        file=scored.file,
        candidate=report.candidate,
        overall=report.overall,
        low=standing.low if standing else None,
        high=standing.high if standing else None,
        rank_band=standing.rank_band if standing else None,
        band=str(report.band or ""),
        verdict=str(report.recommendation.verdict or ""),
        dimensions=tuple(report.dimensions.get(d.name) for d in rubric.dimensions),
        scored=counts.scored,
        answered=counts.answered,
        asked=counts.asked,
        flags=tuple(_flags(report, partly_read=bool(scored.unread))),
        packed=packed,
    )


def row_line(row: PageRow) -> str:
    """Return a row as the script reads it: JSON that no HTML parser ends early, tab, packed."""
    cells = [
        one_line(row.candidate),
        row.overall,
        row.low,
        row.high,
        row.rank_band,
        row.band,
        row.verdict,
        row.dimensions,
        row.scored,
        row.answered,
        row.asked,
        row.flags,
        one_line(row.file),
    ]
    return f"{script_json(cells)}\t{row.packed}\n"


def script_json(value: object) -> str:
    """Return JSON in ASCII that may stand inside a script element, whatever its strings hold."""
    return json.dumps(value, separators=(",", ":")).replace("<", "\\u003c")


def _flags(report: Report, *, partly_read: bool) -> Iterator[str]:
    if report.overall is None or any(a.status is Status.NEEDS_HUMAN for a in report.answers):
        yield FOR_A_PERSON
    if (report.origin and report.origin.doubt) or any(map(rests_on_doubt, report.answers)):
        yield DOUBT
    if any(answer.overridden for answer in report.answers):
        yield CORRECTED
    if partly_read:
        yield PARTLY_READ
