"""Bare `nexus`: what can be done next, from the state of things."""

import os
import sys

import typer

from nexus_cli.services import open_services
from nexus_cli.services.history import SessionSummary, summaries
from nexus_cli.settings import Settings
from nexus_cli.text import one_line


def show_home() -> None:
    """Open the home screen, or print the next steps where there is no screen."""
    with open_services(Settings()) as services:
        if sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb":
            from nexus_cli.tui import make_app  # 300 ms, and only a screen needs it

            make_app(services).run()
            return
        rows = services.thread.run(summaries(services.store))
    typer.echo("\n".join(next_steps(rows)))


def next_steps(rows: list[SessionSummary]) -> list[str]:
    """Return what somebody can do next, the unfinished first."""
    steps = [
        f"Go on with {one_line(row.candidate, 30)}, {one_line(row.job, 40)} "
        f"({row.answered} of {row.planned} answered): nexus interview {row.session_id}"
        for row in rows
        if row.status in ("ready", "unfinished")
    ][:3]
    finished = [row for row in rows if row.status == "finished"]
    if finished:
        steps.append(f"Read the latest report: nexus report {finished[0].session_id}")
    return [
        *steps,
        "Practise with your own documents: nexus interview --cv CV --jd JOB",
        "Try it without any: nexus interview --demo",
        "All commands: nexus --help",
    ]
