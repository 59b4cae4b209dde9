"""`nexus report FOLDER`: transcripts scored for a job, ranked, and written to a folder."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from nexus_cli.cli.exits import ExitCode
from nexus_cli.cli.folder_words import as_summary, dry_run_words, failure_line, ranking_lines
from nexus_cli.cli.report_order import ReportOrder
from nexus_cli.errors import UsageError
from nexus_cli.reports import ReportFormat

if TYPE_CHECKING:
    from nexus_cli.batch.earlier import Scored
    from nexus_cli.batch.opening import OpenedRun
    from nexus_cli.batch.order import FolderOrder, RunFigures
    from nexus_cli.batch.run_file import Written
    from nexus_cli.services import Services

_SHOWN = (ReportFormat.TEXT, ReportFormat.JSON, ReportFormat.CSV)


def report_folder(order: ReportOrder) -> None:
    """Score what has no score yet and write the outputs.

    Leaves with 4 when some files failed, and as Ctrl+C does when that ended it, everything that
    was scored being kept. Raises UsageError, RubricError, DocumentError, StoreError, BrainError.
    """
    from nexus_cli.services import open_services
    from nexus_cli.settings import Settings

    wanted = order.for_batch(_out(order))
    if order.output not in _SHOWN:
        raise UsageError(
            f"A folder is not written as {order.output.value}: its page is index.html in --out.",
            "Leave out --format, or take json or csv for standard output.",
        )
    before = _earlier(order.diff)
    with open_services(Settings(), order.brain) as services:
        if order.dry_run:
            _dry_run(services, wanted, order.output)
            return
        written, figures = _scored(services, wanted)
    _tell(order, wanted.out, written, figures)
    if order.diff is not None:
        _tell_difference(before, wanted.out)
    if written.failures:
        raise typer.Exit(ExitCode.PARTLY)


def _out(order: ReportOrder) -> Path:
    if order.out is not None and order.out.exists() and not order.out.is_dir():
        raise UsageError(
            f"{order.out} is a file; the outputs for many transcripts are a folder.",
            "Choose another --out.",
        )
    if order.out is None:
        raise UsageError(
            "Scores of many transcripts are written to a folder, and none is given.",
            "Add --out DIR; what is scored is kept there, so that nothing is scored twice.",
        )
    return order.out


def _scored(services: "Services", wanted: "FolderOrder") -> "tuple[Written, RunFigures]":
    from nexus_cli.batch.opening import open_run
    from nexus_cli.batch.writing import Outputs

    opened: OpenedRun | None = None
    try:
        with open_run(services, wanted) as opened:
            for notice in opened.results.notices:
                typer.echo(notice, err=True)
            typer.echo(f"The scale is {wanted.out / 'rubric.yaml'}; it may be edited.", err=True)
            try:
                figures = _worked(opened)
            except KeyboardInterrupt:
                _tell_stopped(opened)
                raise typer.Exit(ExitCode.INTERRUPTED) from None
            outputs = Outputs(wanted.out, opened.results, opened.run.keys, opened.conditions)
            return outputs.write(figures), figures
    except KeyboardInterrupt:
        said = "What was scored is kept" if opened else "Nothing was scored yet"
        typer.echo(f"\nStopped. {said}; the same command goes on from there.", err=True)
        raise typer.Exit(ExitCode.INTERRUPTED) from None


def _worked(opened: "OpenedRun") -> "RunFigures":
    from nexus_cli.cli.asking import asker
    from nexus_cli.cli.folder_progress import progress_shown

    with progress_shown() as listener:
        figures = opened.run.score(listener)
    if opened.run.unclear and (ask := asker()):
        figures = opened.run.settle(ask, lambda progress: None)
    return figures


def _tell_stopped(opened: "OpenedRun") -> None:
    done = sum(opened.results.facts(key, file) is not None for file, key in opened.run.keys.items())
    typer.echo(
        f"\nStopped. {done:,} of {len(opened.listing.files):,} files are scored and kept; "
        "the same command goes on from there.",
        err=True,
    )


def _tell(order: ReportOrder, out: Path, written: "Written", figures: "RunFigures") -> None:
    """Print the ranking, or what a program reads in its place; failures go to standard error."""
    for scored in written.failures:
        typer.echo(failure_line(scored), err=True)
    if order.output is ReportFormat.JSON:
        typer.echo(as_summary(out, written, figures))
    elif order.output is ReportFormat.CSV:
        with (out / "scores.csv").open(encoding="utf-8", newline="") as lines:
            for line in lines:
                typer.echo(line, nl=False)
    else:
        for line in ranking_lines(out, written, figures):
            typer.echo(line)


def _dry_run(services: "Services", wanted: "FolderOrder", output: ReportFormat) -> None:
    from nexus_cli.batch.estimating import estimate

    typer.echo(dry_run_words(estimate(services, wanted), as_json=output is ReportFormat.JSON))


def _earlier(folder: Path | None) -> "list[Scored]":
    from nexus_cli.batch.earlier import read_scores

    return list(read_scores(folder)) if folder is not None else []


def _tell_difference(before: "list[Scored]", out: Path) -> None:
    from nexus_cli.batch.difference import difference
    from nexus_cli.batch.difference_text import as_text
    from nexus_cli.batch.earlier import read_scores

    typer.echo(as_text(difference(before, read_scores(out))), nl=False)
