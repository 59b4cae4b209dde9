"""One check, and a thread for those that may hang."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Self, TypeVar

from nexus_cli.errors import NexusError

T = TypeVar("T")


@dataclass(frozen=True)
class Check:
    """One thing that an interview may need, and how it is."""

    name: str
    ok: bool
    """False when what is set or chosen, or what a spoken interview needs, does not work."""
    found: str
    fix: str = ""
    """What to do; may stand beside `ok` too, when something works only in part."""

    @classmethod
    def failed(cls, name: str, fault: NexusError) -> Self:
        """Return the check that `fault` ended."""
        return cls(name, False, fault.sentence, fault.next_step)


async def aside(work: Callable[[], T]) -> T:
    """Run `work` in a thread that nobody waits for when it hangs, not even the interpreter."""
    future: Future[T] = Future()
    future.set_running_or_notify_cancel()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:
            future.set_exception(error)

    threading.Thread(target=run, name="preflight", daemon=True).start()
    return await asyncio.wrap_future(future)
