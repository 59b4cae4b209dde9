"""From what somebody wants to a run that is ready: files, job, scale, and what is kept already."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from pydantic import ValidationError

from nexus_cli.batch.conditions import Conditions
from nexus_cli.batch.finding import RESULTS, Listing, find_files
from nexus_cli.batch.order import FolderOrder
from nexus_cli.batch.results import Results
from nexus_cli.batch.running import FolderRun
from nexus_cli.batch.scale import OFFLINE
from nexus_cli.batch.scale_choice import choose_scale, known_scale
from nexus_cli.documents.dispatch import read_source
from nexus_cli.documents.source import Source, open_source
from nexus_cli.llm import LLMOptions
from nexus_cli.models.brains import BrainChoice
from nexus_cli.models.job import Job
from nexus_cli.models.scale import JobScale
from nexus_cli.reports.phrasing import degradation_words
from nexus_cli.services import Services

_GRADING_PROMPT = "grade_answer"


@dataclass(frozen=True)
class OpenedRun:
    """A run that is ready to be scored, and what its outputs are written from."""

    run: FolderRun
    listing: Listing
    conditions: Conditions
    results: Results


@contextmanager
def open_run(services: Services, order: FolderOrder) -> Iterator[OpenedRun]:
    """Find the files, read the job, choose the scale, and hold `order.out` for the block.

    Raises UsageError, DocumentError and RubricError before anything is scored; StoreError when
    another run works in `order.out`.
    """
    listing = find_files(order.sources, order.out)
    source = open_source(order.job)
    with Results(order.out) as results:
        job = _pinned_job(services, source, results)
        conditions = conditions_of(
            services, order, job, choose_scale(services, order, job, results)
        )
        run = FolderRun(services, order, listing, conditions, results)
        yield OpenedRun(run, listing, conditions, results)


def unscored_files(services: Services, order: FolderOrder) -> tuple[Listing, set[str]]:
    """Return what a run would find, and which of it it would score.

    Makes no scale and scores nothing; where no run was yet, nothing is written at all.
    """
    listing = find_files(order.sources, order.out)
    every = {found.file for found in listing.files}
    if not (order.out / RESULTS).exists():
        return listing, every
    source = open_source(order.job)
    with Results(order.out) as results:
        job = _pinned_job(services, source, results)
        scale = known_scale(services, order, job, results)
        if scale is None:
            return listing, every
        conditions = conditions_of(services, order, job, scale)
        run = FolderRun(services, order, listing, conditions, results)
        return listing, {task.file for task in run.unscored()}


def read_job(services: Services, order: FolderOrder) -> Job:
    """Return what the job asks for; raises DocumentError and UsageError."""
    document = read_source(open_source(order.job))
    return services.thread.run(services.brain.read_job(document)).value


def _pinned_job(services: Services, source: Source, results: Results) -> Job:
    """Return the job as it was read first: read anew, a model may word it otherwise, and no result
    would be found again. What the offline brain read for want of a better one is not kept."""
    name = f"job {hashlib.sha256(source.data).hexdigest()} read by {services.brain.name}"
    if (row := results.note(name)) is not None:
        with suppress(ValidationError):  # of an earlier shape: read again
            return Job.model_validate_json(row)
    read = services.thread.run(services.brain.read_job(read_source(source)))
    if read.degraded is not None:
        results.notices.append(f"Degraded: {degradation_words(read.degraded)}.")
    else:
        results.keep_note(name, read.value.model_dump_json())
    return read.value


def conditions_of(services: Services, order: FolderOrder, job: Job, scale: JobScale) -> Conditions:
    """Return what every file is scored under."""
    brain = services.brain.name
    return Conditions(
        scale=scale,
        job=job,
        brain=brain,
        models=models_of(brain),
        prompt_versions={} if brain == OFFLINE else {_GRADING_PROMPT: _prompt_version()},
        repeat=order.repeat,
        blind=order.blind,
    )


def models_of(brain: str) -> str:
    """Return the chain of models behind `brain`, as it is set; empty offline."""
    if brain == OFFLINE:
        return ""
    options = LLMOptions()
    return options.model if brain == BrainChoice.OPENAI.value else options.groq_models


def _prompt_version() -> str:
    from nexus_cli.brain.prompting import load_prompt  # forms, which offline needs not

    return load_prompt(_GRADING_PROMPT).version
