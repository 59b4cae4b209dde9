"""A report on a stored session, whatever state it was left in."""

from contextlib import suppress

from nexus_cli.brain import Brain
from nexus_cli.errors import BrainError, StoreError
from nexus_cli.interview import grade_answer_state
from nexus_cli.models.events import (
    AnswerGraded,
    Event,
    FeedbackWritten,
    ModelsUsed,
    origin_events,
)
from nexus_cli.models.grade import Grade
from nexus_cli.models.report import Report
from nexus_cli.models.result import Result, together
from nexus_cli.models.session import AnswerState, SessionState, fold
from nexus_cli.reports.building import build_report
from nexus_cli.scoring.agreement import merged
from nexus_cli.services.engines import Services


async def report_on(services: Services, session_id: str) -> Report:
    """Return the report on a session; answers that were never graded are graded now.

    The grades of an ended interview are kept, where the store can be written; those of an
    unfinished one are not, because a follow-up may still add to its last answer. An ended
    interview is put into words once, by a brain that has words of its own.
    Raises UnknownSessionError and StoreTamperedError.
    """
    events = await services.store.events(session_id)
    state = fold(events)
    brain = services.brain_for(session_id)
    new = await _left_over_grades(brain, services, state)
    if state.ended is not None:
        new += await _feedback(brain, services, session_id, fold([*events, *new]))
        if new:
            with suppress(StoreError):
                await services.store.append(session_id, *new)
    return build_report(session_id, fold([*events, *new]))


async def report_on_events(services: Services, session_id: str, events: list[Event]) -> Report:
    """Return the report on the events of an exported session, storing nothing."""
    new = await _left_over_grades(services.brain_for(session_id), services, fold(events))
    return build_report(session_id, fold([*events, *new]))


async def report_repeated(
    services: Services, session_id: str, events: list[Event], times: int
) -> Report:
    """Return the report with every answer graded `times` anew, the median shown with its spread.

    Nothing is stored: what was graded during the interview stays the interview's grade.
    """
    state, brain = fold(events), services.brain_for(session_id)
    new: list[Event] = []
    for answer in state.answers.values():
        if answer.answer is not None and not answer.blank:
            new += await _graded(brain, services, state, answer, times)
    return build_report(session_id, fold([*events, *new]))


async def _left_over_grades(brain: Brain, services: Services, state: SessionState) -> list[Event]:
    new: list[Event] = []
    for question_id in state.ungraded:
        new += await _graded(brain, services, state, state.answers[question_id])
    return new


async def _graded(
    brain: Brain, services: Services, state: SessionState, answer: AnswerState, times: int = 1
) -> list[Event]:
    """Return the events of one answer graded, several times if asked and the median taken."""
    question = next(q for q in state.prepared.plan.questions if q.id == answer.question_id)
    results: list[Result[Grade]] = []
    events: list[Event] = []
    for _ in range(times):
        with services.telemetry.span("grade", question=question.id):
            rubric = state.prepared.rubric
            result = await grade_answer_state(brain, question, answer, rubric)
        results.append(result)
        events += origin_events("grade", result, services.telemetry.clock.now())
    grade = results[0].value if times == 1 else merged([result.value for result in results])
    graded = AnswerGraded(
        at=services.telemetry.clock.now(),
        question_id=question.id,
        grade=grade,
        provenance=together(result.provenance for result in results),
    )
    return [*events, graded]


async def _feedback(
    brain: Brain, services: Services, session_id: str, state: SessionState
) -> list[Event]:
    """Return the interview in words, unless they are there, or only the offline ones would be."""
    if state.feedback is not None:
        return []
    report = build_report(session_id, state)
    if report.overall is None:
        return []
    try:
        with services.telemetry.span("summarise"):
            result = await brain.summarise(report)
    except BrainError:
        return []
    now = services.telemetry.clock.now()
    used: list[Event] = [
        event for event in origin_events("summarise", result, now) if isinstance(event, ModelsUsed)
    ]
    if not result.usage:  # no model was asked, or none answered: the next report may try again
        return used
    return [*used, FeedbackWritten(at=now, feedback=result.value, provenance=result.provenance)]
