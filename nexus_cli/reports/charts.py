"""Charts as inline SVG whose words are text: readable on a phone, on paper and by a screen reader.

Widths are per cent of the room there is and letters keep their size, so that nothing shrinks.
"""

from collections.abc import Sequence

from nexus_cli.reports.markup import Markup, element
from nexus_cli.text import one_line

_ROW_HEIGHT = 34
_TEXT_BASELINE = 14
_BAR_TOP = 21
_BAR_HEIGHT = 9
_LABEL_CELLS = 26
"""SVG text does not wrap: a longer label would run into its number on a phone."""


def bar(label: str, value: float | None, most: float, words: str) -> Markup:
    """Return one labelled bar: `value` of `most`, said in `words`; an empty track for None."""
    share = 0.0 if value is None or most <= 0 else max(0.0, min(1.0, value / most))
    short = one_line(label, _LABEL_CELLS)
    parts = [
        element("text", short, x=0, y=_TEXT_BASELINE, class_="label"),
        element("text", words, x="100%", y=_TEXT_BASELINE, class_="value"),
        _box("track", _BAR_TOP, 0, 100),
    ]
    if share:
        parts.append(_box("fill", _BAR_TOP, 0, 100 * share))
    return _chart(f"{label}: {words}", _ROW_HEIGHT, *parts)


def shares(counts: Sequence[tuple[str, int]]) -> Markup:
    """Return one bar cut by `counts`, at most four parts in words with their sizes.

    The words stand above in the order of the parts; fills differ in pattern as well as colour.
    """
    total = sum(size for _, size in counts)
    said = "; ".join(f"{size} {words}" for words, size in counts if size)
    parts = [_hatching()]
    left = 0.0
    for fill, (_, size) in enumerate(counts, 1):
        width = 100 * size / total if total else 0.0
        if size:
            parts.append(_box(f"part part{fill}", 1, left, width))
        left += width
    chart = _chart(said, _BAR_HEIGHT + 2, *parts)
    return element("figure", element("figcaption", said), chart)


def _box(kind: str, top: int, left: float, width: float) -> Markup:
    """Return a rectangle; `left` and `width` are per cent of the chart's width."""
    x, w = f"{left:.1f}%", f"{width:.1f}%"
    return element("rect", x=x, y=top, width=w, height=_BAR_HEIGHT, class_=kind)


def _hatching() -> Markup:
    line = element("path", d="M0 6 6 0", class_="hatch")
    units = "userSpaceOnUse"
    pattern = element("pattern", line, id="hatched", width=6, height=6, patternUnits=units)
    return element("defs", pattern)


def _chart(label: str, height: int, *parts: Markup) -> Markup:
    return element("svg", *parts, role="img", aria_label=label, width="100%", height=height)
