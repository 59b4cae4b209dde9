"""Events as they are written down: JSON text, each carrying the hash of the one before.

SQLite keeps no checksum of its pages, so the chain is what tells a flipped bit or an edited
answer from what nexus wrote. It does not stop an editor who recomputes it: it is not a signature.
"""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError
from pydantic_core import to_json

from nexus_cli.errors import StoreTamperedError
from nexus_cli.models.events import EVENT, Event
from nexus_cli.models.session import fold

GENESIS = "0" * 64
"""Stands where the hash of the event before would be for the first event."""
_FORMAT = "nexus-session"


def encode(event: Event, previous: str) -> tuple[str, str]:
    """Return `(record, hash)`: the JSON text to store and the SHA-256 (hex) that covers it."""
    written = json.loads(EVENT.dump_json(event))
    digest = _digest(written, previous)
    record = {"previous": previous, "hash": digest, "event": written}
    return json.dumps(record, ensure_ascii=False), digest


def decode(records: Sequence[str], head: str | None = None) -> list[Event]:
    """Return the events of `records`, in order.

    `head` is the hash the last record must have; None leaves the end unchecked.
    Raises StoreTamperedError naming the place of the first record that is not what was written.
    """
    events: list[Event] = []
    previous = GENESIS
    for place, text in enumerate(records):
        event, written_hash, digest = _parse(text, place, previous)
        if written_hash != digest:
            raise _tampered(place)
        events.append(event)
        previous = digest
    if head is not None and previous != head:
        raise _tampered(len(records))
    return events


def export_session(session_id: str, events: Sequence[Event]) -> str:
    """Return a session as one JSON object, the way `sessions export` prints it."""
    previous = GENESIS
    for event in events:
        _, previous = encode(event, previous)
    whole = {
        "format": _FORMAT,
        "version": 1,
        "session_id": session_id,
        "head": previous,
        "events": [EVENT.dump_python(event, mode="json") for event in events],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def import_session(text: str) -> tuple[str, list[Event]]:
    """Return `(session_id, events)` from the text of an export.

    Raises StoreTamperedError when it is no export of nexus, or not as it was exported.
    """
    try:
        whole: Any = json.loads(text)
        if whole["format"] != _FORMAT or whole["version"] != 1:
            raise KeyError("format")
        events = [EVENT.validate_python(event) for event in whole["events"]]
        session_id, head = str(whole["session_id"]), whole["head"]
        fold(events)
        previous = GENESIS
        for written in whole["events"]:
            previous = _digest(written, previous)
    except (ValueError, KeyError, TypeError) as error:
        raise StoreTamperedError(
            "This is not a session that nexus exported.",
            "Make one with `nexus sessions export ID > FILE`.",
        ) from error
    if previous != head or not session_id.isalnum():
        raise StoreTamperedError(
            "This export was changed after nexus wrote it.", "Export the session again."
        )
    return session_id, events


def _digest(written: object, previous: str) -> str:
    """Return the hash of an event as it was written.

    What later versions add to events has no part in it, or they could not read earlier sessions.
    """
    return hashlib.sha256(f"{previous}\n".encode() + to_json(written)).hexdigest()


def _parse(text: str, place: int, previous: str) -> tuple[Event, object, str]:
    """Return an event, the hash that was stored with it, and the hash it should have."""
    try:
        record = json.loads(text)
        event, digest = EVENT.validate_python(record["event"]), _digest(record["event"], previous)
        return event, record["hash"], digest
    except (ValueError, KeyError, TypeError, ValidationError) as error:
        raise _tampered(place) from error


def _tampered(place: int) -> StoreTamperedError:
    return StoreTamperedError(
        f"The stored session was changed outside nexus: event {place} is not what was saved.",
        "Import it again from an export, or delete it with `nexus sessions delete`.",
    )
