"""The way back from an export."""

from nexus_cli.errors import UnknownSessionError, UsageError
from nexus_cli.store import Store, import_session


async def bring_back(store: Store, text: str) -> str:
    """Store the session in the text of an export and return its id.

    Raises StoreTamperedError for a text that nexus did not export, UsageError when a session of
    this id is there already.
    """
    session_id, events = import_session(text)
    try:
        await store.events(session_id)
    except UnknownSessionError:
        await store.append(session_id, *events)
        return session_id
    raise UsageError(
        f"Session {session_id} is stored already.", "Delete it first to take the import instead."
    )
