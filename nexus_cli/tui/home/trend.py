"""How results moved from interview to interview, in one line."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from nexus_cli.text import one_line

if TYPE_CHECKING:
    from nexus_cli.services.history import SessionSummary

_BARS = "▁▂▃▄▅▆▇█"
_MOST = 8
"""Interviews that the line looks back on."""


def trend_line(summaries: Iterable["SessionSummary"]) -> str:
    """Return the results of whoever was interviewed last, oldest first; empty below two.

    A bar's height is the total on 0-5, the same for everybody.
    """
    finished = sorted(
        (s for s in summaries if s.status == "finished" and s.overall is not None),
        key=lambda s: s.at,
    )
    if not finished:
        return ""
    name = finished[-1].candidate
    totals = [s.overall for s in finished if s.candidate == name and s.overall is not None]
    if len(totals) < 2:
        return ""
    totals = totals[-_MOST:]
    bars = "".join(_BARS[round(total / 5 * (len(_BARS) - 1))] for total in totals)
    figures = ", ".join(f"{total:.1f}" for total in totals)
    return f"{bars}  {one_line(name, 24)}, oldest first: {figures}"
