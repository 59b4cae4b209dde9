"""A loopback Groq with limits, on a thread of this process, for a command that runs beside it."""

import asyncio
import threading
from types import TracebackType
from typing import Self

from nexus_cli.bench.groq import LatencyProfile, LoopbackGroq, Plan, honest
from nexus_cli.bench.groq.admission import ANYBODY

_EDGE = 0.1
"""Share of the calls at each end that are left out: the first find the limits, the last run dry."""
_OK, _REFUSED = 200, 429


class LimitedGroq:
    """Answers honestly within `plan` until the block ends, and counts."""

    def __init__(self, plan: Plan, latency: LatencyProfile) -> None:
        self._groq = LoopbackGroq(answer=honest, latency=latency, plans={ANYBODY: plan})
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="groq", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._groq.start(), self._loop).result()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._groq.stop(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    @property
    def url(self) -> str:
        """Return what GROQ_BASE_URL takes."""
        return self._groq.url

    @property
    def paid(self) -> int:
        """Return how many answers were made."""
        return len(self._groq.paid)

    @property
    def calls_a_second(self) -> float:
        """Return how many calls were let in a second, the first and last tenth left out."""
        at = [seen.at for seen in self._groq.seen if seen.status == _OK]
        edge = round(len(at) * _EDGE)
        inner = at[edge : len(at) - edge]
        if len(inner) < 2 or inner[-1] <= inner[0]:
            return 0.0
        return (len(inner) - 1) / (inner[-1] - inner[0])

    @property
    def let_in(self) -> float:
        """Return the share of calls that no limit refused."""
        seen = self._groq.seen
        return 1 - sum(one.status == _REFUSED for one in seen) / max(1, len(seen))
