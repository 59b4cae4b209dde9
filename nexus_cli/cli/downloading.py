"""A speech model on its way: how far it is, how fast, how long still; Ctrl+C at any moment."""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from nexus_cli.cli.exits import ExitCode

if TYPE_CHECKING:
    from nexus_cli.settings import Settings
    from nexus_cli.stt.progress import Progress

_LINE_SECONDS = 10.0
"""Between two lines of progress where no bar can be drawn."""
_MEGABYTE = 1_000_000


def fetch_model(name: str | None, as_json: bool) -> None:
    """Fetch a speech model, `base` when none is named, and print where it lies."""
    from nexus_cli.services.ears import MODEL
    from nexus_cli.settings import Settings

    wanted = name or MODEL
    folder = download(Settings(), wanted)
    if as_json:
        typer.echo(json.dumps({"model": wanted, "folder": str(folder)}))
    else:
        typer.echo(f"Whisper {wanted} is on this machine, in {folder}.")


def download(settings: "Settings", name: str) -> Path:
    """Fetch the speech model `name`, telling on standard error how far it is; return its folder.

    Raises ModelDownloadError, and UsageError for an unknown name. An interrupt ends it at once,
    with what came kept for the next time.
    """
    from nexus_cli.services.ears import models_folder
    from nexus_cli.services.session_thread import SessionThread
    from nexus_cli.stt.download import download_model
    from nexus_cli.stt.model_files import ModelState, find_model, model_state

    folder = models_folder(settings)
    if model_state(name, folder) is ModelState.PRESENT:
        return find_model(name, folder)
    thread = SessionThread()
    try:
        with _shown(name) as show:
            return thread.run(download_model(name, folder, show))
    except KeyboardInterrupt:
        typer.echo("Stopped. The next download goes on from there.", err=True)
        raise typer.Exit(ExitCode.INTERRUPTED) from None
    finally:
        thread.close()


def in_words(progress: "Progress") -> str:
    """Return how far, how fast and how long still; or that nothing comes."""
    if progress.stalled:
        return f"nothing has come for {progress.quiet_seconds:.0f} s, still waiting"
    if not progress.total_bytes:
        return "asking the model hub"
    received, total = progress.received_bytes / _MEGABYTE, progress.total_bytes / _MEGABYTE
    words = f"{received:.0f} of {total:.0f} MB"
    if progress.bytes_per_second:
        left = (progress.total_bytes - progress.received_bytes) / progress.bytes_per_second
        words += f", {_rate(progress.bytes_per_second)}, {_time(left)} left"
    return words


@contextmanager
def _shown(name: str) -> "Iterator[Callable[[Progress], None]]":
    """Lend what shows progress: a bar at a terminal, a line now and then elsewhere."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield _Lines(name).show
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = TextColumn(f"Whisper {name}"), BarColumn(30), TextColumn("{task.fields[words]}")
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=1.0, words="asking the model hub")
        yield lambda progress: bar.update(task, completed=progress.share, words=in_words(progress))


class _Lines:
    """Progress as lines: the first at once, then one in ten seconds, and each new silence."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._told_at: float | None = None
        self._stalled = False

    def show(self, progress: "Progress") -> None:
        now = time.monotonic()
        due = self._told_at is None or now - self._told_at >= _LINE_SECONDS
        if due or (progress.stalled and not self._stalled):
            typer.echo(f"Whisper {self._name}: {in_words(progress)}.", err=True)
            self._told_at = now
        self._stalled = progress.stalled


def _rate(bytes_per_second: float) -> str:
    if bytes_per_second < _MEGABYTE:
        return f"{bytes_per_second / 1000:.0f} kB a second"
    return f"{bytes_per_second / _MEGABYTE:.1f} MB a second"


def _time(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} minutes"
