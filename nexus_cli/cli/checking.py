"""`nexus setup --check`: the checks, what follows from them, and the offer of a speech model."""

import json
import os
import shutil
import sys
import textwrap
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

from nexus_cli.cli.exits import ExitCode

if TYPE_CHECKING:
    from nexus_cli.models.brains import BrainChoice
    from nexus_cli.services.preflight import Check
    from nexus_cli.settings import Settings

_NAME_CELLS, _STATE_CELLS = 11, 9
_NARROWEST = 40


def check_machine(brain: "BrainChoice | None", as_json: bool) -> None:
    """Print the checks; leaves with 5 when nothing can be saved, so that no interview could run.

    At a terminal the person is asked to speak and to listen, and then offered a speech model where
    there is none.
    """
    from nexus_cli.settings import Settings

    settings = Settings()
    attended = not as_json and sys.stdin.isatty() and sys.stdout.isatty()
    checks = _checked(settings, brain, attended)
    if as_json:
        typer.echo(json.dumps({"checks": [asdict(check) for check in checks]}, indent=1))
    else:
        typer.echo("\n".join(map(_check_line, checks)))
        typer.echo(_conclusion(checks), err=True)
    if not _named(checks, "disk").ok:
        raise typer.Exit(ExitCode.MISSING)
    if attended:
        _offer_model(settings, checks)


def show_checks(settings: "Settings", brain: "BrainChoice | None") -> None:
    """Say on standard error how everything is, before a first spoken interview.

    At a terminal the person speaks, listens, and is offered a speech model where there is none.
    """
    attended = sys.stdin.isatty() and sys.stderr.isatty()
    checks = _checked(settings, brain, attended)
    typer.echo("\n".join(map(_check_line, checks)), err=True)
    if attended:
        _offer_model(settings, checks)


def _checked(
    settings: "Settings", brain: "BrainChoice | None", attended: bool
) -> "tuple[Check, ...]":
    from nexus_cli.cli.attending import TerminalAttendant  # all of it apart from --help
    from nexus_cli.llm import LLMOptions
    from nexus_cli.services.preflight import preflight
    from nexus_cli.services.session_thread import SessionThread

    if attended:
        typer.echo("Looking at what is here; a microphone is tried with a sentence.", err=True)
    thread = SessionThread()
    try:
        return thread.run(
            preflight(
                settings,
                LLMOptions(),
                brain,
                attendant=TerminalAttendant() if attended else None,
            )
        )
    finally:
        thread.close()


def _check_line(check: "Check") -> str:
    """Return one line, which a terminal gets folded under its first words."""
    from nexus_cli.text import one_line

    head = f"{check.name:<{_NAME_CELLS}}{'ok' if check.ok else 'trouble':<{_STATE_CELLS}}"
    line = f"{head}{one_line(f'{check.found} {check.fix}')}"
    if not sys.stdout.isatty() or os.environ.get("TERM") == "dumb":
        return line
    columns = max(_NARROWEST, shutil.get_terminal_size().columns)
    folded = textwrap.wrap(
        line,
        columns,
        subsequent_indent=" " * len(head),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(folded)


def _conclusion(checks: "Sequence[Check]") -> str:
    if not _named(checks, "disk").ok:
        return "No interview can be saved here."
    without = [name for name in ("microphone", "model") if not _named(checks, name).ok]
    if without:
        return f"Interviews are typed here: see {' and '.join(without)}."
    if not _named(checks, "speaker").ok:
        return "Interviews can be spoken here; the questions are read on the screen."
    return "Interviews can be spoken here."


def _offer_model(settings: "Settings", checks: "Sequence[Check]") -> None:
    """Offer the download of a speech model where none is here, and check again with it."""
    from nexus_cli.cli.downloading import download
    from nexus_cli.services.ears import MODEL
    from nexus_cli.services.readiness import note_readiness
    from nexus_cli.services.transcriber_check import local_model
    from nexus_cli.stt.model_files import MODELS

    if local_model(settings) or not _agreed(MODELS[MODEL].megabytes):
        return
    download(settings, MODEL)
    found = local_model(settings)
    again = [found if found and check.name == found.name else check for check in checks]
    note_readiness(settings, again)
    typer.echo(_check_line(_named(again, "model")))
    typer.echo(_conclusion(again), err=True)


def _agreed(megabytes: int) -> bool:
    typer.echo(
        f"A speech model ({megabytes} MB) turns what you say into words on this machine. "
        "Download it now? [y/N] ",
        nl=False,
        err=True,
    )
    try:
        return input().strip().lower() in ("y", "yes")
    except EOFError:
        typer.echo(err=True)
        return False


def _named(checks: "Sequence[Check]", name: str) -> "Check":
    return next(check for check in checks if check.name == name)
