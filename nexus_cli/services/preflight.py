"""What works here, and what to do about what does not: one check each, before an interview."""

import asyncio
import os
import shutil
import tempfile
from pathlib import Path

from nexus_cli.errors import StoreError
from nexus_cli.llm import LLMOptions
from nexus_cli.models.brains import BrainChoice
from nexus_cli.services.check import Check, aside
from nexus_cli.services.model_check import key_and_network
from nexus_cli.settings import Settings
from nexus_cli.store.faults import translated

__all__ = ["CHECK_SECONDS", "Check", "preflight"]

CHECK_SECONDS = 5.0
VOICE = ("microphone", "speaker", "model", "edge")
TYPED = "not needed: interviews are typed, voice is not built in yet."
ROOM_BYTES = 256 * 1024
"""What a long typed interview takes on disk."""


async def preflight(
    settings: Settings,
    options: LLMOptions,
    choice: BrainChoice | None = None,
    bound_seconds: float = CHECK_SECONDS,
) -> tuple[Check, ...]:
    """Return key, network, microphone, speaker, model, edge and disk, in this order.

    They run at the same time, each for `bound_seconds` at most. `choice` goes before the settings.
    A failure is a check that is not ok, never an error, and no check holds a key. Without a disk
    there is no interview at all; without any of the others there is a typed one.
    """
    (key, network), disk = await asyncio.gather(
        key_and_network(settings, options, choice or settings.brain, bound_seconds),
        _disk(settings.home, bound_seconds),
    )
    return key, network, *(Check(name, True, TYPED) for name in VOICE), disk


async def _disk(home: Path, bound_seconds: float) -> Check:
    try:
        async with asyncio.timeout(bound_seconds):
            free_bytes = await aside(lambda: _room(home))
    except StoreError as fault:
        return Check.failed("disk", fault)
    except TimeoutError:
        fix = "Set NEXUS_HOME to a folder on another disk."
        return Check("disk", False, f"{home} did not answer in time.", fix)
    return Check("disk", True, f"{home} can be written, {free_bytes // 1_000_000} MB are free.")


def _room(home: Path) -> int:
    """Write what an interview takes, take it away, and return the free bytes; raises StoreError."""
    with translated(home):
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile(dir=home, prefix=".check-") as file:  # mode 0600
            file.write(bytes(ROOM_BYTES))
            file.flush()
            os.fsync(file.fileno())
        return shutil.disk_usage(home).free
