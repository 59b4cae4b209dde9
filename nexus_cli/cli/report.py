"""`nexus report`: what is written about an interview, or about a folder of them."""

from pathlib import Path
from typing import Annotated

import typer

from nexus_cli.cli.options import BrainOption, Jd, Role
from nexus_cli.reports import ReportFormat

Sources = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[SESSION | FILE... | FOLDER]",
        help="A session, an export of one, or saved transcripts of any tool; else the latest.",
    ),
]
Repeat = Annotated[
    int, typer.Option(min=1, max=20, help="Score every answer so often; the median is shown.")
]
Overrides = Annotated[
    list[str] | None,
    typer.Option(
        metavar="ANSWER.DIMENSION=SCORE",
        help="Your score beside the machine's, such as 3.depth=4; may be given several times.",
    ),
]


def report(
    source: Sources = None,
    jd: Jd = None,
    role: Role = None,
    rubric: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Your rubric, or a rubric.yaml that nexus wrote."),
    ] = None,
    output: Annotated[
        ReportFormat, typer.Option("--format", help="How it is written.")
    ] = ReportFormat.TEXT,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="PATH", help="A file; for many transcripts, a folder."),
    ] = None,
    brain: BrainOption = None,
    repeat: Repeat = 1,
    blind: Annotated[
        bool, typer.Option("--blind", help="Take out what tells who a candidate is, by rules.")
    ] = False,
    candidate: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Who of the speakers in a transcript answers."),
    ] = None,
    retry_errors: Annotated[
        bool, typer.Option("--retry-errors", help="Score what failed for a passing reason anew.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Count files, calls and cost; score nothing.")
    ] = False,
    diff: Annotated[
        Path | None,
        typer.Option(metavar="OLD", help="Say what moved since the run in folder OLD, and why."),
    ] = None,
    override: Overrides = None,
    because: Annotated[
        str, typer.Option(metavar="TEXT", help="Why; kept and shown with your score.")
    ] = "",
) -> None:
    """Write the report on an interview, or rank a folder of transcripts: scores with quotes."""
    from nexus_cli.cli.report_order import ReportOrder, write_report  # --help needs none of it

    order = ReportOrder(
        sources=tuple(source or ()),
        jd=jd,
        role=role,
        rubric=rubric,
        output=output,
        out=out,
        brain=brain,
        repeat=repeat,
        blind=blind,
        candidate=candidate,
        retry_errors=retry_errors,
        dry_run=dry_run,
        diff=diff,
        override=tuple(override or ()),
        because=because,
    )
    write_report(order)
