"""Asking somebody at the terminal who of the speakers is the candidate."""

import sys
from collections.abc import Callable

import typer

from nexus_cli.text import one_line


def asker() -> Callable[[str, tuple[str, ...]], str | None] | None:
    """Return what asks, or None where nobody sits at a terminal."""
    return _ask if sys.stdin.isatty() and sys.stderr.isatty() else None


def _ask(file: str, names: tuple[str, ...]) -> str | None:
    """Return the name that is chosen by its number; None for an empty line, or the end of input."""
    if not names:
        return None
    typer.echo(f"{one_line(file)}: who is the candidate?", err=True)
    for number, name in enumerate(names, 1):
        typer.echo(f"  {number}  {one_line(name)}", err=True)
    while True:
        typer.echo("Number, or Enter to leave this file out: ", nl=False, err=True)
        line = sys.stdin.readline()
        chosen = line.strip()
        if not chosen:
            return None
        if chosen.isdigit() and 1 <= int(chosen) <= len(names):
            return names[int(chosen) - 1]
