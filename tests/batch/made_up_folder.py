"""A folder of made-up transcripts, and services that score it in a home of their own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nexus_cli.batch.opening import OpenedRun, open_run
from nexus_cli.batch.order import FolderOrder
from nexus_cli.batch.run_file import Written
from nexus_cli.batch.writing import Outputs
from nexus_cli.models.brains import BrainChoice
from nexus_cli.services import open_services
from nexus_cli.settings import Settings

JOB = """# Lighthouse keeper

Skerry Trust looks for a keeper of the outer light.

Requirements
- PostgreSQL and Kafka, at least 3 years
- Lamps and lenses
"""
QUESTIONS = (  # of the bank, so that there are key points
    "A PostgreSQL query on a large table stays slow although the column in its filter has an "
    "index. How do you find out why the index is not used?",
    "The lag of one Kafka consumer group has been growing since this morning. How do you find the "
    "reason and bring it down safely?",
)
OUTPUTS = ("scores.csv", "scores.jsonl", "index.html")


def talk(number: int, name: str = "Runa Vell") -> str:
    """An interview whose answers differ from number to number."""
    return (
        f"Interviewer: {QUESTIONS[0]}\n\n"
        f"{name}: I read the plan of query {number} first, because it shows which index is not "
        f"used. Then I ran analyze on the table, and it took {number} seconds less.\n\n"
        f"Interviewer: {QUESTIONS[1]}\n\n"
        f"{name}: On night {number} the lag was at a million, so I looked which partition grew and "
        f"added consumers. After that we measured it {number} times each week.\n"
    )


def write_folder(folder: Path, count: int, first: int = 0) -> Path:
    """Write so many transcripts, numbered from `first`."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(first, first + count):
        (folder / f"talk-{number:04}.txt").write_text(talk(number), "utf-8")
    return folder


def order(tmp_path: Path, **changes: object) -> FolderOrder:
    """What scores `tmp_path/talks` into `tmp_path/out`."""
    job = tmp_path / "job.md"
    job.write_text(JOB, "utf-8")
    wanted = FolderOrder((tmp_path / "talks",), tmp_path / "out", job)
    return FolderOrder(**{**vars(wanted), **changes})


@contextmanager
def opened(wanted: FolderOrder, home: Path) -> Iterator[OpenedRun]:
    """Open a run with the offline brain."""
    with (
        open_services(Settings(home=home), BrainChoice.OFFLINE) as services,
        open_run(services, wanted) as run,
    ):
        yield run


def scored(wanted: FolderOrder, home: Path) -> tuple[int, Written]:
    """Score and write; return how many files were scored now, and what was written."""
    with opened(wanted, home) as run:
        figures = run.run.score(lambda progress: None)
        outputs = Outputs(wanted.out, run.results, run.run.keys, run.conditions)
        return figures.scored_now, outputs.write(figures)


def outputs_of(folder: Path) -> dict[str, bytes]:
    """The bytes of what must not differ between two runs."""
    return {name: (folder / name).read_bytes() for name in OUTPUTS}
