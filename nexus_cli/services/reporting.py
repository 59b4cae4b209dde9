"""A report on a stored session, whatever state it was left in."""

from contextlib import suppress

from nexus_cli.errors import StoreError
from nexus_cli.interview import grade_answer_state
from nexus_cli.models.events import AnswerGraded, Event
from nexus_cli.models.report import Report
from nexus_cli.models.session import SessionState, fold
from nexus_cli.reports.building import build_report
from nexus_cli.services.engines import Services


async def report_on(services: Services, session_id: str) -> Report:
    """Return the report on a session; answers that were never graded are graded now.

    The grades of an ended interview are kept, where the store can be written; those of an
    unfinished one are not, because a follow-up may still add to its last answer.
    Raises UnknownSessionError and StoreTamperedError.
    """
    events = await services.store.events(session_id)
    state = fold(events)
    new = await _left_over_grades(services, state)
    if state.ended is not None:
        with suppress(StoreError):
            for event in new:
                await services.store.append(session_id, event)
    return build_report(session_id, fold([*events, *new]))


async def report_on_events(services: Services, session_id: str, events: list[Event]) -> Report:
    """Return the report on the events of an exported session, storing nothing."""
    new = await _left_over_grades(services, fold(events))
    return build_report(session_id, fold([*events, *new]))


async def _left_over_grades(services: Services, state: SessionState) -> list[Event]:
    questions = {question.id: question for question in state.prepared.plan.questions}
    grades: list[Event] = []
    for question_id in state.ungraded:
        with services.telemetry.span("grade", question=question_id):
            result = await grade_answer_state(
                services.brain,
                questions[question_id],
                state.answers[question_id],
                state.prepared.rubric,
            )
        grades.append(
            AnswerGraded(
                at=services.telemetry.clock.now(),
                question_id=question_id,
                grade=result.value,
                provenance=result.provenance,
            )
        )
    return grades
