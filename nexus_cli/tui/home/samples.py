"""The made-up CVs and jobs that ship with nexus, paired so that each has gaps to ask about."""

from dataclasses import dataclass
from pathlib import Path

from nexus_cli.resources import resource

_JOBS = {
    "deniz-okafor": "platform-engineer",
    "mira-holt": "data-engineer",
    "kofi-brandell": "registered-nurse",
    "anouk-ramdari": "product-marketing-manager",
    "bronagh-siwek": "warehouse-supervisor",
    "idris-calloway": "platform-engineer",
}
"""CV to the job it goes with, both by the stem of the file's name."""


@dataclass(frozen=True)
class Sample:
    """A CV and a job to try nexus with."""

    cv: Path
    job: Path

    @property
    def title(self) -> str:
        """Who is interviewed for what, such as `Mira Holt for data engineer`."""
        return f"{self.cv.stem.replace('-', ' ').title()} for {self.job.stem.replace('-', ' ')}"


def samples() -> list[Sample]:
    """Return the pairs whose files are there.

    Raises ResourceMissingError when the samples did not ship.
    """
    folder = resource("sample_data")
    cvs = {path.stem: path for path in sorted((folder / "cvs").iterdir())}
    pairs = [
        Sample(cvs[cv], folder / "jobs" / f"{job}.md") for cv, job in _JOBS.items() if cv in cvs
    ]
    return [sample for sample in pairs if sample.job.exists()]
