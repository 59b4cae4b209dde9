"""scores.csv: a line for each candidate, for a spreadsheet that runs nothing it is given."""

import csv
from collections.abc import Iterable
from typing import TextIO

from nexus_cli.models.rubric import Rubric
from nexus_cli.reports.as_csv import cell
from nexus_cli.reports.folder import PageRow

_BEFORE = ("file", "session_id", "candidate", "overall", "band", "verdict")
_PLACE = ("rank_band", "interval_low", "interval_high")
_AFTER = ("scored", "answered", "asked", "flags")


def write_csv(out: TextIO, rubric: Rubric, rows: Iterable[tuple[str, PageRow]]) -> None:
    """Write a header and one line for each (session id, row), in their order.

    Text is quoted, and what would be a formula begins with an apostrophe, as in `as_csv`. Cells
    without a value are empty: who is not ranked has no band and no interval.
    """
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    dimensions = [str(cell(dimension.name)) for dimension in rubric.dimensions]
    writer.writerow([*_BEFORE, *_PLACE, *dimensions, *_AFTER])
    for session_id, row in rows:
        values = [
            row.file,
            session_id,
            row.candidate,
            row.overall,
            row.band,
            row.verdict,
            row.rank_band,
            row.low,
            row.high,
            *row.dimensions,
            row.scored,
            row.answered,
            row.asked,
            ", ".join(row.flags),
        ]
        writer.writerow([cell(value) for value in values])
