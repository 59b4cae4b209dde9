"""`nexus sessions recordings`: the sound of answers that was kept, and for how long."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from nexus_cli.cli.confirming import confirm
from nexus_cli.errors import UnknownSessionError, UsageError

if TYPE_CHECKING:
    from nexus_cli.store.recordings import KeptRecording, RecordingStore


def recordings(
    session: Annotated[
        str | None, typer.Argument(metavar="SESSION", help="Only those of this session.")
    ] = None,
    pin: Annotated[
        bool, typer.Option("--pin", help="Keep them longer than 24 hours, until deleted.")
    ] = False,
    unpin: Annotated[
        bool, typer.Option("--unpin", help="Let them go when 24 hours are over.")
    ] = False,
    delete: Annotated[
        bool, typer.Option("--delete", help="Erase the sound; the session stays.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """List the recordings that are kept, or pin, unpin or erase those of one session."""
    from nexus_cli.services.keeping import open_recordings
    from nexus_cli.settings import Settings
    from nexus_cli.telemetry import SystemClock

    if pin + unpin + delete > 1:
        raise UsageError("Give one of --pin, --unpin and --delete.")
    if (pin or unpin or delete) and session is None:
        raise UsageError(
            "Say which session's recordings.", "`nexus sessions recordings` lists them."
        )
    store = open_recordings(Settings(), SystemClock())
    if session is None or not (pin or unpin or delete):
        _list(store.list(session))
    elif delete:
        _delete(store, session, yes)
    else:
        (store.pin if pin else store.unpin)(session)
        typer.echo("Kept until you delete them." if pin else "Kept for 24 hours after the answer.")


def _list(kept: "tuple[KeptRecording, ...]") -> None:
    if not kept:
        typer.echo("No recording is kept.", err=True)
    for recording in kept:
        typer.echo(
            f"{recording.session_id}  {_local(recording.at)}  {recording.seconds:6.0f} s  "
            f"{_until(recording):22}  {recording.path}"
        )


def _delete(store: "RecordingStore", session: str, yes: bool) -> None:
    count = len(store.list(session))
    if not count:
        raise UnknownSessionError(
            f"No recording of session {session} is kept.",
            "`nexus sessions recordings` lists those that are.",
        )
    confirm(f"Erase {count} recordings of session {session}?", yes)
    gone = store.delete(session)
    typer.echo(f"Erased {gone} {'recording' if gone == 1 else 'recordings'}.")


def _until(recording: "KeptRecording") -> str:
    return "pinned" if recording.goes_at is None else f"until {_local(recording.goes_at)}"


def _local(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"
