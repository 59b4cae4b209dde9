"""The one thread that all sessions share, with its own asyncio loop."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import Context, copy_context
from typing import Any, TypeVar

T = TypeVar("T")
END_SECONDS = 1.0
"""For interrupted work to let go of what it holds."""


class _Unawaited(ThreadPoolExecutor):
    """Looks names up for the loop in threads that the interpreter does not wait for at its end:
    a name server that hangs would hold it for 20 s and more."""

    def submit(self, work: Callable[..., T], /, *args: Any, **kwargs: Any) -> "Future[T]":
        future: Future[T] = Future()

        def run() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                future.set_result(work(*args, **kwargs))
            except BaseException as error:
                future.set_exception(error)

        threading.Thread(target=run, name="lookup", daemon=True).start()
        return future


class SessionThread:
    """Runs coroutines for front ends that live elsewhere: a blocking command line, a TUI."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._loop.set_default_executor(_Unawaited())
        self._thread = threading.Thread(target=self._loop.run_forever, name="sessions", daemon=True)
        self._thread.start()

    def submit(self, work: Coroutine[Any, Any, T]) -> "Future[T]":
        """Start `work` and return its future; cancelling that cancels the work."""
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Start `work`, wait for it and return its value.

        An interrupt cancels it, and gives it END_SECONDS to end.
        """
        over = threading.Event()
        future = self.submit(_until(work, over))
        try:
            return future.result()
        except KeyboardInterrupt:
            future.cancel()
            over.wait(END_SECONDS)
            raise

    def iterate(self, items: AsyncIterator[T]) -> Iterator[T]:
        """Yield what an async iterator yields; closing this closes that."""
        context = copy_context()  # one for all steps, so that a span may last over several
        try:
            while True:
                try:
                    yield self.run(_following(items, context))
                except StopAsyncIteration:
                    return
        finally:
            self.run(_closed(items))

    def close(self) -> None:
        """Cancel what still runs, then end the thread."""
        self.submit(_cancel_others()).result(timeout=5)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=5)
        self._loop.close()


async def _until(work: Coroutine[Any, Any, T], over: threading.Event) -> T:
    try:
        return await work
    finally:
        over.set()


async def _following(items: AsyncIterator[T], context: Context) -> T:
    return await asyncio.create_task(_next(items), context=context)


async def _next(items: AsyncIterator[T]) -> T:
    return await anext(items)


async def _closed(items: AsyncIterator[Any]) -> None:
    close = getattr(items, "aclose", None)
    if close is not None:
        await close()


async def _cancel_others() -> None:
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
