"""`nexus report`: what is written about an interview."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nexus_cli.cli.options import BrainOption
from nexus_cli.errors import UsageError
from nexus_cli.reports import ReportFormat, render

if TYPE_CHECKING:
    from nexus_cli.models.report import Report
    from nexus_cli.services import Services


def report(
    source: Annotated[
        str | None,
        typer.Argument(
            metavar="[SESSION | FILE]",
            help="A session, or a file that `sessions export` wrote; else the latest.",
        ),
    ] = None,
    output: Annotated[
        ReportFormat, typer.Option("--format", help="How it is written.")
    ] = ReportFormat.TEXT,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="PATH", help="A file instead of the screen.")
    ] = None,
    brain: BrainOption = None,
    repeat: Annotated[
        int, typer.Option(min=1, max=20, help="Score every answer so often; the median is shown.")
    ] = 1,
    override: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ANSWER.DIMENSION=SCORE",
            help="Your score beside the machine's, such as 3.depth=4; may be given several times.",
        ),
    ] = None,
    because: Annotated[
        str, typer.Option(metavar="TEXT", help="Why; kept and shown with your score.")
    ] = "",
) -> None:
    """Write the report on an interview: every score with the words it rests on."""
    from nexus_cli.cli.waiting import tell_wait
    from nexus_cli.services import open_services
    from nexus_cli.settings import Settings

    with open_services(Settings(), brain) as services:
        services.waits.listener = tell_wait
        if override:
            source = _overridden(services, source, override, because)
        made = _report(services, source, repeat)
    width = _columns() if out is None else 80
    text = render(made, output, width)
    if out is None:
        typer.echo(text, nl=False)
    else:
        _write(out, text)
        typer.echo(f"Written to {out}.", err=True)


def _report(services: "Services", source: str | None, repeat: int) -> "Report":
    from nexus_cli.services.reporting import report_on, report_on_events, report_repeated
    from nexus_cli.store import import_session

    if source is not None and Path(source).is_dir():
        raise UsageError(
            f"{source} is a folder; this version reports on one interview at a time.",
            "Give a session or a file that `nexus sessions export` wrote.",
        )
    if source is not None and Path(source).is_file():
        session_id, events = import_session(Path(source).read_text("utf-8", errors="replace"))
        if repeat > 1:
            return services.thread.run(report_repeated(services, session_id, events, repeat))
        return services.thread.run(report_on_events(services, session_id, events))
    session_id = source or _latest(services)
    if repeat > 1:
        events = services.thread.run(services.store.events(session_id))
        return services.thread.run(report_repeated(services, session_id, events, repeat))
    return services.thread.run(report_on(services, session_id))


def _overridden(services: "Services", source: str | None, wanted: list[str], because: str) -> str:
    """Keep a person's scores; return the session that they are in."""
    from nexus_cli.services.overriding import Override, override_scores

    if source is not None and Path(source).exists():
        raise UsageError(
            f"{source} is not an interview of this machine, so no score can be kept in it.",
            "Take it in with `nexus sessions import`, then give the session.",
        )
    session_id = source or _latest(services)
    scores = [Override.read(text) for text in wanted]
    services.thread.run(override_scores(services, session_id, scores, because))
    return session_id


def _latest(services: "Services") -> str:
    sessions = services.thread.run(services.store.sessions())
    if not sessions:
        raise UsageError("There is no interview to report on.", "Try: nexus interview --demo")
    return sessions[0]


def _columns() -> int:
    import shutil

    return shutil.get_terminal_size((80, 24)).columns


def _write(path: Path, text: str) -> None:
    """Write beside, then move into place, so that no half report is left behind."""
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_text(text, "utf-8")
        beside.replace(path)
    except OSError as error:
        raise UsageError(
            f"The report cannot be written to {path}: {error.strerror}.", "Choose another --out."
        ) from error
