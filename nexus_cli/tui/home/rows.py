"""One interview in two lines, and the order in which they are listed."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from textual.content import Content

from nexus_cli.text import one_line, width
from nexus_cli.tui.showing import joined

if TYPE_CHECKING:
    from nexus_cli.services.history import SessionSummary

_ORDER = {"unfinished": 0, "ready": 1, "finished": 2, "damaged": 3}
_MARKS = {"unfinished": "◐", "ready": "○", "finished": "✓", "damaged": "!"}
_RESULT_CELLS = 13
"""Room for the result, so that titles stand under each other."""
_ROOM_FOR_COLUMNS = 56
"""Cells under which the second line begins at the left instead."""


def in_order(summaries: Iterable["SessionSummary"]) -> list["SessionSummary"]:
    """Return what wants finishing first; within that, newest first."""
    return sorted(summaries, key=lambda s: (_ORDER[s.status], -s.at.timestamp()))


def row(summary: "SessionSummary", cells: int) -> Content:
    """Return the two lines of one interview, each at most `cells` wide."""
    result = _result(summary)
    roomy = cells >= _ROOM_FOR_COLUMNS
    gap = " " * (_RESULT_CELLS - width(result) if roomy else 2)
    indent = 2 + _RESULT_CELLS if roomy else 2
    style = "bold" if summary.status in ("unfinished", "ready") else ""
    title = one_line(summary.job or "role not named", cells - 2 - width(result) - len(gap))
    return joined(
        (f"{_MARKS[summary.status]} {result}{gap}", style),
        (title, style),
        "\n" + " " * indent,
        (one_line(_details(summary), cells - indent), "dim"),
    )


def day_and_time(at: datetime) -> str:
    """Return a moment in local time, as `20 Nov 2026, 09:12`."""
    local = at.astimezone()
    return f"{local.day} {local:%b %Y, %H:%M}"


def _result(summary: "SessionSummary") -> str:
    if summary.status != "finished":
        return summary.status
    return "no score" if summary.overall is None else f"{summary.overall:.1f} of 5"


def _details(summary: "SessionSummary") -> str:
    if summary.status == "damaged":
        return f"session {summary.session_id}: its file was changed; export what is left or delete"
    who = summary.candidate or "unnamed candidate"
    progress = f"{summary.answered} of {summary.planned} answered"
    verdict = [summary.verdict.value] if summary.verdict and summary.status == "finished" else []
    return " · ".join([who, *verdict, progress, day_and_time(summary.at)])
