"""Spans around the stages of an interview, and counters beside them."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from itertools import count
from threading import current_thread

from nexus_cli.telemetry.attributes import Attribute, without_text
from nexus_cli.telemetry.clock import Clock, SystemClock


@dataclass(frozen=True)
class Span:
    """One stage that ran: when, how long, inside which other, and with which ids."""

    name: str
    start: float
    """Monotonic seconds."""
    seconds: float
    parent: str | None
    """Name of the span it ran inside."""
    attributes: dict[str, Attribute]
    """Ids and counts only; never a key, a CV, an answer or a transcript."""
    failed: bool = False
    """Whether an error ended it; what was cancelled has not failed."""
    error: str = ""
    """Type of what ended it, such as `BrainBusyError` or `CancelledError`."""
    id: int = 0
    """Counted from 1 in each process."""
    parent_id: int | None = None
    thread: str = ""
    """Name of the thread it began in."""
    counts: dict[str, int] = field(default_factory=dict)
    """What was counted inside it and inside no narrower span."""

    @property
    def cancelled(self) -> bool:
        """Whether it was broken off on purpose, so that its length says nothing."""
        return bool(self.error) and not self.failed


@dataclass(eq=False)
class _Running:
    """A span that has not ended."""

    id: int
    name: str
    inside: "_Running | None"
    thread: str
    counts: Counter[str] = field(default_factory=Counter)
    ended: bool = False


_IDS = count(1)
_RUNNING: ContextVar[_Running | None] = ContextVar("running_span", default=None)
_OBSERVERS: list[Callable[[Span], None]] = []


@contextmanager
def observed(by: Callable[[Span], None]) -> Iterator[None]:
    """Show `by` every span that ends in this process while the block runs, on any thread."""
    _OBSERVERS.append(by)
    try:
        yield
    finally:
        _OBSERVERS.remove(by)


class Telemetry:
    """Collects the spans and counters of one program.

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
        self._always: dict[str, dict[str, Attribute]] = {}

    def describe(self, name: str, **attributes: Attribute) -> None:
        """Let every later span called `name` carry `attributes` as well."""
        self._always[name] = without_text(attributes)

    @contextmanager
    def span(self, name: str, **attributes: Attribute) -> Iterator[None]:
        """Time the body under `name`; a body that raises an error is recorded as failed.

        Its parent is the span that runs where it begins, whatever thread or task began that one.
        """
        running = _Running(next(_IDS), name, _alive(_RUNNING.get()), current_thread().name)
        _RUNNING.set(running)
        kept = self._always.get(name, {}) | without_text(attributes)
        start = self.clock.seconds()
        raised: type[BaseException] | None = None
        try:
            yield
        except BaseException as error:
            raised = type(error)
            raise
        finally:
            running.ended = True
            if _RUNNING.get() is running:  # a generator may be closed where another one runs
                _RUNNING.set(running.inside)
            self._record(_ended(running, start, self.clock.seconds() - start, kept, raised))

    def count(self, name: str, amount: int = 1) -> None:
        """Add `amount` to the counter `name`, here and of the span that runs."""
        self.counters[name] += amount
        if (running := _alive(_RUNNING.get())) is not None:
            running.counts[name] += amount

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
            self.counters["spans_dropped"] += 1
        if self._on_span is not None:
            self._on_span(span)
        for observer in tuple(_OBSERVERS):
            observer(span)


def _alive(running: _Running | None) -> _Running | None:
    """Return the innermost span that has not ended: what a task inherited may have."""
    while running is not None and running.ended:
        running = running.inside
    return running


def _ended(
    running: _Running,
    start: float,
    seconds: float,
    attributes: dict[str, Attribute],
    raised: type[BaseException] | None,
) -> Span:
    inside = running.inside
    return Span(
        name=running.name,
        start=start,
        seconds=seconds,
        parent=inside.name if inside else None,
        attributes=attributes,
        failed=raised is not None and issubclass(raised, Exception),
        error=raised.__name__ if raised else "",
        id=running.id,
        parent_id=inside.id if inside else None,
        thread=running.thread,
        counts=dict(running.counts),
    )
