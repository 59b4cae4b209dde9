"""A prepared interview, told: as JSON that other programs rely on, and as text."""

from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from nexus_cli.models.question import Question
    from nexus_cli.services import Prepared


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


def warn(prepared: "Prepared") -> None:
    """Print on standard error what was left out, degraded, or is worth a note."""
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


def show(prepared: "Prepared") -> None:
    """Print the gaps and the questions."""
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
