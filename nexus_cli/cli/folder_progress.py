"""How far a folder is, on standard error: a bar at a terminal, else a line now and then."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from nexus_cli.reports.phrasing import seconds_words

if TYPE_CHECKING:
    from nexus_cli.batch.order import Listener, Progress

EVERY_SECONDS = 5.0
"""Between two lines."""


@contextmanager
def progress_shown() -> Iterator["Listener"]:
    """Yield what shows progress for the length of the block; may be called on any thread."""
    if sys.stderr.isatty() and os.environ.get("TERM") != "dumb":
        with _bar() as shown:
            yield shown
    else:
        yield _Lines()


class _Lines:
    """Prints a line every few seconds, for a pipe, a log and a screen reader."""

    def __init__(self) -> None:
        self._told_at = time.monotonic()

    def __call__(self, progress: "Progress") -> None:
        now = time.monotonic()
        if now - self._told_at < EVERY_SECONDS:
            return
        self._told_at = now
        typer.echo(progress_line(progress), err=True)


def progress_line(progress: "Progress") -> str:
    """Return how far it is, in words."""
    parts = [f"{progress.doing.capitalize()}: {progress.done:,} of {progress.total:,}"]
    if progress.failed:
        parts.append(f"{progress.failed:,} failed")
    if progress.a_second:
        parts.append(f"{progress.a_second:.1f} a second")
    if progress.seconds_left:
        parts.append(f"{seconds_words(progress.seconds_left)} left")
    if progress.cost_usd is not None:
        parts.append(f"${progress.cost_usd:.4f} so far")
    return ", ".join(parts)


@contextmanager
def _bar() -> Iterator["Listener"]:
    from rich.console import Console  # 40 ms, and only a terminal needs it
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (BarColumn(), TextColumn("{task.description}"))
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Reading", total=None)

        def show(progress: "Progress") -> None:
            bar.update(
                task,
                total=progress.total,
                completed=progress.done,
                description=progress_line(progress),
            )

        yield show
