"""One saved interview scored for a job, as a report of its own."""

from pathlib import Path

from nexus_cli.batch.conditions import Conditions
from nexus_cli.batch.judging import TranscriptJudge
from nexus_cli.batch.opening import conditions_of, read_job
from nexus_cli.batch.order import Ask, FolderOrder
from nexus_cli.batch.scale import make_scale
from nexus_cli.batch.scale_file import read_rubric_or_scale
from nexus_cli.batch.task import Interview, Task, read_interview, score_interview_of
from nexus_cli.errors import UnclearSpeakersError
from nexus_cli.models.job import Job
from nexus_cli.models.report import Report
from nexus_cli.models.scale import JobScale
from nexus_cli.scoring import default_rubric
from nexus_cli.services import Services


def report_on_transcript(services: Services, order: FolderOrder, ask: Ask | None = None) -> Report:
    """Return the report on the one file of `order`; nothing is kept.

    `ask` is asked who the candidate is where the file does not tell. Raises DocumentError,
    UsageError and RubricError.
    """
    task = Task(order.sources[0].name, order.sources[0], "", order.candidate)
    interview = _read(task, order.blind, ask)
    job = read_job(services, order)
    conditions = conditions_of(services, order, job, _scale(services, order.rubric, job))
    return services.thread.run(_scored(services, task, interview, conditions))


async def _scored(
    services: Services, task: Task, interview: Interview, conditions: Conditions
) -> Report:
    brain = services.brain_for(interview.transcript.id)
    judge = TranscriptJudge(brain, conditions.scale, conditions.job)
    return await score_interview_of(judge, task, interview, conditions)


def _read(task: Task, blind: bool, ask: Ask | None) -> Interview:
    try:
        return read_interview(task, blind)
    except UnclearSpeakersError as error:
        name = ask(task.file, error.names) if ask else None
        if name is None:
            raise
    return read_interview(Task(task.file, task.path, "", name), blind)


def _scale(services: Services, rubric: Path | None, job: Job) -> JobScale:
    named = read_rubric_or_scale(rubric) if rubric else default_rubric()
    if isinstance(named, JobScale):
        return named
    return services.thread.run(make_scale(services.brain, job, named)).value
