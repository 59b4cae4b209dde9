"""How the totals are spread, as inline SVG with its words as text."""

from collections.abc import Sequence

from nexus_cli.reports.folder.wording import spread_line
from nexus_cli.reports.markup import Markup, element
from nexus_cli.reports.phrasing import count

_BINS = 20
_HEIGHT = 96
_BASE = 112
"""Where the bars stand, px from the top; the count of the tallest has the room above."""
_TOP = 5.0


def histogram(overalls: Sequence[float]) -> Markup:
    """Return totals (0-5) in steps of a quarter point; the sentence says the same in words."""
    bins = [0] * _BINS
    for overall in overalls:
        bins[min(_BINS - 1, int(overall / _TOP * _BINS))] += 1
    most = max(bins)
    parts = [_bar(index, size, most) for index, size in enumerate(bins) if size]
    parts += [_mark(point) for point in range(6)]
    words = spread_line(overalls)
    chart = element("svg", *parts, role="img", aria_label=words, width="100%", height=_BASE + 24)
    return element("figure", chart, element("figcaption", words), class_="spread")


def _bar(index: int, size: int, most: int) -> Markup:
    height = max(2.0, _HEIGHT * size / most)
    left, step = 100 * index / _BINS, 100 / _BINS
    low = index * _TOP / _BINS
    title = element("title", f"{low:.2f} to {low + _TOP / _BINS:.2f}: {count(size, 'candidate')}")
    box = {"x": f"{left + 0.3:.1f}%", "width": f"{step - 0.6:.1f}%"}
    top = f"{_BASE - height:.1f}"
    bar = element("rect", title, y=top, height=f"{height:.1f}", class_="fill", **box)
    x = f"{left + step / 2:.1f}%"
    number = element("text", str(size), x=x, y=f"{_BASE - height - 4:.1f}", class_="size")
    return element("g", bar, number)


def _mark(point: int) -> Markup:
    """Return a whole number below the line; the outer ones are kept inside the picture."""
    kind = "first" if point == 0 else "last" if point == _TOP else "size"
    return element("text", str(point), x=f"{20 * point}%", y=_BASE + 18, class_=f"axis {kind}")
