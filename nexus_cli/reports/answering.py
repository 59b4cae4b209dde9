"""One question's part of the report: its status, its scores, and who gave them."""

from collections.abc import Mapping

from nexus_cli.models.grade import DimensionScore, Evidence, Grade, PointCoverage, Status
from nexus_cli.models.question import Question
from nexus_cli.models.report import AnswerReport, FollowUpReport
from nexus_cli.models.rubric import Rubric
from nexus_cli.models.session import AnswerState
from nexus_cli.reports.phrasing import quoted
from nexus_cli.reports.spoken import delivery_of, transcript_of

_DRAFT_LEFT = "A draft was left that was never sent; it is not scored."
_SCORE_WITHOUT_ANSWER = (
    "A person scored this question by hand, but it has no answer to rest on; the score is left out."
)


def answer_report(question: Question, state: AnswerState, rubric: Rubric) -> AnswerReport:
    """Return what `state` says about `question`, scored on the dimensions of `rubric`.

    A person's score replaces the machine's, which is kept in `machine_scores`. An answer without
    a single score, for whatever reason, is `needs_human`; a blank one is `unanswered`.
    """
    texts = {"answer": state.answer or "", "follow_up": state.follow_up_answer}
    machine = _machine_scores(state, rubric, texts)
    corrected = {} if state.blank else _corrections(state, rubric)
    scores = {
        name: score.model_copy(update={"score": corrected[name]}) if name in corrected else score
        for name, score in machine.items()
    }
    average = rubric.average({name: score.score for name, score in scores.items()})
    status = _status(state, average)
    grade = state.grade or Grade(status=status)
    return AnswerReport(
        question_id=question.id,
        question=question.text,
        category=question.category.value,
        target=question.target,
        answer=texts["answer"],
        status=status,
        scores=scores if status is Status.SCORED else {},
        average=average,
        points=tuple(_checked_point(point, texts) for point in grade.points),
        flags=(*grade.flags, *_remarks(state)),
        follow_up=_follow_up(state, status),
        delivery=delivery_of([state]),
        transcript=transcript_of(state),
        better_answer=grade.better_answer,
        overridden={name: state.overrides[name].because for name in corrected},
        machine_scores={name: machine[name].score for name in corrected},
    )


def _status(state: AnswerState, average: float | None) -> Status:
    if state.blank:
        return Status.UNANSWERED
    return Status.NEEDS_HUMAN if average is None else Status.SCORED


def _machine_scores(
    state: AnswerState, rubric: Rubric, texts: Mapping[str, str]
) -> dict[str, DimensionScore]:
    given: Mapping[str, DimensionScore] = {}
    if state.grade is not None and state.grade.status is Status.SCORED and not state.blank:
        given = state.grade.scores
    scores = {d.name: given.get(d.name, DimensionScore()) for d in rubric.dimensions}
    return {name: _checked_score(score, texts) for name, score in scores.items()}


def _corrections(state: AnswerState, rubric: Rubric) -> dict[str, float]:
    known = [d.name for d in rubric.dimensions if d.name in state.overrides]
    return {name: state.overrides[name].score for name in known}


def _checked_score(score: DimensionScore, texts: Mapping[str, str]) -> DimensionScore:
    located = [_located(evidence, texts) for evidence in score.evidence]
    checked = tuple(evidence for evidence in located if evidence is not None)
    return score if checked == score.evidence else score.model_copy(update={"evidence": checked})


def _checked_point(point: PointCoverage, texts: Mapping[str, str]) -> PointCoverage:
    if point.evidence is None:
        return point
    located = _located(point.evidence, texts)
    return point if located is point.evidence else point.model_copy(update={"evidence": located})


def _located(evidence: Evidence, texts: Mapping[str, str]) -> Evidence | None:
    """Return the evidence at the offsets where its quote stands, or None when it stands nowhere."""
    text, quote = texts[evidence.source], evidence.quote
    if not quote.strip():
        return None
    if evidence.start >= 0 and text[evidence.start : evidence.end] == quote:
        return evidence
    start = text.find(quote)
    if start < 0:
        return None
    return evidence.model_copy(update={"start": start, "end": start + len(quote)})


def _follow_up(state: AnswerState, status: Status) -> FollowUpReport | None:
    if not state.follow_ups:
        return None
    answer = state.follow_up_answer
    return FollowUpReport(
        question="\n\n".join(f.text for f in state.follow_ups),
        answer=answer,
        status=status if answer.strip() else Status.UNANSWERED,
    )


def _remarks(state: AnswerState) -> tuple[str, ...]:
    draft = (_DRAFT_LEFT,) if state.draft.strip() else ()
    cut = tuple(
        f"The candidate answered after hearing {quoted(heard)}, and not the rest."
        for heard in (state.heard, *(follow_up.heard for follow_up in state.follow_ups))
        if heard is not None
    )
    lost = (_SCORE_WITHOUT_ANSWER,) if state.blank and state.overrides else ()
    return draft + lost + cut
