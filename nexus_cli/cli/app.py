"""The `nexus` command: its subcommands, and the one place where errors become exit codes."""

import os
import sys
from functools import partial
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from nexus_cli import __version__
from nexus_cli.cli import bench, interview, report, sessions, setup, stats
from nexus_cli.cli.exits import ExitCode, exit_code_of
from nexus_cli.errors import NexusError

_HELP = "Practise interviews, and score answers with evidence that a person can check."

_OUTLETS = ("NEXUS_METRICS_FILE", "NEXUS_OTLP_ENDPOINT")

app = typer.Typer(help=_HELP, add_completion=False, no_args_is_help=False)
app.command("setup")(setup.setup)
app.command("interview")(interview.interview)
app.command("report")(report.report)
app.add_typer(sessions.app, name="sessions")
app.command("stats")(stats.stats)
app.add_typer(bench.app, name="bench")


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"nexus {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def nexus(
    context: typer.Context,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show where in the program an error came from.")
    ] = False,
    trace: Annotated[
        Path | None,
        typer.Option("--trace", metavar="FILE", help="Write where time went, for ui.perfetto.dev."),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print it.")
    ] = False,
) -> None:
    """Practise interviews, and score answers with evidence that a person can check."""
    if debug:
        os.environ["NEXUS_DEBUG"] = "1"
    if trace is not None or any(os.environ.get(name) for name in _OUTLETS):
        from nexus_cli.telemetry.outlets import outlets  # only for whoever asks for figures

        command = f"nexus {context.invoked_subcommand or ''}".strip()
        context.with_resource(outlets(command, trace, partial(typer.echo, err=True)))
    if context.invoked_subcommand is None:
        from nexus_cli.cli.home import show_home  # opens the store, which --help need not

        show_home()


def main() -> NoReturn:
    """Run `nexus` and leave with one of the codes of `ExitCode`."""
    for stream in (sys.stdout, sys.stderr):
        # A legacy code page cannot print every name; a replacement mark beats a crash.
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    try:
        app()
        code = ExitCode.DONE
    except NexusError as error:
        code = _failed(error)
    except BrokenPipeError:
        # The reader of stdout has gone; silence the flush that Python tries at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = ExitCode.DONE
    except KeyboardInterrupt:
        typer.echo("\nStopped. What was saved stays saved.", err=True)
        code = ExitCode.INTERRUPTED
    except Exception as error:
        _trace(error)
        typer.echo(
            f"nexus met something it did not foresee ({type(error).__name__}). "
            "Run the same command with `nexus --debug …` and report what it prints.",
            err=True,
        )
        code = ExitCode.BUG
    sys.exit(code)


def _failed(error: NexusError) -> ExitCode:
    from nexus_cli.text import safe

    _trace(error)
    typer.echo(safe(str(error)), err=True)
    return exit_code_of(error)


def _trace(error: Exception) -> None:
    if os.environ.get("NEXUS_DEBUG"):
        import traceback

        traceback.print_exception(error)
