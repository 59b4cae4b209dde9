"""What a stage had to wait for, among all that ran inside it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from nexus_cli.telemetry.spans import Span

_ROUNDING = 1e-5
"""Seconds: the log keeps starts and lengths to a millionth."""


@dataclass(frozen=True)
class Step:
    """A stretch of time in which `span` itself was waited for, and no stage inside it."""

    span: Span
    start: float
    """Monotonic seconds."""
    end: float


@dataclass(frozen=True)
class CriticalPath:
    """Seconds by stage that add up to how long `of` took, with what no stage inside explains."""

    of: Span
    seconds: dict[str, float]
    """The longest first."""
    elsewhere: float
    """Spent in `of` itself: between its stages, or in what is not timed."""


def critical_path(of: Span, spans: Iterable[Span]) -> CriticalPath:
    """Return the path through the spans that ran inside `of`, all of one process.

    Walked from the end: what ended last is what was waited for; before it began, what ended last
    then, and so on, and in each the same again. Of two that ran side by side only the slower one
    counts, so that the parts add up. What went on longer, such as a reply whose first words were
    enough, fills in what nothing that had ended explains.
    """
    elsewhere = 0.0
    seconds: defaultdict[str, float] = defaultdict(float)
    for step in critical_steps(of, spans):
        if step.span.id == of.id:
            elsewhere += step.end - step.start
        else:
            seconds[step.span.name] += step.end - step.start
    return CriticalPath(of, dict(sorted(seconds.items(), key=lambda item: -item[1])), elsewhere)


def critical_steps(of: Span, spans: Iterable[Span]) -> list[Step]:
    """Return the steps of the critical path, in order of time; they cover `of` without a gap."""
    inside: defaultdict[int | None, list[Span]] = defaultdict(list)
    for span in spans:
        inside[span.parent_id].append(span)
    steps: list[Step] = []
    todo = [(of, of.start, ended(of), frozenset({of.id}))]
    while todo:
        span, begin, until, around = todo.pop()
        parts = [part for part in inside[span.id] if part.id not in around]
        for part, start, end in _walked(parts, begin, until):
            if part is None:
                steps.append(Step(span, start, end))
            else:
                todo.append((part, start, end, around | {part.id}))
    return sorted(steps, key=lambda step: step.start)


def ended(span: Span) -> float:
    """Return when a span ended, in monotonic seconds."""
    return span.start + span.seconds


def _walked(
    parts: Sequence[Span], begin: float, until: float
) -> Iterator[tuple[Span | None, float, float]]:
    """Yield what was waited for from `until` back to `begin`; None where no part explains it."""
    while until > begin:
        begun = [part for part in parts if part.start < until]
        over = [part for part in begun if ended(part) <= until + _ROUNDING]
        last = max(over, key=ended, default=None)
        floor = begin if last is None else max(begin, ended(last))
        part, start = last, begin if last is None else max(begin, last.start)
        if floor < until:
            going_on = [part for part in begun if ended(part) > until + _ROUNDING]
            part = max(going_on, key=lambda part: part.start, default=None)
            start = floor if part is None else max(floor, part.start)
        yield part, start, until
        until = start
