"""What is kept on disk of spoken interviews, and how it goes together with its session."""

from collections.abc import Sequence
from dataclasses import dataclass

from nexus_cli.services.engines import Services
from nexus_cli.settings import Settings
from nexus_cli.store.recordings import RecordingStore
from nexus_cli.telemetry import Clock


@dataclass(frozen=True)
class Erased:
    """How much there was."""

    sessions: int
    recordings: int


def open_recordings(settings: Settings, clock: Clock) -> RecordingStore:
    """Return the store of kept recordings; nothing is written until one is saved."""
    return RecordingStore(settings.recordings_folder, clock)


async def erase_sessions(services: Services, session_ids: Sequence[str]) -> Erased:
    """Erase these sessions, one after the other, each with its recordings, pinned or not.

    Raises StoreError: SessionInUseError where one is held, and those before it are gone.
    """
    recordings = open_recordings(services.settings, services.telemetry.clock)
    sessions = sounds = 0
    for session_id in session_ids:
        sessions += await services.store.delete([session_id])
        sounds += recordings.delete(session_id)
    return Erased(sessions, sounds)
