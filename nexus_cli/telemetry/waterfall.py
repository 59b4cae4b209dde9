"""A stage and what ran inside it, row by row under a common scale, as plain text."""

from collections.abc import Sequence
from dataclasses import dataclass

from nexus_cli.telemetry.critical_path import Step, critical_steps, ended
from nexus_cli.telemetry.spans import Span

TURNS = ("spoken_turn", "turn")
"""Stages from the end of an answer to what nexus says next, by voice and at a keyboard."""
WAITED_FOR, RAN, NOTHING = "█", "░", "·"
"""What a cell of a bar shows; the difference is one of shape, not of colour."""


@dataclass(frozen=True)
class Row:
    """One span."""

    name: str
    depth: int
    """How many stages it is inside of, the whole not counted."""
    start: float
    """Seconds after the whole began; negative for what was begun before."""
    seconds: float
    steps: tuple[tuple[float, float], ...]
    """From when to when it was what was waited for, in seconds after the whole began."""

    @property
    def waited_seconds(self) -> float:
        """For how long it was what was waited for."""
        return sum(end - start for start, end in self.steps)


@dataclass(frozen=True)
class Waterfall:
    """What a stage was spent on."""

    name: str
    seconds: float
    rows: tuple[Row, ...]
    """In order of time, each under what it ran inside of."""
    elsewhere: float
    """Seconds that no row explains."""


def waterfall(of: Span, spans: Sequence[Span]) -> Waterfall:
    """Return what `of` was spent on, among `spans` of the same process."""
    steps = critical_steps(of, spans)
    rows = tuple(_rows(of, of, spans, steps, 0, frozenset({of.id})))
    own = sum(step.end - step.start for step in steps if step.span.id == of.id)
    return Waterfall(of.name, of.seconds, rows, own)


def latest_turn(spans: Sequence[Span]) -> Waterfall | None:
    """Return the latest turn that came to its end, spoken or typed; None where there was none."""
    turns = (s for s in reversed(spans) if s.name in TURNS and not s.error)
    last = next(turns, None)
    return None if last is None else waterfall(last, spans)


def bar(row: Row, whole_seconds: float, cells: int) -> str:
    """Return `cells` characters: WAITED_FOR and RAN where the row was so, NOTHING elsewhere.

    A cell shows what is most of it, so that bars line up to half a cell; a row that ran in none
    for long enough is marked in the one it began in.
    """
    if whole_seconds <= 0 or cells <= 0:
        return NOTHING * max(0, cells)
    per_cell = whole_seconds / cells
    drawn = [NOTHING] * cells
    spans = [(RAN, row.start, row.start + row.seconds)]
    spans += [(WAITED_FOR, *step) for step in row.steps]
    for mark, start, end in spans:
        first = min(max(round(start / per_cell), 0), cells - 1)
        last = max(min(round(end / per_cell), cells), first + 1)
        drawn[first:last] = mark * (last - first)
    return "".join(drawn)


def _rows(
    of: Span,
    inside: Span,
    spans: Sequence[Span],
    steps: Sequence[Step],
    depth: int,
    around: frozenset[int],
) -> list[Row]:
    rows = []
    parts = [s for s in spans if s.parent_id == inside.id and s.id not in around]
    for part in sorted(parts, key=lambda span: (span.start, -span.seconds)):
        if part.start > ended(of) or ended(part) < of.start:
            continue
        waited = [(s.start - of.start, s.end - of.start) for s in steps if s.span.id == part.id]
        rows.append(Row(part.name, depth, part.start - of.start, part.seconds, tuple(waited)))
        rows += _rows(of, part, spans, steps, depth + 1, around | {part.id})
    return rows
