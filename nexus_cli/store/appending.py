"""Appends of many sessions in one transaction, when the thread of the store gets to them."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from threading import Lock

from nexus_cli.models.events import Event


@dataclass(frozen=True, eq=False)
class Append:
    """Events of one session that are to be kept together."""

    session_id: str
    events: Sequence[Event]
    last: "Future[int]" = field(default_factory=Future)
    """The sequence number of the last one, once they are durable."""


class GroupedAppends:
    """Hands `write` all appends that came while it wrote the ones before.

    Each transaction waits for the disk, however little is in it: the last in a queue of a hundred
    would wait a hundred times. An append that comes alone waits no longer than
    without it. Where a group fails, each append is written by itself, so that it fails alone.
    """

    def __init__(
        self, thread: Executor, write: Callable[[Sequence[Append]], Sequence[int]]
    ) -> None:
        self._thread = thread
        self._write = write
        self._waiting: list[Append] = []
        self._lock = Lock()

    async def append(self, session_id: str, events: Sequence[Event]) -> int:
        """Return the last event's sequence number once all are durable; raises what `write` does.

        May be called from any event loop.
        """
        wanted = Append(session_id, events)
        with self._lock:
            self._waiting.append(wanted)
            first = len(self._waiting) == 1
        if first:
            self._thread.submit(self._flush)
        return await asyncio.wrap_future(wanted.last)

    def _flush(self) -> None:
        with self._lock:
            waiting, self._waiting = self._waiting, []
        group = [wanted for wanted in waiting if wanted.last.set_running_or_notify_cancel()]
        try:
            self._settle(group)
        except Exception:
            for wanted in group:
                try:
                    self._settle([wanted])
                except Exception as error:
                    wanted.last.set_exception(error)

    def _settle(self, group: Sequence[Append]) -> None:
        if not group:
            return
        for wanted, last in zip(group, self._write(group), strict=True):
            wanted.last.set_result(last)
