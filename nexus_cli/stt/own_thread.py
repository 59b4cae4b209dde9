"""One thread that works off calls in the order in which they came."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Any, TypeVar

T = TypeVar("T")


class OwnThread:
    """Started by the first call; a daemon, so that work that never ends cannot hold up the exit."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._calls: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._waiting: set[Future[Any]] = set()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._closed = False

    async def run(self, call: Callable[[Callable[[], bool]], T]) -> T:
        """Return `call(unwanted)`, worked out in the thread after everything asked for before.

        Cancelled before its turn, it is never called; later, `unwanted()` tells it to stop, and
        what it returns is dropped. Closing the thread cancels what waits; asking after that raises
        RuntimeError.
        """
        future: Future[T] = Future()
        stop = threading.Event()
        with self._lock:
            if self._closed:
                raise RuntimeError(f"{self._name} is closed")
            self._waiting.add(future)
            self._calls.put(lambda: self._work(future, lambda: call(stop.is_set)))
            if self._thread is None:
                self._thread = threading.Thread(target=self._loop, name=self._name, daemon=True)
                self._thread.start()
        try:
            return await asyncio.wrap_future(future)
        finally:
            stop.set()

    def close(self) -> None:
        """Cancel what waits, and end the thread after what it works on."""
        with self._lock:
            self._closed = True
            waiting = list(self._waiting)
        for future in waiting:
            future.cancel()
        self._calls.put(None)

    def _loop(self) -> None:
        while call := self._calls.get():
            call()

    def _work(self, future: "Future[T]", call: Callable[[], T]) -> None:
        with self._lock:
            self._waiting.discard(future)
        if not future.set_running_or_notify_cancel():
            return
        try:
            future.set_result(call())
        except BaseException as error:  # whoever asked for it hears of it
            future.set_exception(error)
