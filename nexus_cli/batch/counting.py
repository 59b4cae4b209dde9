"""What is done and what it cost, counted while a folder is scored."""

import time
from collections.abc import Callable, Sequence

from nexus_cli.batch.order import Listener, Progress
from nexus_cli.llm.prices import cost_of
from nexus_cli.models.usage import ModelUsage


class Counter:
    """Counts what is done, and tells it."""

    def __init__(
        self, listener: Listener, total: int, begun: float, cost: Callable[[], float | None]
    ) -> None:
        self._listener = listener
        self._total = total
        self._begun = begun
        self._cost = cost
        self._done = self._failed = 0

    def add(self, failed: bool) -> None:
        """Count one file, and tell how far it is."""
        self._done += 1
        self._failed += failed
        seconds = max(1e-6, time.monotonic() - self._begun)
        progress = Progress(
            "scoring",
            min(self._done, self._total),
            self._total,
            self._failed,
            self._done / seconds,
            self._cost(),
        )
        self._listener(progress)


def total_cost(usage: Sequence[ModelUsage]) -> float | None:
    """Return US dollars at list price; None when a model's price is not known."""
    costs = [cost_of(one) for one in usage]
    known = [cost for cost in costs if cost is not None]
    return sum(known) if len(known) == len(costs) else None
