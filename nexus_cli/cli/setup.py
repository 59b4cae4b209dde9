"""`nexus setup`: read the documents, find the gaps, plan the questions, store the session."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nexus_cli.cli.exits import ExitCode
from nexus_cli.cli.options import BrainOption, Cv, Jd, Questions, Role, RubricFile, Seed

if TYPE_CHECKING:
    from nexus_cli.models.brains import BrainChoice
    from nexus_cli.models.question import Question
    from nexus_cli.services import Prepared
    from nexus_cli.services.preflight import Check


def setup(
    cv: Cv = None,
    jd: Jd = None,
    role: Role = None,
    rubric: RubricFile = None,
    questions: Questions = None,
    seed: Seed = None,
    brain: BrainOption = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object on standard output.")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="What works here, and what to do about what does not.")
    ] = False,
) -> None:
    """Prepare an interview: what the CV shows, what the job asks, what lies between."""
    if check:
        _check(brain, as_json)
        return
    from nexus_cli.cli.documents import job_source, needed_cv
    from nexus_cli.cli.waiting import tell_wait
    from nexus_cli.services import Preparation, open_services, prepare  # --help needs no engine
    from nexus_cli.settings import Settings

    wanted = Preparation(
        cv=needed_cv(cv),
        job=job_source(jd, role),
        rubric=rubric,
        questions=questions,
        seed=seed,
    )
    with open_services(Settings(), brain) as services:
        services.waits.listener = tell_wait
        prepared = services.thread.run(prepare(services, wanted))
    _warn(prepared)
    if as_json:
        typer.echo(json.dumps(as_object(prepared), ensure_ascii=False, indent=1))
    else:
        _show(prepared)


def as_object(prepared: "Prepared") -> dict[str, Any]:
    """Return the JSON that other programs rely on: fields are added, never renamed."""
    event = prepared.event
    return {
        "session_id": prepared.session_id,
        "brain": event.provenance.brain,
        "candidate": event.candidate.model_dump(mode="json"),
        "job": event.job.model_dump(mode="json", exclude={"passages"}),
        "gaps": event.gaps.model_dump(mode="json"),
        "questions": [_question(question) for question in event.plan.questions],
        "notes": list(event.plan.notes),
        "seed": event.plan.seed,
        "hidden_text": [
            {"document": document.name, **hidden.model_dump(mode="json")}
            for document in prepared.documents
            for hidden in document.hidden
        ],
        "degraded": [change.model_dump(mode="json") for change in prepared.degraded],
        "timings": prepared.timings,
    }


def _check(brain: "BrainChoice | None", as_json: bool) -> None:
    """Print the checks; leaves with 5 when nothing can be saved, so that no interview could run."""
    from nexus_cli.llm import LLMOptions  # all of it apart from --help, which needs none of it
    from nexus_cli.services.preflight import preflight
    from nexus_cli.services.session_thread import SessionThread
    from nexus_cli.settings import Settings

    thread = SessionThread()
    try:
        checks = thread.run(preflight(Settings(), LLMOptions(), brain))
    finally:
        thread.close()
    if as_json:
        typer.echo(json.dumps({"checks": [asdict(check) for check in checks]}, indent=1))
    else:
        typer.echo("\n".join(map(_check_line, checks)))
    if any(check.name == "disk" and not check.ok for check in checks):
        raise typer.Exit(ExitCode.MISSING)


def _check_line(check: "Check") -> str:
    from nexus_cli.text import one_line

    state = "ok" if check.ok else "trouble"
    return f"{check.name:<11}{state:<8} {one_line(f'{check.found} {check.fix}')}"


def _question(question: "Question") -> dict[str, Any]:
    return {
        "id": question.id,
        "text": question.text,
        "category": question.category.value,
        "target": question.target,
        "key_points": [point.point for point in question.key_points],
        "follow_up_hint": question.follow_up_hint,
        "difficulty": question.difficulty,
        "reason": question.reason,
    }


def _warn(prepared: "Prepared") -> None:
    from nexus_cli.cli.plain import degraded_sentence
    from nexus_cli.text import one_line

    for document in prepared.documents:
        for hidden in document.hidden:
            typer.echo(
                f"Left out of {document.name}, because a reader cannot see it "
                f"({hidden.trick.value}): {one_line(hidden.text, 120)}",
                err=True,
            )
    for change in prepared.degraded:
        typer.echo(degraded_sentence(change), err=True)
    for note in prepared.event.plan.notes:
        typer.echo(note, err=True)


def _show(prepared: "Prepared") -> None:
    from nexus_cli.reports.wording import made_by
    from nexus_cli.text import safe

    event = prepared.event
    candidate, job, gaps = event.candidate, event.job, event.gaps
    company = f" at {job.company}" if job.company else ""
    lines = [
        f"{candidate.name}, {candidate.years_experience:g} years in dated roles",
        f"{job.title}{company}",
        "",
        f"Match {gaps.match_score} of 100",
        f"  shown    {', '.join(gaps.matched_skills) or 'nothing the job names'}",
        f"  missing  {', '.join(gaps.missing_skills) or 'nothing'}",
        "",
        *(f"Read otherwise: {s}" for s in (*candidate.disagreements, *job.disagreements)),
        *([""] if candidate.disagreements or job.disagreements else []),
        "Worth asking about",
        *(f"  {area.priority}  {area.reason}" for area in gaps.probe_areas[:6]),
        "",
        "Questions",
        *(f"  {n}  {q.text}\n     {q.reason}" for n, q in enumerate(event.plan.questions, 1)),
        "",
        f"Read and planned by the {made_by(event.provenance.brain, event.provenance.model)}.",
        f"Begin with: nexus interview {prepared.session_id}",
    ]
    typer.echo(safe("\n".join(lines)))
