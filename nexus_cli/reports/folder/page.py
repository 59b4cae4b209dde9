"""The page of a folder: one self-contained file that asks nothing of a network."""

import base64
import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import TextIO

from nexus_cli.models.scored import ScoredFile
from nexus_cli.reports.folder import wording
from nexus_cli.reports.folder.histogram import histogram
from nexus_cli.reports.folder.rows import FLAGS, PageHeader, PageRow, row_line, script_json
from nexus_cli.reports.folder.scale import scale_section
from nexus_cli.reports.folder.table import table
from nexus_cli.reports.markup import Markup, element, stylesheet

_HERE = "nexus_cli.reports.folder"
FIRST_ROWS = 100
"""Rows that stand in the page as HTML, for a reader without JavaScript."""


def write_page(out: TextIO, header: PageHeader, rows: Iterable[PageRow]) -> None:
    """Write the page to `out` (UTF-8): the rows in their order, one after the other.

    Holds `FIRST_ROWS` rows in memory and no more. The same arguments give the same text. The
    content policy allows our style sheet and script, each by its hash, and nothing else.
    """
    remaining = iter(rows)
    first = list(islice(remaining, FIRST_ROWS))
    out.write(f'<!doctype html>\n<html lang="en">{_head(header)}<body>')
    folder = element("div", *_main(header, first), id="folder")
    out.write(element("main", folder, element("div", id="candidate", tabindex="-1", hidden=True)))
    out.write(element("footer", *_footer(header)))
    out.write(_data("facts", script_json(_facts(header))))
    out.write('<script type="text/plain" id="rows">')
    for row in first:
        out.write(row_line(row))
    for row in remaining:
        out.write(row_line(row))
    out.write(f"</script><script>{_script()}</script></body></html>\n")


def _head(header: PageHeader) -> Markup:
    style, script = _style(), _script()
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="robots", content="noindex"),
        element("title", f"{wording.TITLE}: {wording.role_line(header)}"),
        stylesheet(style),
    )


def _main(header: PageHeader, first: list[PageRow]) -> Iterator[Markup]:
    yield element(
        "header",
        element("h1", wording.TITLE),
        element("p", wording.role_line(header), class_="who", dir="auto"),
        element("p", wording.counts_line(header), class_="quiet"),
        element("p", wording.DECISION, class_="notice"),
    )
    if header.overalls:
        yield element("h2", wording.DISTRIBUTION)
        yield histogram(header.overalls)
    yield element("h2", wording.CANDIDATES)
    if header.candidates:
        yield element("p", f"{wording.TIES} {wording.INTERVAL} {wording.APART}", class_="quiet")
        yield element("noscript", element("p", _no_script(header, first), class_="notice"))
        yield element("div", id="filters", class_="filters screen", hidden=True)
        yield element("div", table(header.rubric, first), class_="scroll")
        yield element("div", id="pages", class_="pages screen", hidden=True)
    else:
        yield element("p", wording.NOBODY)
    yield from _failures(header.failures)


def _no_script(header: PageHeader, first: list[PageRow]) -> str:
    return wording.NO_SCRIPT.format(shown=len(first), total=header.candidates)


def _failures(failures: Iterable[ScoredFile]) -> Iterator[Markup]:
    failed = list(failures)
    if not failed:
        return
    yield element("h2", wording.FAILURES)
    yield element("ul", *map(_failure, failed[: wording.MOST_FAILURES]), class_="failures")
    if (more := len(failed) - wording.MOST_FAILURES) > 0:
        yield element("p", f"{more} more stand in run.json.", class_="quiet")


def _failure(scored: ScoredFile) -> Markup:
    failure = scored.failure
    if failure is None:
        return element("li", element("strong", scored.file))
    line = f", line {failure.line}" if failure.line is not None else ""
    name = element("strong", f"{scored.file}{line}", dir="auto")
    return element("li", name, " ", failure.sentence, " ", failure.next_step)


def _footer(header: PageHeader) -> Iterator[Markup]:
    yield element("h2", wording.SCALE)
    yield from scale_section(header)
    yield element("h2", wording.ORIGIN)
    for line in wording.method_lines(header):
        yield element("p", line, class_="quiet")


def _facts(header: PageHeader) -> dict[str, object]:
    return {
        "dimensions": [dimension.name for dimension in header.rubric.dimensions],
        "flags": FLAGS,
        "title": f"{wording.TITLE}: {wording.role_line(header)}",
    }


def _data(name: str, text: str) -> Markup:
    return Markup(f'<script type="application/json" id="{name}">{text}</script>')


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@cache
def _style() -> str:
    return _read("nexus_cli.reports", "report.css") + _read(_HERE, "folder.css")


@cache
def _script() -> str:
    return "".join(_read(_HERE, name) for name in ("data.js", "table.js", "candidate.js"))


def _read(package: str, name: str) -> str:
    return files(package).joinpath(name).read_text(encoding="utf-8")
