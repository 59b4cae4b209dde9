"""Options that more than one command takes, worded once."""

from pathlib import Path
from typing import Annotated

import typer

from nexus_cli.models.brains import BrainChoice

Cv = Annotated[
    str | None,
    typer.Option("--cv", metavar="FILE", help="PDF, DOCX, HTML, Markdown, text, JSON Resume, or -"),
]
Jd = Annotated[
    str | None,
    typer.Option("--jd", metavar="FILE", help="The job description, in the same formats, or -"),
]
Role = Annotated[
    str | None,
    typer.Option("--role", metavar="NAME", help="A built-in job instead, such as data-engineer"),
]
RubricFile = Annotated[
    Path | None,
    typer.Option("--rubric", metavar="FILE", help="Dimensions of your own, in YAML, with weights"),
]
Questions = Annotated[
    int | None, typer.Option("--questions", min=1, max=20, help="How many; 7 when not given")
]
Seed = Annotated[
    int | None,
    typer.Option("--seed", help="The same number plans the same questions, whatever came before"),
]
BrainOption = Annotated[
    BrainChoice | None, typer.Option("--brain", help="Who reads, asks and scores")
]
