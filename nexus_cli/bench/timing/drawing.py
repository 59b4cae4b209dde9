"""A benchmark as plain text: a table, ratios, bars and histograms, for terminals of any width."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from nexus_cli.bench.result import BenchResult, Metric
from nexus_cli.bench.timing import told
from nexus_cli.bench.timing.histogram import histogram
from nexus_cli.bench.timing.machine import machine_line

NARROWEST, WIDEST = 40, 120
_FULL = "█"
_COLUMN = 8
_BAR_LEAST = 8
_TIE = "\u00a0"
"""A space at which no line is broken."""


def drawn(
    result: BenchResult, samples: Mapping[str, Sequence[float]], columns: int, block: str = _FULL
) -> str:
    """Return the result in lines of at most `columns` cells (40 to 120 are used).

    `block` is what bars are made of, one cell wide.
    """
    width = max(NARROWEST, min(WIDEST, columns))
    page = _Page(width, block)
    lines = [
        *page.wrapped(f"nexus bench {result.scenario}, {result.profile}"),
        *page.wrapped(machine_line(result.taken_on)),
        "",
        *page.metrics(result.metrics),
        *(line for note in (*told.notes(result), *result.notes) for line in page.wrapped(note)),
        *page.ratios(result.ratios),
        *(line for name, parts in result.breakdown.items() for line in page.parts(name, parts)),
        *(line for name, times in told.spread(samples) for line in page.histogram(name, times)),
    ]
    return "\n".join(lines)


class _Page:
    """Lines of one width."""

    def __init__(self, width: int, block: str) -> None:
        self._width, self._block = width, block

    def wrapped(self, text: str, indent: str = "") -> list[str]:
        return textwrap.wrap(
            text, self._width, initial_indent=indent, subsequent_indent=indent or "  "
        )

    def metrics(self, metrics: Mapping[str, Metric]) -> Iterator[str]:
        """Yield a table, or where it does not fit a block of lines a metric."""
        first = max((len(name) for name in metrics), default=0)
        if first + _COLUMN * len(told.COLUMNS) <= self._width:
            yield " " * first + "".join(f"{name:>{_COLUMN}}" for name in told.COLUMNS)
            for name, metric in metrics.items():
                yield f"{name:{first}}" + "".join(f"{c:>{_COLUMN}}" for c in told.cells(metric))
            return
        for name, metric in metrics.items():
            yield name
            pairs = zip(told.COLUMNS, told.cells(metric), strict=True)
            known = [f"{what}{_TIE}{cell}" for what, cell in pairs if cell != told.NO_VALUE]
            yield from (line.replace(_TIE, " ") for line in self.wrapped("  ".join(known), "  "))

    def ratios(self, ratios: Mapping[str, float]) -> Iterator[str]:
        if not ratios:
            return
        yield ""
        yield from self.wrapped(told.RATIOS)
        first = max(map(len, ratios))
        for name, value, meaning in told.ratio_lines(ratios):
            line = f"  {name:{first}}{value:>{_COLUMN}}"
            if len(line) + 2 + len(meaning) <= self._width:
                yield f"{line}  {meaning}".rstrip()
            else:
                yield line
                yield from self.wrapped(meaning, "    ")

    def parts(self, name: str, parts: Mapping[str, float]) -> Iterator[str]:
        yield ""
        yield from self.wrapped(f"Where {name} goes, on average")
        yield from self._bars(told.part_lines(parts))

    def histogram(self, name: str, times: Sequence[float]) -> Iterator[str]:
        yield ""
        yield from self.wrapped(f"How {name} spreads, {len(times)} values")
        yield from self._bars(told.bin_lines(histogram(times)))

    def _bars(self, rows: Sequence[tuple[str, float, str]]) -> Iterator[str]:
        """Yield label, bar and figures; the figures go under the label where there is no room."""
        label = max(len(name) for name, _, _ in rows)
        figures = max(len(words) for _, _, words in rows)
        room = self._width - label - figures - 6
        for name, share, words in rows:
            if room >= _BAR_LEAST:
                yield f"  {name:{label}}  {self._bar(share, room)}  {words:>{figures}}"
            else:
                yield f"  {name:{label}}  {words}"
                yield f"  {self._bar(share, self._width - 2)}".rstrip()

    def _bar(self, share: float, room: int) -> str:
        """Return a bar of `room` cells; what is there at all gets a cell."""
        cells = max(round(share * room), 1 if share > 0 else 0)
        return f"{self._block * min(cells, room):{room}}"
