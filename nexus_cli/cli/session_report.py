"""The report on one interview: a session, an export, or a transcript of any tool."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from nexus_cli.cli.report_order import ReportOrder
from nexus_cli.errors import UsageError
from nexus_cli.reports import render

if TYPE_CHECKING:
    from nexus_cli.models.report import Report
    from nexus_cli.services import Services


def report_one(order: ReportOrder) -> None:
    """Print the report, or write it to `order.out`."""
    from nexus_cli.cli.waiting import tell_wait
    from nexus_cli.services import open_services
    from nexus_cli.settings import Settings

    if not order.of_transcript:
        _refuse_what_needs_a_transcript(order)
    source = order.sources[0] if order.sources else None
    with open_services(Settings(), order.brain) as services:
        services.waits.listener = tell_wait
        if order.override:
            source = _overridden(services, source, list(order.override), order.because)
        if order.of_transcript:
            made = _on_transcript(services, order)
        else:
            made = _report(services, source, order.repeat)
    width = shutil.get_terminal_size((80, 24)).columns if order.out is None else 80
    text = render(made, order.output, width)
    if order.out is None:
        typer.echo(text, nl=False)
    else:
        _write(order.out, text)
        typer.echo(f"Written to {order.out}.", err=True)


def _refuse_what_needs_a_transcript(order: ReportOrder) -> None:
    names = {
        "--jd": order.jd,
        "--role": order.role,
        "--rubric": order.rubric,
        "--blind": order.blind,
        "--candidate": order.candidate,
    }
    given = [name for name, value in names.items() if value]
    if given:
        raise UsageError(
            f"{given[0]} is for transcripts; a session has its job and its rubric.",
            "Name a file or a folder of them, with --jd FILE or --role NAME.",
        )


def _on_transcript(services: "Services", order: ReportOrder) -> "Report":
    from nexus_cli.batch.single import report_on_transcript
    from nexus_cli.cli.asking import asker

    return report_on_transcript(services, order.for_batch(Path()), asker())


def _report(services: "Services", source: str | None, repeat: int) -> "Report":
    from nexus_cli.services.reporting import report_on, report_on_events, report_repeated
    from nexus_cli.store import import_session

    if source is not None and Path(source).is_file():
        text = Path(source).read_text("utf-8", errors="replace")
        if "nexus-session" not in text:
            raise UsageError(
                f"{source} is no interview that nexus exported.",
                "To score a transcript, say for which job: --jd FILE or --role NAME.",
            )
        session_id, events = import_session(text)
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
