"""What earlier sessions tell: who was asked what, and how each interview stands."""

from dataclasses import dataclass
from datetime import datetime

from nexus_cli.errors import StoreError
from nexus_cli.models.rubric import Verdict
from nexus_cli.models.session import SessionState, fold
from nexus_cli.reports.building import build_report
from nexus_cli.store import Store


@dataclass(frozen=True)
class SessionSummary:
    """One line of a list of sessions."""

    session_id: str
    candidate: str
    job: str
    at: datetime
    """When something last happened, in UTC."""
    answered: int
    planned: int
    status: str
    """`ready`, `unfinished`, `finished` or `damaged`."""
    overall: float | None = None
    verdict: Verdict | None = None


async def questions_seen(store: Store, candidate: str) -> dict[str, str]:
    """Return id and words of the questions this candidate was asked in any session.

    The least recent stands first.
    """
    seen: dict[str, str] = {}
    for session_id in reversed(await store.sessions()):
        try:
            state = fold(await store.events(session_id))
        except StoreError:
            continue
        if state.prepared.candidate.name == candidate:
            asked = [q for q in state.prepared.plan.questions if q.id in state.answers]
            for question in asked:
                seen.pop(question.id, None)
                seen[question.id] = question.text
    return seen


async def summaries(store: Store) -> list[SessionSummary]:
    """Return every session in a line, newest first; a damaged one is listed as such."""
    return [await _summary(store, session_id) for session_id in await store.sessions()]


async def _summary(store: Store, session_id: str) -> SessionSummary:
    try:
        state = fold(await store.events(session_id))
        report = build_report(session_id, state)
    except StoreError:
        at = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
        return SessionSummary(session_id, "?", "?", at, 0, 0, "damaged")
    return SessionSummary(
        session_id=session_id,
        candidate=state.prepared.candidate.name,
        job=state.prepared.job.title,
        at=state.last_at or state.prepared.at,
        answered=sum(not answer.blank for answer in state.answers.values()),
        planned=len(state.prepared.plan.questions),
        status=_status(state),
        overall=report.overall,
        verdict=report.recommendation.verdict,
    )


def _status(state: SessionState) -> str:
    if state.ended is not None:
        return "finished"
    return "unfinished" if state.answers else "ready"
