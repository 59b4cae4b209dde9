"""Bare `nexus`: what can be done next, from the state of things."""

import os
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING

import typer

from nexus_cli.settings import Settings
from nexus_cli.text import one_line

if TYPE_CHECKING:
    from nexus_cli.services import Services
    from nexus_cli.services.history import SessionSummary


def show_home() -> None:
    """Open the home screen, or print the next steps where there is no screen."""
    if sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb":
        _show_screen(Settings())
    else:
        typer.echo("\n".join(next_steps(_stored(Settings()))))


def _show_screen(settings: Settings) -> None:
    from nexus_cli.tui import make_home  # only a screen needs it

    with ExitStack() as held:

        def opened() -> "Services":
            from nexus_cli.services import open_services  # slow to load: the page stands before it

            return held.enter_context(open_services(settings))

        make_home(settings, opened).run()


def _stored(settings: Settings) -> "list[SessionSummary]":
    from nexus_cli.services import open_services
    from nexus_cli.services.history import summaries

    with open_services(settings) as services:
        return services.thread.run(summaries(services.store))


def next_steps(rows: "list[SessionSummary]") -> list[str]:
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
