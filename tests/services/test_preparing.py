"""From two documents to a stored session."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from nexus_cli.brain import FallbackBrain, OfflineBrain
from nexus_cli.errors import BrainError, RubricError, UnknownRoleError
from nexus_cli.models.document import Document
from nexus_cli.models.job import Job
from nexus_cli.models.result import Result
from nexus_cli.models.session import fold
from nexus_cli.resources import resource
from nexus_cli.services import Preparation, Services, built_in_roles, prepare, role_file
from nexus_cli.services.session_thread import SessionThread
from nexus_cli.settings import Settings
from nexus_cli.store import MemoryStore
from nexus_cli.telemetry import Telemetry
from tests.made_up import HandClock

TODAY = date(2026, 5, 4)
WANTED = Preparation(
    cv=resource("sample_data/cvs/mira-holt.md"), job=resource("sample_data/jobs/data-engineer.md")
)


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    thread = SessionThread()
    yield Services(
        settings=Settings(home=tmp_path),
        store=MemoryStore(),
        brain=OfflineBrain(today=TODAY),
        telemetry=Telemetry(HandClock()),
        thread=thread,
    )
    thread.close()


def test_a_prepared_session_is_stored_with_its_plan(services: Services) -> None:
    prepared = services.thread.run(prepare(services, WANTED))
    state = fold(services.thread.run(services.store.events(prepared.session_id)))
    assert state.prepared == prepared.event
    assert state.prepared.candidate.name == "Mira Holt"
    assert len(state.prepared.plan.questions) == 7


def test_every_stage_is_timed(services: Services) -> None:
    timings = services.thread.run(prepare(services, WANTED)).timings
    assert {"setup", "read_documents", "analyse", "find_gaps", "plan_questions"} <= set(timings)


class NoJobs(OfflineBrain):
    """Cannot read a job."""

    name = "hosted"

    async def read_job(self, description: Document) -> Result[Job]:
        raise BrainError("The service did not answer.")


def test_a_stage_done_by_the_second_brain_is_kept_as_degraded(services: Services) -> None:
    brain = FallbackBrain(NoJobs(today=TODAY), OfflineBrain(today=TODAY))
    degraded = replace(services, brain=brain)
    prepared = services.thread.run(prepare(degraded, WANTED))
    state = fold(services.thread.run(services.store.events(prepared.session_id)))
    assert [change.stage for change in state.degraded] == ["read_job"]


def test_a_broken_rubric_stores_nothing(services: Services, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("name: mine\ndimensions: []\n")
    with pytest.raises(RubricError, match=r"mine\.yaml"):
        services.thread.run(prepare(services, replace(WANTED, rubric=path)))
    assert services.thread.run(services.store.sessions()) == []


@pytest.mark.parametrize("name", ["data-engineer", "Data Engineer", " data  engineer "])
def test_a_built_in_job_is_found_however_it_is_written(name: str) -> None:
    assert role_file(name).name == "data-engineer.md"


@pytest.mark.parametrize("name", ["lighthouse keeper", "../packs/data", ""])
def test_an_unknown_job_is_told_with_those_there_are(name: str) -> None:
    with pytest.raises(UnknownRoleError, match="registered-nurse"):
        role_file(name)


@pytest.mark.parametrize("name", built_in_roles())
def test_every_built_in_job_can_be_read(name: str, services: Services) -> None:
    text = role_file(name).read_text()
    document = Document(name=name, text=text, sha256="0")
    job = services.thread.run(services.brain.read_job(document)).value
    assert job.title
    assert job.company
    assert len(job.required_skills) >= 3
    assert job.passages
