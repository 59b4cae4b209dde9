"""Which scale a folder is scored on: the one that lies beside its results, or one made for it."""

import hashlib
import json

from nexus_cli.batch.order import FolderOrder
from nexus_cli.batch.results import Results
from nexus_cli.batch.scale import PERSON, make_scale, scale_digest
from nexus_cli.batch.scale_file import read_rubric_or_scale, read_scale, write_scale
from nexus_cli.errors import UsageError
from nexus_cli.models.job import Job
from nexus_cli.models.rubric import Rubric
from nexus_cli.models.scale import JobScale
from nexus_cli.reports.phrasing import degradation_words
from nexus_cli.scoring import default_rubric
from nexus_cli.services import Services

FILE = "rubric.yaml"
_MADE_FOR = "scale made for"


def choose_scale(services: Services, order: FolderOrder, job: Job, results: Results) -> JobScale:
    """Return the scale, which lies in `order.out` from now on, for a person to read and edit.

    One that is named with `--rubric` counts; else the one that was made for this job and rubric
    before, with what a person changed in it. Raises RubricError, and UsageError where somebody's
    changes would be overwritten.
    """
    path = order.out / FILE
    named = read_rubric_or_scale(order.rubric) if order.rubric else default_rubric()
    known = read_scale(path) if path.exists() else None
    if isinstance(named, JobScale):
        return _written(order, known, named, results, scale_digest(named))
    made_for = _made_for(services.brain.name, job, named)
    if known is not None and results.note(_MADE_FOR) == made_for:
        return known
    made = services.thread.run(make_scale(services.brain, job, named))
    if made.degraded is not None:
        results.notices.append(f"Degraded: {degradation_words(made.degraded)}.")
    return _written(order, known, made.value, results, made_for)


def known_scale(
    services: Services, order: FolderOrder, job: Job, results: Results
) -> JobScale | None:
    """Return the scale that a run would take, or None where it would make one."""
    path = order.out / FILE
    named = read_rubric_or_scale(order.rubric) if order.rubric else default_rubric()
    if isinstance(named, JobScale):
        return named
    same = results.note(_MADE_FOR) == _made_for(services.brain.name, job, named)
    return read_scale(path) if same and path.exists() else None


def _written(
    order: FolderOrder, known: JobScale | None, scale: JobScale, results: Results, made_for: str
) -> JobScale:
    path = order.out / FILE
    if known is not None and scale_digest(known) == scale_digest(scale):
        results.keep_note(_MADE_FOR, made_for)
        return known
    if known is not None and known.made_by.brain == PERSON:
        raise UsageError(
            f"{path} was changed by a person, and is for another job, rubric or brain.",
            f"Choose another --out; or score on it, with --rubric {path}.",
        )
    write_scale(path, scale)
    results.keep_note(_MADE_FOR, made_for)
    return read_scale(path)


def _made_for(brain: str, job: Job, rubric: Rubric) -> str:
    parts = [brain, job.model_dump(mode="json"), rubric.model_dump(mode="json")]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
