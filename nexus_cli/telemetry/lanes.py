"""Spans side by side, as viewers of traces draw them."""

from collections.abc import Iterable

from nexus_cli.telemetry.spans import Span

_MICRO = 1_000_000


def lanes(spans: Iterable[Span]) -> list[tuple[Span, str]]:
    """Return each span with its lane, in order of time; a lane bears the name of its thread.

    Viewers nest what overlaps in a lane, so a span shares one with the spans it ran inside or with
    what had ended before; what ran at the same time, in another task, has a lane of its own.
    """
    running: dict[str, list[list[tuple[int, int]]]] = {}
    placed = []
    for span in sorted(spans, key=lambda span: (begin(span), -end(span), span.id)):
        name = span.thread or "main"
        thread = running.setdefault(name, [])
        place = next((n for n, lane in enumerate(thread) if _fits(span, lane)), len(thread))
        if place == len(thread):
            thread.append([])
        thread[place].append((end(span), span.id))
        placed.append((span, f"{name} {place + 1}" if place else name))
    return placed


def begin(span: Span) -> int:
    """Return when the span began, in whole microseconds."""
    return round(span.start * _MICRO)


def end(span: Span) -> int:
    """Return when the span ended, in whole microseconds."""
    return round((span.start + span.seconds) * _MICRO)


def _fits(span: Span, lane: list[tuple[int, int]]) -> bool:
    """Whether the span may stand in the lane; what had ended before it leaves the lane."""
    while lane and lane[-1][0] <= begin(span):
        lane.pop()
    if not lane:
        return True
    last_end, innermost = lane[-1]
    return span.parent_id == innermost and end(span) <= last_end
