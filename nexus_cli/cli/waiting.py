"""Waits for a hosted brain's limits, told on standard error."""

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from nexus_cli.llm import LimitWait


def tell_wait(wait: "LimitWait") -> None:
    """Print the sentence of `wait`, if it has one."""
    if wait.sentence:
        typer.echo(wait.sentence, err=True)
