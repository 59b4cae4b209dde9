"""A question before something is erased."""

import sys

import typer

from nexus_cli.errors import UsageError


def confirm(question: str, yes: bool) -> None:
    """Ask before erasing, unless `yes`; raises UsageError where there is nobody to ask."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise UsageError("Erasing asks first, and there is no terminal to ask at.", "Add --yes.")
    typer.confirm(question, abort=True)
