"""Which span runs where: what begins in a task is inside what ran where the task was made."""

from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from itertools import count


@dataclass(eq=False)
class OpenSpan:
    """A span that has begun and not ended."""

    name: str
    inside: "OpenSpan | None"
    thread: str
    counts: Counter[str] = field(default_factory=Counter)
    ended: bool = False
    id: int = field(default_factory=count(1).__next__)

    def adopt(self) -> None:
        """Let what begins in this context from here on, and in tasks made in it, be inside.

        Until the span ends, or another one is adopted.
        """
        _RUNNING.set(self)

    @contextmanager
    def around(self) -> Iterator[None]:
        """Let what begins in the block be inside."""
        before = _RUNNING.get()
        self.adopt()
        try:
            yield
        finally:
            if _RUNNING.get() is self:  # a generator may be closed where another one runs
                _RUNNING.set(before)


_RUNNING: ContextVar[OpenSpan | None] = ContextVar("running_span", default=None)


def running() -> OpenSpan | None:
    """Return the innermost span that has not ended: what a task inherited may have."""
    return alive(_RUNNING.get())


def outside(names: Collection[str]) -> OpenSpan | None:
    """Return what the outermost running span of these names is inside of.

    Where none of them runs, the innermost that runs: for work that is no part of a turn, though a
    turn began it.
    """
    found = kept = running()
    while found is not None:
        outer = alive(found.inside)
        kept = outer if found.name in names else kept
        found = outer
    return kept


def alive(span: OpenSpan | None) -> OpenSpan | None:
    """Return `span`, or the innermost one around it that has not ended."""
    while span is not None and span.ended:
        span = span.inside
    return span
