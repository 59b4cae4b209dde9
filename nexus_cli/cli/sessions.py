"""`nexus sessions`: what is stored, and how to take it out, bring it back or erase it."""

import json
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nexus_cli.cli.confirming import confirm
from nexus_cli.cli.recordings import recordings
from nexus_cli.errors import UsageError
from nexus_cli.models.brains import BrainChoice

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from nexus_cli.services import Services

app = typer.Typer(help="What is stored, and how to take it out, bring it back or erase it.")
app.command()(recordings)

SessionArgument = Annotated[str, typer.Argument(metavar="SESSION", help="A session's id.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]


@app.command("list")
def list_sessions(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """List the sessions, newest first."""
    from nexus_cli.services.history import summaries

    with _services() as services:
        rows = services.thread.run(summaries(services.store))
    if as_json:
        listed = [{**row.__dict__, "at": row.at.isoformat(timespec="seconds")} for row in rows]
        typer.echo(json.dumps({"sessions": listed}, ensure_ascii=False, indent=1))
        return
    if not rows:
        typer.echo("No interview yet. Try: nexus interview --demo", err=True)
    for row in rows:
        from nexus_cli.text import one_line

        result = f"{row.overall:.1f} of 5" if row.overall is not None else "-"
        progress = f"{row.answered}/{row.planned}"
        typer.echo(
            f"{row.session_id}  {row.at:%Y-%m-%d %H:%M}  {row.status:10}  {progress:>5}  "
            f"{result:>8}  {one_line(row.candidate, 24)}, {one_line(row.job, 32)}"
        )


@app.command()
def show(session: SessionArgument) -> None:
    """Show a session's questions and answers as text."""
    from nexus_cli.models.session import fold
    from nexus_cli.text import safe

    with _services() as services:
        state = fold(services.thread.run(services.store.events(session)))
    prepared = state.prepared
    lines = [f"{prepared.candidate.name}, {prepared.job.title}"]
    for number, question in enumerate(prepared.plan.questions, 1):
        answer = state.answers.get(question.id)
        lines += ["", f"{number}  {question.text}"]
        if answer is None or answer.answer is None:
            lines.append("   not answered yet")
            continue
        lines.append(f"   {answer.answer or 'left unanswered'}")
        for follow_up in answer.follow_ups:
            lines += [f"   Follow-up: {follow_up.text}", f"   {follow_up.answer or 'unanswered'}"]
    typer.echo(safe("\n".join(lines)))


@app.command()
def export(session: SessionArgument) -> None:
    """Print a session as JSON, to keep or to import elsewhere."""
    from nexus_cli.store import export_session

    with _services() as services:
        events = services.thread.run(services.store.events(session))
    typer.echo(export_session(session, events), nl=False)


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="What `nexus sessions export` printed.")],
) -> None:
    """Bring an exported session back."""
    from nexus_cli.services.importing import bring_back

    try:
        text = file.read_text("utf-8", errors="replace")
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}.", "Check the path.") from error
    with _services() as services:
        session_id = services.thread.run(bring_back(services.store, text))
    typer.echo(f"Session {session_id} is back.")


@app.command()
def delete(session: SessionArgument, yes: Yes = False) -> None:
    """Erase one session: its documents' contents, answers, scores and recordings."""
    from nexus_cli.services.keeping import erase_sessions

    confirm(f"Erase session {session}?", yes)
    with _services() as services:
        erased = services.thread.run(erase_sessions(services, [session]))
    if not (erased.sessions or erased.recordings):
        raise UsageError(f"There is no session {session}.", "`nexus sessions list` shows them.")
    typer.echo("Erased.")


@app.command()
def purge(
    older_than: Annotated[
        int | None, typer.Option(metavar="DAYS", min=0, help="Only what rested this many days.")
    ] = None,
    yes: Yes = False,
) -> None:
    """Erase all sessions, or those that are older than some days, with their recordings."""
    from nexus_cli.services.history import summaries
    from nexus_cli.services.keeping import erase_sessions, open_recordings

    with _services() as services:
        rows = services.thread.run(summaries(services.store))
        if older_than is not None:
            limit = services.telemetry.clock.now() - timedelta(days=older_than)
            rows = [row for row in rows if row.at < limit]
        confirm(f"Erase {len(rows)} sessions?", yes)
        ids = [row.session_id for row in rows]
        if older_than is None:  # also sound whose session is gone
            kept = open_recordings(services.settings, services.telemetry.clock).list()
            ids += sorted({recording.session_id for recording in kept} - {*ids})
        erased = services.thread.run(erase_sessions(services, ids)).sessions
    typer.echo(f"Erased {erased} {'session' if erased == 1 else 'sessions'}.")


def _services() -> "AbstractContextManager[Services]":
    from nexus_cli.services import open_services  # --help needs no engine
    from nexus_cli.settings import Settings

    return open_services(Settings(), BrainChoice.OFFLINE)  # nothing here needs a brain
