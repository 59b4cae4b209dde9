"""Ten questions written for one interview: asked for at once, and one by one."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from nexus_cli.bench.timing.emulation import groq_of
from nexus_cli.bench.timing.preparation import hosted_services, offline_services
from nexus_cli.bench.timing.scenario import Round, Setting
from nexus_cli.brain import PlanRequest
from nexus_cli.brain.asking.areas import areas_of
from nexus_cli.errors import BrainError, BrainKeyError
from nexus_cli.llm import LLMOptions
from nexus_cli.resources import resource
from nexus_cli.services import Services
from nexus_cli.services.sources import read_both

QUESTIONS = 10
"""That a model writes; those that open, close and ask about the past come from the bank."""
_CV, _JOB = "sample_data/cvs/mira-holt.md", "sample_data/jobs/data-engineer.md"
"""For these the loopback writes ten questions that all pass: none is asked for a second time."""


def measure(setting: Setting) -> Iterator[Round]:
    """Yield rounds of writing ten questions for a sample CV and job.

    Both ways draw the same delays, over a connection that is open. Raises BrainKeyError for the
    profile live without a key.
    """
    with offline_services(setting.folder / "request") as services:
        request = services.thread.run(_request(services))
    with groq_of(setting) as (options, delays):
        if delays is not None:
            # Modules are loaded and the loopback's answers made before anything is timed.
            _written_ms(setting, setting.folder / "loading", options, request, False)
        for number in setting.numbers():
            ways = []
            for one_by_one in (False, True):
                if delays is not None:
                    delays.begin(number)
                home = setting.folder / f"{number}-{one_by_one}"
                ways.append(_written_ms(setting, home, options, request, one_by_one))
            yield _round(setting, *ways)


async def _request(services: Services) -> PlanRequest:
    """Return a request whose plan has ten places for written questions."""
    cv, description = await read_both(resource(_CV), resource(_JOB), None)
    candidate = (await services.brain.read_candidate(cv)).value
    job = (await services.brain.read_job(description)).value
    gaps = (await services.brain.find_gaps(candidate, job)).value
    request = PlanRequest(candidate, job, gaps, count=QUESTIONS, seed=1)
    while len(areas_of(request, (await services.brain.plan_questions(request)).value)) < QUESTIONS:
        request = replace(request, count=request.count + 1)
    return request


def _written_ms(
    setting: Setting, home: Path, options: LLMOptions, request: PlanRequest, one_by_one: bool
) -> float | None:
    """Return how long ten questions took, None when they did not come."""
    with hosted_services(home, options, one_by_one) as services:
        try:
            # As in `nexus setup`: it opens the connection and tells what the plan allows, without
            # which no ten calls are sent at once.
            services.thread.run(services.brain.find_gaps(request.candidate, request.job))
            work = services.brain.plan_questions(request)
            return setting.elapsed(lambda: services.thread.run(work))
        except BrainKeyError:
            raise  # without a key that works, every round would fail
        except BrainError:
            return None


def _round(setting: Setting, at_once: float | None, one_by_one: float | None) -> Round:
    name = f"questions_{setting.profile.value}"
    found = {f"{name}_at_once_ms": at_once, f"{name}_one_by_one_ms": one_by_one}
    return Round(
        times={what: [ms] for what, ms in found.items() if ms is not None},
        ratios={"one_by_one_over_at_once": one_by_one / at_once} if at_once and one_by_one else {},
        failures={what: 1 for what, ms in found.items() if ms is None},
    )
