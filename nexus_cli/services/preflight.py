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
from nexus_cli.services.edge_check import edge
from nexus_cli.services.microphone_check import microphone
from nexus_cli.services.model_check import key_and_network
from nexus_cli.services.readiness import note_readiness, voice_ready
from nexus_cli.services.sound import Attendant, SoundCard
from nexus_cli.services.speaker_check import speaker
from nexus_cli.services.transcriber_check import transcriber
from nexus_cli.settings import Settings
from nexus_cli.store.faults import translated

__all__ = ["CHECK_SECONDS", "Check", "preflight", "voice_ready"]

CHECK_SECONDS = 5.0
ROOM_BYTES = 256 * 1024
"""What a long typed interview takes on disk."""


async def preflight(
    settings: Settings,
    options: LLMOptions,
    choice: BrainChoice | None = None,
    bound_seconds: float = CHECK_SECONDS,
    card: SoundCard | None = None,
    attendant: Attendant | None = None,
) -> tuple[Check, ...]:
    """Return key, network, microphone, speaker, model, edge and disk, in this order.

    They run at the same time, each for `bound_seconds` or so at most; the speaker follows the
    microphone. `attendant` is asked to speak and to listen, once the others are done, in his own
    time. `choice` goes before the settings, `card` takes the place of this machine's.

    A failure is a check that is not ok, never an error, and no check holds a key. Without a disk
    there is no interview at all; without any of the others there is a typed one. Whether there can
    be a spoken one is kept for `voice_ready`.
    """
    card = card or SoundCard.of(settings)
    machine = _machine(settings, options, choice or settings.brain, bound_seconds)
    sound = _sound(card, settings, attendant, bound_seconds)
    if attendant is None:
        (key, network, written, spoken, disk), (heard, played) = await asyncio.gather(
            machine, sound
        )
    else:
        key, network, written, spoken, disk = await machine
        heard, played = await sound
    checks = (key, network, heard, played, written, spoken, disk)
    note_readiness(settings, checks)
    return checks


async def _machine(
    settings: Settings, options: LLMOptions, choice: BrainChoice, bound_seconds: float
) -> tuple[Check, Check, Check, Check, Check]:
    """Return key, network, model, edge and disk, which need nobody to speak or listen."""
    (key, network), written, spoken, disk = await asyncio.gather(
        key_and_network(settings, options, choice, bound_seconds),
        transcriber(settings, options, bound_seconds),
        edge(settings, bound_seconds),
        _disk(settings.home, bound_seconds),
    )
    return key, network, written, spoken, disk


async def _sound(
    card: SoundCard, settings: Settings, attendant: Attendant | None, bound_seconds: float
) -> tuple[Check, Check]:
    heard = await microphone(card, attendant, bound_seconds)
    return heard, await speaker(card, settings, attendant, bound_seconds)


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
