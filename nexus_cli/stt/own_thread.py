"""One thread that works off calls in the order in which they came."""

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from queue import Empty, SimpleQueue
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
        self._spare: tuple[float, Callable[[], None]] | None = None

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
            self._spare = None
            self._calls.put(lambda: self._work(future, lambda: call(stop.is_set)))
            if self._thread is None:
                self._thread = threading.Thread(target=self._loop, name=self._name, daemon=True)
                self._thread.start()
        try:
            return await asyncio.wrap_future(future)
        finally:
            stop.set()

    @property
    def wanted(self) -> bool:
        """Whether somebody waits for their turn."""
        return bool(self._waiting)

    def spare(self, call: Callable[[], None], after_seconds: float = 0.0) -> None:
        """Work off `call`, which raises nothing, once nobody has asked for anything for so long.

        Whoever asks before it has begun takes its place, and so does another spare call.
        """
        with self._lock:
            if self._closed or self._thread is None:
                return
            self._spare = time.monotonic() + after_seconds, call
            self._calls.put(lambda: None)  # so that the thread looks at the clock again

    def close(self) -> None:
        """Cancel what waits, and end the thread after what it works on."""
        with self._lock:
            self._closed = True
            self._spare = None
            waiting = list(self._waiting)
        for future in waiting:
            future.cancel()
        self._calls.put(None)

    def _loop(self) -> None:
        while call := self._next():
            call()

    def _next(self) -> Callable[[], None] | None:
        """Wait for what is to be done next; None when it is all over."""
        while True:
            with self._lock:
                due = self._spare[0] if self._spare else None
            try:
                wait = None if due is None else max(0.0, due - time.monotonic())
                return self._calls.get(timeout=wait)
            except Empty:
                if spare := self._due():
                    return spare

    def _due(self) -> Callable[[], None] | None:
        with self._lock:
            if self._spare is None or self._spare[0] > time.monotonic():
                return None
            (_, call), self._spare = self._spare, None
            return call

    def _work(self, future: "Future[T]", call: Callable[[], T]) -> None:
        with self._lock:
            self._waiting.discard(future)
        if not future.set_running_or_notify_cancel():
            return
        try:
            future.set_result(call())
        except BaseException as error:  # whoever asked for it hears of it
            future.set_exception(error)
