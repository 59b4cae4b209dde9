"""A session's state becomes a report: totals, requirements and recommendation, all in code."""

from collections.abc import Sequence
from datetime import datetime
from statistics import fmean

import nexus_cli
from nexus_cli.errors import StoreError
from nexus_cli.models.feedback import Feedback
from nexus_cli.models.grade import Status
from nexus_cli.models.question import Question
from nexus_cli.models.report import (
    AnswerReport,
    Recommendation,
    Report,
    RunReport,
    ScoredOfAnswered,
)
from nexus_cli.models.result import Degradation
from nexus_cli.models.rubric import Rubric, band_of, verdict_of
from nexus_cli.models.session import SessionState
from nexus_cli.reports.answering import answer_report
from nexus_cli.reports.confidence import confidence_of
from nexus_cli.reports.origin import report_provenance
from nexus_cli.reports.recommending import (
    blanks,
    development,
    in_doubt,
    strengths,
    summary,
)
from nexus_cli.reports.requirements import SkillFinder, requirement_reports
from nexus_cli.reports.spoken import delivery_of
from nexus_cli.reports.usage import usage_report


def build_report(
    session_id: str, state: SessionState, *, find_skills: SkillFinder | None = None
) -> Report:
    """Return the report on an interview as it stands, finished or not.

    `find_skills` gives `(canonical name, start, end)` for each skill named in a text; the lexicon
    when None. Nothing but `run` depends on clocks: equal events give an equal report.
    Raises StoreError when a question was asked that the plan does not hold.
    """
    prepared = state.prepared
    questions = _asked(state)
    answers = tuple(
        answer_report(question, state.answers[question.id], prepared.rubric)
        for question in questions
    )
    overall = _mean([a.average for a in answers])
    counts = _counts(answers)
    degraded = _distinct(state.degraded)
    planned = len(prepared.plan.questions)
    worded = state.feedback.feedback if state.feedback else None
    return Report(
        session_id=session_id,
        candidate=prepared.candidate.name,
        job=prepared.job.title,
        company=prepared.job.company,
        overall=overall,
        band=None if overall is None else band_of(overall),
        dimensions=_dimensions(prepared.rubric, answers),
        answers=answers,
        requirements=requirement_reports(prepared.job, answers, find_skills or _lexicon_skills()),
        recommendation=Recommendation(
            verdict=None if overall is None else verdict_of(overall),
            confidence=confidence_of(overall, counts.scored, planned, len(in_doubt(answers))),
            summary=_summary(state, summary(answers, overall, planned, degraded)),
            strengths=worded.strengths if worded else strengths(answers),
            development=_next_steps(worded, answers),
        ),
        scored_of_answered=counts,
        degraded=degraded,
        delivery=delivery_of(list(state.answers.values())),
        provenance=report_provenance(state, nexus_cli.__version__),
        run=_run(state),
    )


def _next_steps(worded: Feedback | None, answers: Sequence[AnswerReport]) -> tuple[str, ...]:
    """Return what to work on; that something stayed blank is said whoever worded the rest."""
    if worded is None:
        return development(answers)
    return tuple(dict.fromkeys((*worded.development, *blanks(answers))))


def _summary(state: SessionState, computed: str) -> str:
    """Return what the totals rest on, as computed, and after it what a brain said of the whole."""
    said = state.feedback.feedback.summary if state.feedback else ""
    return computed if said in computed else f"{computed} {said}"


def _asked(state: SessionState) -> list[Question]:
    planned = {question.id: question for question in state.prepared.plan.questions}
    unknown = [question_id for question_id in state.answers if question_id not in planned]
    if unknown:
        raise StoreError(
            f"This session asks a question that its plan does not hold: {unknown[0]}.",
            "Import the session again from an export, or delete it.",
        )
    return [planned[question_id] for question_id in state.answers]


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return round(fmean(known), 2) if known else None


def _dimensions(rubric: Rubric, answers: Sequence[AnswerReport]) -> dict[str, float | None]:
    return {
        dimension.name: _mean(
            [a.scores[dimension.name].score for a in answers if dimension.name in a.scores]
        )
        for dimension in rubric.dimensions
    }


def _counts(answers: Sequence[AnswerReport]) -> ScoredOfAnswered:
    return ScoredOfAnswered(
        scored=sum(a.status is Status.SCORED for a in answers),
        answered=sum(a.status is not Status.UNANSWERED for a in answers),
        asked=len(answers),
    )


def _distinct(degraded: Sequence[Degradation]) -> tuple[Degradation, ...]:
    """Each degradation once and sorted: answers graded side by side report theirs in any order."""
    keyed = {(d.stage, d.wanted, d.used, d.reason): d for d in degraded}
    return tuple(keyed[key] for key in sorted(keyed))


def _run(state: SessionState) -> RunReport:
    started = state.started_at or state.prepared.at
    ended: datetime | None = state.ended.at if state.ended else None
    return RunReport(
        started_at=started.isoformat(),
        ended_at=ended.isoformat() if ended else None,
        seconds={a.question_id: round(a.seconds, 3) for a in state.answers.values()},
        usage=usage_report(state.models_used),
    )


def _lexicon_skills() -> SkillFinder:
    # The lexicon reads its word list on import; a caller with a finder of its own skips that.
    from nexus_cli.knowledge.lexicon import find_skills

    return find_skills
