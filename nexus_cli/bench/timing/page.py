"""A benchmark as one HTML file that asks nothing of a network and runs no script."""

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files

from nexus_cli.bench.result import BenchResult
from nexus_cli.bench.timing import told
from nexus_cli.bench.timing.histogram import histogram
from nexus_cli.bench.timing.machine import machine_line
from nexus_cli.reports.charts import bar
from nexus_cli.reports.markup import Markup, document, element, joined, stylesheet


def as_page(result: BenchResult, samples: Mapping[str, Sequence[float]]) -> str:
    """Return the page: what the terminal shows, its bars as inline SVG with their words as text."""
    title = f"nexus bench {result.scenario}, {result.profile}"
    notes = [element("p", note, class_="quiet") for note in (*told.notes(result), *result.notes)]
    main = element(
        "main",
        element("h1", title),
        element("p", machine_line(result.taken_on), class_="quiet"),
        _metrics(result),
        *notes,
        *_ratios(result.ratios),
        *_breakdowns(result.breakdown),
        *_histograms(samples),
    )
    return document(element("html", _head(title), element("body", main), lang="en"))


def _head(title: str) -> Markup:
    css = files("nexus_cli.bench.timing").joinpath("page.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'"
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        stylesheet(css),
    )


def _metrics(result: BenchResult) -> Markup:
    heads = [element("th", name, scope="col") for name in ("metric", *told.COLUMNS)]
    rows = [
        element(
            "tr",
            element("th", name, scope="row"),
            *(element("td", cell) for cell in told.cells(metric)),
        )
        for name, metric in result.metrics.items()
    ]
    table = element("table", element("thead", element("tr", *heads)), element("tbody", *rows))
    return element("div", table, class_="wide", tabindex=0, role="region", aria_label="Metrics")


def _ratios(ratios: Mapping[str, float]) -> Iterator[Markup]:
    if not ratios:
        return
    yield element("h2", told.RATIOS)
    pairs = [
        joined(
            element("dt", name),
            element("dd", element("strong", value), f" {meaning}"),
        )
        for name, value, meaning in told.ratio_lines(ratios)
    ]
    yield element("dl", *pairs)


def _breakdowns(breakdown: Mapping[str, Mapping[str, float]]) -> Iterator[Markup]:
    for name, parts in breakdown.items():
        bars = [bar(label, share, 1.0, words) for label, share, words in told.part_lines(parts)]
        yield _figure(f"Where {name} goes, on average", bars)


def _histograms(samples: Mapping[str, Sequence[float]]) -> Iterator[Markup]:
    for name, times in told.spread(samples):
        rows = told.bin_lines(histogram(times))
        bars = [bar(f"{ends} ms", share, 1.0, count) for ends, share, count in rows]
        yield _figure(f"How {name} spreads, {len(times)} values", bars)


def _figure(caption: str, bars: Sequence[Markup]) -> Markup:
    return element("section", element("h2", caption), *bars)
