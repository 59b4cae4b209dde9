"""Spans around the stages of an interview, and counters beside them."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from nexus_cli.telemetry.clock import Clock, SystemClock


@dataclass(frozen=True)
class Span:
    """One stage that ran: when, how long, inside which other, and with which ids."""

    name: str
    start: float
    """Monotonic seconds."""
    seconds: float
    parent: str | None
    attributes: dict[str, str | float]
    """Ids and counts only; never a key, a CV, an answer or a transcript."""
    failed: bool = False


class Telemetry:
    """Collects the spans and counters of one process.

    `keep` bounds the spans held in memory; `on_span` sees each one as it ends.
    """

    def __init__(
        self,
        clock: Clock | None = None,
        on_span: Callable[[Span], None] | None = None,
        keep: int = 2_000,
    ) -> None:
        self.clock: Clock = clock or SystemClock()
        self.spans: list[Span] = []
        self.counters: Counter[str] = Counter()
        self._on_span = on_span
        self._keep = keep
        self._open: ContextVar[str | None] = ContextVar("open_span", default=None)

    @contextmanager
    def span(self, name: str, **attributes: str | float) -> Iterator[None]:
        """Time the body under `name`; a body that raises is recorded as failed."""
        parent = self._open.get()
        self._open.set(name)
        start = self.clock.seconds()
        failed = True
        try:
            yield
            failed = False
        finally:
            self._open.set(parent)  # not reset(token): a generator may be resumed by another task
            seconds = self.clock.seconds() - start
            self._record(Span(name, start, seconds, parent, attributes, failed))

    def count(self, name: str, amount: int = 1) -> None:
        """Add `amount` to the counter `name`."""
        self.counters[name] += amount

    def timings(self) -> dict[str, float]:
        """Return seconds a span name, summed and rounded to a tenth of a millisecond."""
        total: Counter[str] = Counter()
        for span in self.spans:
            total[span.name] += span.seconds  # type: ignore[assignment]  # Counter adds floats too
        return {name: round(seconds, 4) for name, seconds in total.items()}

    def _record(self, span: Span) -> None:
        if len(self.spans) < self._keep:
            self.spans.append(span)
        else:
            self.count("spans_dropped")
        if self._on_span is not None:
            self._on_span(span)
