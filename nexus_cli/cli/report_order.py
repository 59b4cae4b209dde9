"""What `nexus report` was typed with, and which of its three reports that is."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nexus_cli.errors import UsageError
from nexus_cli.models.brains import BrainChoice
from nexus_cli.reports import ReportFormat

if TYPE_CHECKING:
    from nexus_cli.batch.order import FolderOrder


@dataclass(frozen=True)
class ReportOrder:
    """The words of the command."""

    sources: tuple[str, ...] = ()
    jd: str | None = None
    role: str | None = None
    rubric: Path | None = None
    output: ReportFormat = ReportFormat.TEXT
    out: Path | None = None
    brain: BrainChoice | None = None
    repeat: int = 1
    blind: bool = False
    candidate: str | None = None
    retry_errors: bool = False
    dry_run: bool = False
    diff: Path | None = None
    override: tuple[str, ...] = ()
    because: str = ""

    @property
    def of_many(self) -> bool:
        """Whether candidates are to be ranked."""
        return len(self.sources) > 1 or any(Path(name).is_dir() for name in self.sources)

    @property
    def of_transcript(self) -> bool:
        """Whether one saved transcript is to be scored for a job."""
        a_file = len(self.sources) == 1 and Path(self.sources[0]).is_file()
        return a_file and bool(self.jd or self.role)

    def for_batch(self, out: Path) -> "FolderOrder":
        """Return what `nexus_cli.batch` takes; raises UsageError without a job, or with two."""
        from nexus_cli.batch.order import FolderOrder

        return FolderOrder(
            sources=tuple(map(Path, self.sources)),
            out=out,
            job=self._job(),
            rubric=self.rubric,
            repeat=self.repeat,
            blind=self.blind,
            candidate=self.candidate,
            retry_errors=self.retry_errors,
        )

    def _job(self) -> Path | str:
        from nexus_cli.services import role_file

        if self.jd and self.role:
            raise UsageError("--jd and --role both name a job.", "Give one of them.")
        if self.jd:
            return self.jd
        if self.role:
            return role_file(self.role)
        raise UsageError(
            "Transcripts are scored for a job, and none is given.",
            "Add --jd FILE with its description, or --role NAME.",
        )


def write_report(order: ReportOrder) -> None:
    """Write the report that `order` is for; raises UsageError for words that do not go together."""
    if order.of_many:
        if order.override:
            raise UsageError(
                "A person's score belongs to one interview.", "Give the session that it is for."
            )
        from nexus_cli.cli.folder_report import report_folder

        report_folder(order)
        return
    if order.retry_errors or order.dry_run or order.diff is not None:
        raise UsageError(
            "--retry-errors, --dry-run and --diff are for many transcripts.",
            "Name a folder of them, with --jd and --out.",
        )
    from nexus_cli.cli.session_report import report_one

    report_one(order)
