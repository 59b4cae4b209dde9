"""A waterfall as lines of text, for a terminal of any width."""

from nexus_cli.telemetry.waterfall import Row, Waterfall, bar
from nexus_cli.text import one_line, width

LEGEND = "█ waited for   ░ ran meanwhile"
_NAMES = {
    "endpoint_wait": "your pause",
    "transcribe": "writing down",
    "stt": "speech model",
    "store_append": "saving",
    "decide": "deciding",
    "measure_coverage": "coverage",
    "reply": "wording",
    "await_reply": "next words",
    "llm": "model",
    "play": "speaking",
    "synthesise": "making sound",
    "answer_question": "answering",
}
_UNEXPLAINED = "not explained"
_NAME_CELLS, _NARROW_NAME_CELLS = 20, 15
_FIGURE_CELLS = 9
_DEEPEST = 3
_ROOM_FOR_WAITED = 60
"""Cells from which the time that was waited for has a column of its own."""


def stage_name(name: str) -> str:
    """Return what a person reads for a stage."""
    return _NAMES.get(name) or name.replace("_", " ")


def length(seconds: float) -> str:
    """Return seconds from one up, milliseconds below."""
    return f"{seconds:.2f} s" if seconds >= 1 else f"{1000 * seconds:.1f} ms"


def head(made: Waterfall) -> str:
    """Return what turn it was and how long it took, as a sentence."""
    return f"The latest {stage_name(made.name)} took {length(made.seconds)}."


def lines(made: Waterfall, cells: int) -> list[str]:
    """Return a heading and a line a row, each `cells` wide; the last is what no row explains.

    A line is the stage, its bar, how long it ran and, where there is room, how much of that was
    waited for: those and what is not explained add up to the whole.
    """
    wide = cells >= _ROOM_FOR_WAITED
    name_cells = _NAME_CELLS if wide else _NARROW_NAME_CELLS
    figures = 2 if wide else 1
    bar_cells = max(1, cells - name_cells - figures * _FIGURE_CELLS - 1)

    def line(name: str, drawn: str, *shown: str, depth: int = 0) -> str:
        indent = "  " * min(depth, _DEEPEST)
        label = indent + one_line(name, name_cells - 1 - len(indent))
        gap = " " * (name_cells - width(label))
        columns = "".join(f"{figure:>{_FIGURE_CELLS}}" for figure in shown[-figures:])
        return f"{label}{gap}{drawn:<{bar_cells}} {columns}"

    def of(row: Row) -> str:
        waited = length(row.waited_seconds) if row.steps else ""
        took = length(row.seconds)
        shown = (took, waited) if wide else (took,)
        drawn = bar(row, made.seconds, bar_cells)
        return line(stage_name(row.name), drawn, *shown, depth=row.depth)

    return [
        line("", "", "ran", "waited") if wide else line("", "", "ran"),
        *map(of, made.rows),
        line(_UNEXPLAINED, "", "", length(made.elsewhere)),
    ]
