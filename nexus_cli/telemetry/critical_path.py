"""What a stage had to wait for, among all that ran inside it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from nexus_cli.telemetry.spans import Span


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
    counts, so that the parts add up.
    """
    inside: defaultdict[int | None, list[Span]] = defaultdict(list)
    for span in spans:
        inside[span.parent_id].append(span)
    own: dict[int, float] = {}
    names: dict[int, str] = {}
    todo = [(of, of.start, _end(of))]
    while todo:
        span, begin, until = todo.pop()
        own[span.id], names[span.id] = 0.0, span.name
        for part in sorted(inside[span.id], key=_end, reverse=True):
            start, end = max(part.start, begin), min(_end(part), until)
            if start < end and part.id not in names:
                own[span.id] += until - end
                todo.append((part, start, end))
                until = start
        own[span.id] += until - begin
    elsewhere = own.pop(of.id)
    seconds: defaultdict[str, float] = defaultdict(float)
    for number, spent in own.items():
        seconds[names[number]] += spent
    return CriticalPath(of, dict(sorted(seconds.items(), key=lambda item: -item[1])), elsewhere)


def _end(span: Span) -> float:
    return span.start + span.seconds
