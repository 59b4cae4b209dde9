"""From a CV and a job to a stored session that is ready for its first question."""

import asyncio
import hashlib
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nexus_cli.brain import PlanRequest
from nexus_cli.errors import UnknownRoleError
from nexus_cli.models.document import Document
from nexus_cli.models.events import SessionPrepared, origin_events
from nexus_cli.models.result import Degradation, Result, together
from nexus_cli.models.rubric import Rubric
from nexus_cli.resources import resource
from nexus_cli.scoring import default_rubric, load_rubric
from nexus_cli.services.engines import Services
from nexus_cli.services.history import questions_seen
from nexus_cli.services.sources import read_both


@dataclass(frozen=True)
class Preparation:
    """What to make a session from."""

    cv: Path | str
    """A file, or `-` for standard input."""
    job: Path | str
    rubric: Path | None = None
    questions: int | None = None
    """None takes the setting."""
    seed: int | None = None
    """None lets the candidate's history decide which questions come first."""
    pinned: tuple[str, ...] = ()
    """Bank questions that must be asked."""


@dataclass(frozen=True)
class Prepared:
    """A stored session, with what reading its documents brought up."""

    session_id: str
    event: SessionPrepared
    documents: tuple[Document, ...]
    timings: dict[str, float] = field(default_factory=dict)
    """Stage to seconds."""
    degraded: tuple[Degradation, ...] = ()
    """What ran second best."""


async def prepare(services: Services, wanted: Preparation) -> Prepared:
    """Read both documents at once, find gaps, plan questions, and store the session.

    Raises DocumentError, UsageError or RubricError before anything is written, and StoreError.
    """
    session_id = secrets.token_hex(4)
    telemetry, brain = services.telemetry, services.brain_for(session_id)
    rubric = _rubric(wanted.rubric)
    services.warm()
    with telemetry.span("setup"):
        with telemetry.span("read_documents"):
            cv, description = await read_both(wanted.cv, wanted.job, services.analyses)
        with telemetry.span("analyse"):
            candidate, job, _ = await asyncio.gather(
                brain.read_candidate(cv), brain.read_job(description), services.store.open()
            )
        with telemetry.span("find_gaps"):
            gaps = await brain.find_gaps(candidate.value, job.value)
        with telemetry.span("plan_questions"):
            history = await questions_seen(services.store, candidate.value.name)
            plan = await brain.plan_questions(
                PlanRequest(
                    candidate=candidate.value,
                    job=job.value,
                    gaps=gaps.value,
                    count=wanted.questions or services.settings.questions,
                    seed=_seed(wanted.seed, cv, description),
                    seen=() if wanted.seed is not None else tuple(history),
                    seen_texts=() if wanted.seed is not None else tuple(history.values()),
                    pinned=wanted.pinned,
                )
            )
    made: dict[str, Result[Any]] = {
        "read_candidate": candidate,
        "read_job": job,
        "find_gaps": gaps,
        "plan_questions": plan,
    }
    event = SessionPrepared(
        at=telemetry.clock.now(),
        candidate=candidate.value,
        job=job.value,
        gaps=gaps.value,
        plan=plan.value,
        rubric=rubric,
        provenance=together(result.provenance for result in made.values()),
        follow_ups=services.settings.follow_ups,
        hidden_words=sum(len(h.text.split()) for h in (*cv.hidden, *description.hidden)),
    )
    degraded = tuple(r.degraded for r in made.values() if r.degraded is not None)
    now = telemetry.clock.now()
    notes = [note for stage, r in made.items() for note in origin_events(stage, r, now)]
    await services.store.append(session_id, event, *notes)
    return Prepared(session_id, event, (cv, description), telemetry.timings(), degraded)


def role_file(name: str) -> Path:
    """Return the built-in job of this name, such as `data-engineer` or `Data Engineer`.

    Raises UnknownRoleError that lists the names there are.
    """
    folder = resource("prompts/roles")
    slug = "-".join(name.lower().split())
    path = folder / f"{slug}.md"
    if slug not in built_in_roles():
        raise UnknownRoleError(
            f"There is no built-in job called {name}.",
            f"There are: {', '.join(built_in_roles())}. Or give a file with --jd.",
        )
    return path


def built_in_roles() -> list[str]:
    """Return the names that `--role` takes."""
    return sorted(path.stem for path in resource("prompts/roles").glob("*.md"))


def _rubric(path: Path | None) -> Rubric:
    return default_rubric() if path is None else load_rubric(path)


def _seed(seed: int | None, cv: Document, description: Document) -> int:
    """Return the given seed, or one that the two documents always give."""
    if seed is not None:
        return seed
    digest = hashlib.sha256(f"{cv.sha256}{description.sha256}".encode()).hexdigest()
    return int(digest[:8], 16)
