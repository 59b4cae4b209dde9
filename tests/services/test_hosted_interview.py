"""A whole interview with a key, against a Groq on loopback: what is asked, kept and told."""

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from nexus_cli.bench.groq import Fault, FaultKind, LoopbackGroq, honest
from nexus_cli.models.brains import BrainChoice
from nexus_cli.models.commands import AskAboutRole, ClarifyQuestion, Command, SubmitAnswer
from nexus_cli.models.events import Degraded, Event, QuestionAsked
from nexus_cli.models.grade import Status
from nexus_cli.models.report import Report
from nexus_cli.models.signals import Said, Signal, YourTurn
from nexus_cli.reports import ReportFormat, render
from nexus_cli.services import Preparation, Services, open_services, prepare
from nexus_cli.services.reporting import report_on, report_repeated
from nexus_cli.services.session_thread import SessionThread
from nexus_cli.settings import Settings

KEY = "gsk_CANARY_KEY"
CV = """# Ottoline Canaryname

## Experience

### Data Engineer, Canaryemployer Ltd
2019-06 to present

- Moved the CANARYCV billing tables to PostgreSQL and wrote the dbt tests for them
- Ran Airflow for twelve pipelines

## Skills

SQL, dbt, Airflow, PostgreSQL, Python
"""
JOB = """# Data Engineer

Northwind Harbour

## What you will do

- Build and run the pipelines that feed the port's reports
- Keep query cost down

## What we ask for

- Three years with SQL and Python in production
- Airflow and dbt
- Kafka would be nice

The team meets on Tuesdays in the harbour office.
"""
RUBRIC = """name: canary
version: "9"
dimensions:
  - {name: relevance, description: About what was asked., weight: 7.25}
  - {name: competency, description: Shows the skill., weight: 3.75}
"""
ANSWER = (
    "CANARYANSWER: I moved the billing tables myself, because the old server lost rows. I measured "
    "first, compared two ways and chose the simpler one, and after three weeks errors fell from 14 "
    "to 2 a day."
)


@dataclass
class Held:
    """An interview that was held, and what the server saw of it."""

    services: Services
    server: LoopbackGroq
    session_id: str
    items: list[Event | Signal] = field(default_factory=list)

    def hold(self, answer: Callable[[YourTurn], Command]) -> None:
        """Take the interview from where it stands to its end."""
        session = self.services.session(self.session_id)
        for item in self.services.thread.iterate(session.stream()):
            self.items.append(item)
            if isinstance(item, YourTurn):
                self.services.thread.run(session.send(answer(item)))

    @property
    def report(self) -> Report:
        return self.services.thread.run(report_on(self.services, self.session_id))

    def prompts(self, form: str | None) -> list[str]:
        """Return whole requests as they arrived, of one form; None for speech."""
        return [
            json.dumps(seen.body, ensure_ascii=False)
            for seen in self.server.seen
            if form_of(seen.body) == form
        ]


def form_of(body: Any) -> str | None:
    wanted = body.get("response_format")
    return wanted["json_schema"]["name"] if wanted else None


@contextmanager
def prepared(
    home: Path, monkeypatch: pytest.MonkeyPatch, server: LoopbackGroq | None = None, **wanted: Any
) -> Iterator[Held]:
    """Yield a session prepared with the key against `server`."""
    home.mkdir(exist_ok=True)
    (home / "cv.md").write_text(CV)
    (home / "job.md").write_text(JOB)
    served = server or LoopbackGroq(answer=honest)
    thread = SessionThread()
    thread.run(served.start())
    monkeypatch.setenv("GROQ_API_KEY", KEY)
    monkeypatch.setenv("GROQ_BASE_URL", served.url)
    try:
        with open_services(Settings(home=home / "nexus"), BrainChoice.AUTO) as services:
            asked = Preparation(cv=home / "cv.md", job=home / "job.md", questions=5, **wanted)
            made = services.thread.run(prepare(services, asked))
            yield Held(services, served, made.session_id)
    finally:
        thread.run(served.stop())
        thread.close()


def answering(turn: YourTurn) -> Command:
    return SubmitAnswer(text=ANSWER, literal=True)


def test_a_whole_interview_is_read_asked_scored_and_told_by_the_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with prepared(tmp_path, monkeypatch) as held:
        held.hold(answering)
        report = held.report
        assert report.provenance.model == "openai/gpt-oss-120b"
        assert set(report.provenance.prompt_versions) >= {
            "read_cv", "read_job", "find_gaps", "write_questions", "grade_answer", "feedback",
            "speak",
        }  # fmt: skip
        assert all(answer.status is Status.SCORED for answer in report.answers)
        assert any(answer.question_id.startswith("model-") for answer in report.answers)
        assert report.degraded == ()
        usage = report.run.usage
        assert usage.calls == len(held.server.seen)
        assert usage.cost_usd is not None
        assert usage.cost_usd > 0
        assert f"{usage.calls} calls to language models" in render(report, ReportFormat.TEXT, 200)
        assert any(isinstance(item, Said) and item.kind == "bridge" for item in held.items)
        again = len(held.server.seen)
        assert held.report == report
        assert len(held.server.seen) == again, "a report that was written is not paid for twice"


def test_a_grading_prompt_holds_no_cv_no_name_no_weight_and_no_other_score(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rubric = tmp_path / "mine.yaml"
    rubric.write_text(RUBRIC)
    with prepared(tmp_path, monkeypatch, rubric=rubric) as held:
        held.hold(answering)
        average = held.report.answers[0].average
        graded = held.prompts("AnswerGrade")
        assert len(graded) >= 5
        for prompt in graded:
            assert "CANARYANSWER" in prompt
            for canary in ("Canaryname", "Canaryemployer", "CANARYCV", "7.25", "3.75"):
                assert canary not in prompt
            assert f" {average} " not in prompt
        systems = {json.loads(prompt)["messages"][0]["content"] for prompt in graded}
        assert len(systems) == 1


def test_neither_key_nor_cv_nor_answer_is_left_in_the_log_or_in_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with prepared(tmp_path, monkeypatch) as held:
        held.hold(answering)
        assert held.report.overall is not None
    files = [path for path in (tmp_path / "nexus").rglob("*") if path.is_file()]
    apart = [path for path in files if "sessions" not in path.parts]
    assert {path.name for path in apart} >= {"nexus.log", "cache.db"}
    for canary in (b"CANARY", b"Canaryname", b"Canaryemployer"):
        assert not any(canary in path.read_bytes() for path in apart)
    assert not any(KEY.encode() in path.read_bytes() for path in files)
    assert "CANARY" not in caplog.text


def test_the_same_cv_for_another_job_reads_only_the_job(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with prepared(tmp_path, monkeypatch) as held:
        other = tmp_path / "other.md"
        other.write_text(JOB.replace("Kafka would be nice", "Terraform is a must"))
        wanted = Preparation(cv=tmp_path / "cv.md", job=tmp_path / "job.md", questions=5)

        def calls_for(preparation: Preparation) -> list[str | None]:
            before = len(held.server.seen)
            held.services.thread.run(prepare(held.services, preparation))
            return [form_of(seen.body) for seen in held.server.seen[before:]]

        assert calls_for(wanted) == []
        again = calls_for(replace(wanted, job=other))
        assert "ReadCV" not in again
        assert "ReadJob" in again


def test_a_service_that_dies_in_mid_interview_is_replaced_and_every_replacement_marked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with prepared(tmp_path, monkeypatch) as held:
        asked: list[str] = []

        def dying(turn: YourTurn) -> Command:
            asked.append(turn.question_id)
            if len(asked) == 2:
                held.server.faults = lambda: Fault(FaultKind.DROP)
            return SubmitAnswer(text=ANSWER, literal=True)

        held.hold(dying)
        report = held.report
        assert sum(isinstance(item, QuestionAsked) for item in held.items) == 5
        assert {change.stage for change in report.degraded} >= {"grade", "reply"}
        marks = [item.degradation for item in held.items if isinstance(item, Degraded)]
        assert {mark.used for mark in marks} == {"offline"}
        assert "offline" in report.provenance.brain
        assert all(answer.status is Status.SCORED for answer in report.answers)


def test_repeated_gradings_show_their_spread_and_change_nothing_that_is_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with prepared(tmp_path, monkeypatch) as held:
        held.hold(answering)
        stored = held.report
        events = held.services.thread.run(held.services.store.events(held.session_id))
        work = report_repeated(held.services, held.session_id, events, 3)
        repeated = held.services.thread.run(work)
        scores = [s for a in repeated.answers for s in a.scores.values() if s.score is not None]
        assert scores
        assert all(score.spread is not None for score in scores)
        assert held.services.thread.run(held.services.store.events(held.session_id)) == events
        assert held.report == stored


def test_requests_during_the_interview_are_answered_from_the_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with prepared(tmp_path, monkeypatch) as held:
        requests: list[Command] = [
            ClarifyQuestion(), AskAboutRole(text="Where does the team meet on Tuesdays?"),
        ]  # fmt: skip

        def asking(turn: YourTurn) -> Command:
            return requests.pop(0) if requests else SubmitAnswer(text=ANSWER, literal=True)

        held.hold(asking)
        said = [item for item in held.items if isinstance(item, Said) and item.kind == "clarify"]
        assert len(said) == 1
        assert "harbour office" in " ".join(held.prompts("RoleAnswer"))
        (answered,) = held.services.thread.run(_role_answers(held.services, held.session_id))
        assert "Tuesdays" in answered


async def _role_answers(services: Services, session_id: str) -> list[str]:
    events = await services.store.events(session_id)
    return [event.answer for event in events if event.type == "role_question_answered"]


def test_feedback_that_cannot_be_used_is_paid_for_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def empty_advice(body: dict[str, Any]) -> str:
        if form_of(body) == "WordedFeedback":
            return json.dumps({"observations": [], "strengths": [], "improve": [], "summary": ""})
        return honest(body)

    with prepared(tmp_path, monkeypatch, LoopbackGroq(answer=empty_advice)) as held:
        held.hold(answering)
        report = held.report
        assert report.recommendation.development
        assert held.report == report
        assert len(held.prompts("WordedFeedback")) == 1


def test_a_question_left_blank_is_named_once_beside_the_models_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with prepared(tmp_path, monkeypatch) as held:
        answers = ["", ANSWER, ANSWER, ANSWER, ANSWER, ANSWER, ANSWER, ANSWER, ANSWER, ANSWER]
        held.hold(lambda turn: SubmitAnswer(text=answers.pop(0), literal=True))
        steps = held.report.recommendation.development
        assert sum("stayed without an answer" in step for step in steps) == 1
