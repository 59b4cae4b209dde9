"""The table as it stands without a script; the script draws the same rows from the data."""

from collections.abc import Sequence

from nexus_cli.models.rubric import Rubric
from nexus_cli.reports.folder.rows import FLAGS, PageRow
from nexus_cli.reports.markup import Markup, element
from nexus_cli.reports.phrasing import figure

NOT_RANKED = "–"


def table(rubric: Rubric, rows: Sequence[PageRow]) -> Markup:
    """Return a table with its headings and `rows`."""
    names = ["Band", "Candidate", "File", "Total", "In a word"]
    columns = [*names, *(d.name for d in rubric.dimensions), "Scored", "Flags"]
    kinds = ["", "", "wide", "", "wide", *["wide" for _ in rubric.dimensions], "wide", ""]
    heads = [
        element("th", name, scope="col", class_=kind)
        for name, kind in zip(columns, kinds, strict=True)
    ]
    return element(
        "table",
        element("caption", "Candidates with band, total and flags", class_="heard"),
        element("thead", element("tr", *heads)),
        element("tbody", *map(_row, rows), id="body"),
        id="table",
    )


def _row(row: PageRow) -> Markup:
    dimensions = [element("td", figure(d), class_="wide number") for d in row.dimensions]
    flags = [element("span", flag, class_="flag", title=FLAGS[flag]) for flag in row.flags]
    return element(
        "tr",
        element("td", NOT_RANKED if row.rank_band is None else str(row.rank_band), class_="number"),
        element("th", row.candidate or row.file, scope="row", dir="auto"),
        element("td", row.file, class_="wide file", dir="auto"),
        element("td", *_total(row), class_="total-cell"),
        element("td", _word(row), class_="wide word"),
        *dimensions,
        element("td", f"{row.scored} of {row.answered}", class_="wide"),
        element("td", *flags, class_="flags"),
    )


def _total(row: PageRow) -> list[Markup]:
    number = element("span", figure(row.overall), class_="figure")
    if row.low is None or row.high is None or row.overall is None:
        return [number]
    low = _cent(row.low)
    label = f"between {figure(row.low)} and {figure(row.high)}"
    parts = [
        element("rect", x="0%", y=5, width="100%", height=4, class_="track"),
        element("rect", x=low, y=4, width=_cent(row.high - row.low), height=6, class_="fill"),
        element("circle", cx=_cent(row.overall), cy=7, r=4, class_="dot"),
    ]
    chart = element("svg", *parts, role="img", aria_label=label, width="100%", height=14)
    return [number, chart]


def _word(row: PageRow) -> str:
    return f"{row.band}, {row.verdict}" if row.band and row.verdict else "no total"


def _cent(points: float) -> str:
    return f"{points * 20:.1f}%"
