"""Preparing an interview while a form shows how far it is."""

import asyncio
from collections.abc import Callable

from nexus_cli.models.signals import Stage
from nexus_cli.services import Preparation, Prepared, Services, prepare

_LOOK_EVERY_SECONDS = 0.1


async def prepare_watched(
    services: Services, wanted: Preparation, show: Callable[[Stage, float], None]
) -> Prepared:
    """Return the stored session; `show` is told the stage and the seconds since it all began.

    Cancelling this cancels the preparation. Raises what `prepare` raises.
    """
    clock, spans = services.telemetry.clock, services.telemetry.spans
    start, before = clock.seconds(), len(spans)
    working = asyncio.wrap_future(services.thread.submit(prepare(services, wanted)))
    try:
        while not working.done():
            read = any(span.name == "read_documents" for span in spans[before:])
            show(Stage.PLANNING if read else Stage.READING, clock.seconds() - start)
            await asyncio.wait([working], timeout=_LOOK_EVERY_SECONDS)
    finally:
        working.cancel()
    return await working
