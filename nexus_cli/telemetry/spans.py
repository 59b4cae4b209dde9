"""Spans around the stages of an interview, and counters beside them."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import current_thread

from nexus_cli.telemetry.attributes import Attribute, without_text
from nexus_cli.telemetry.clock import Clock, SystemClock
from nexus_cli.telemetry.running import OpenSpan, alive, running


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

    `keep` bounds the spans held in memory, the latest; `on_span` sees each one as it ends.
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
        opened = self.begin(name, running())
        kept = without_text(attributes)
        start = self.clock.seconds()
        raised: type[BaseException] | None = None
        try:
            with opened.around():
                yield
        except BaseException as error:
            raised = type(error)
            raise
        finally:
            self._finish(opened, start, self.clock.seconds(), kept, raised)

    def begin(self, name: str, inside: OpenSpan | None = None) -> OpenSpan:
        """Begin a span that no block of code frames, inside `inside` or inside nothing.

        `end` ends it; until then nothing of it is recorded.
        """
        return OpenSpan(name, alive(inside), current_thread().name)

    def end(
        self,
        opened: OpenSpan,
        start: float,
        until: float,
        raised: type[BaseException] | None = None,
        **attributes: Attribute,
    ) -> None:
        """Record what `begin` began as having run from `start` to `until`, monotonic seconds.

        Either may be past; a span that ends before it starts has no length. `raised` is what ended
        it: an error failed it, anything else, such as CancelledError, broke it off.
        """
        self._finish(opened, start, until, without_text(attributes), raised)

    def record(
        self,
        name: str,
        start: float,
        until: float,
        inside: OpenSpan | None = None,
        **attributes: Attribute,
    ) -> None:
        """Record a span that has ended, from `start` to `until`, monotonic seconds."""
        self._finish(self.begin(name, inside), start, until, without_text(attributes), None)

    def count(self, name: str, amount: int = 1) -> None:
        """Add `amount` to the counter `name`, here and of the span that runs."""
        self.counters[name] += amount
        if (inside := running()) is not None:
            inside.counts[name] += amount

    def timings(self) -> dict[str, float]:
        """Return seconds a span name, summed and rounded to a tenth of a millisecond."""
        total: Counter[str] = Counter()
        for span in self.spans:
            total[span.name] += span.seconds  # type: ignore[assignment]  # Counter adds floats too
        return {name: round(seconds, 4) for name, seconds in total.items()}

    def _finish(
        self,
        opened: OpenSpan,
        start: float,
        until: float,
        attributes: dict[str, Attribute],
        raised: type[BaseException] | None,
    ) -> None:
        opened.ended = True
        always = self._always.get(opened.name, {})
        self._show(_ended(opened, start, max(0.0, until - start), always | attributes, raised))

    def _show(self, span: Span) -> None:
        self.spans.append(span)
        if len(self.spans) > self._keep:
            del self.spans[0]
            self.counters["spans_dropped"] += 1
        if self._on_span is not None:
            self._on_span(span)
        for observer in tuple(_OBSERVERS):
            observer(span)


def _ended(
    opened: OpenSpan,
    start: float,
    seconds: float,
    attributes: dict[str, Attribute],
    raised: type[BaseException] | None,
) -> Span:
    inside = opened.inside
    return Span(
        name=opened.name,
        start=start,
        seconds=seconds,
        parent=inside.name if inside else None,
        attributes=attributes,
        failed=raised is not None and issubclass(raised, Exception),
        error=raised.__name__ if raised else "",
        id=opened.id,
        parent_id=inside.id if inside else None,
        thread=opened.thread,
        counts=dict(opened.counts),
    )
