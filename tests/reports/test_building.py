"""Totals, statuses and counts of a report, against numbers worked out by hand."""

import pytest

from nexus_cli.errors import StoreError
from nexus_cli.models.events import AnswerGraded, AnswerPart, Event, QuestionAsked, ScoreOverridden
from nexus_cli.models.grade import DimensionScore, Evidence, Grade, Status
from nexus_cli.models.result import Degradation, Provenance
from nexus_cli.models.rubric import Band, Rubric, Verdict
from nexus_cli.reports.confidence import confidence_of

from .made_up_interview import (
    ANSWERS,
    GRADES,
    KAFKA,
    NOON,
    RATE_LIMITED,
    accepted,
    dimensions,
    interview,
    prepared,
    quote,
    report_on,
    scores,
)


def override(question_id: str, dimension: str, score: float) -> ScoreOverridden:
    return ScoreOverridden(
        at=NOON, question_id=question_id, dimension=dimension, score=score, because="I heard more."
    )


def test_the_total_is_the_mean_of_the_scored_answers() -> None:
    report = report_on(interview())
    # (4+3+3+4)/4, (2+1.5+2+2.5)/4, (4.5+4+4.5)/3, (1+0.5+0.5+1.2)/4
    averages = {a.question_id: a.average for a in report.answers}
    assert averages == {
        "intro": 3.5,
        "kafka": 2.0,
        "postgres": 4.33,
        "incident": None,
        "on-call": 0.8,
        "terraform": None,
        "closing": None,
    }
    assert report.overall == 2.66  # (3.5 + 2.0 + 4.33 + 0.8) / 4 = 2.6575
    assert (report.band, report.recommendation.verdict) == (Band.ADEQUATE, Verdict.CONSIDER)


def test_a_dimension_is_the_mean_of_the_answers_that_have_it() -> None:
    report = report_on(interview())
    assert report.dimensions == {
        "relevance": 2.88,  # (4 + 2 + 4.5 + 1) / 4 = 2.875
        "depth": 2.25,
        "competency": 2.5,
        "communication": 2.57,  # (4 + 2.5 + 1.2) / 3: question 3 has none
    }


def test_the_rubric_weighs_the_dimensions_of_an_answer() -> None:
    rubric = Rubric(name="deep", version="2", dimensions=dimensions(depth=5.0))
    report = report_on(interview(start=prepared(rubric=rubric)))
    assert report.answers[1].average == 1.75  # (2 + 5 * 1.5 + 2 + 2.5) / 8
    assert report.provenance.rubric_version == "2"


def test_unanswered_and_unscored_answers_leave_every_mean() -> None:
    without = {key: ANSWERS[key] for key in ("intro", "kafka", "postgres", "on-call")}
    lean = report_on(interview(answers=without))
    full = report_on(interview())
    assert (lean.overall, lean.dimensions) == (full.overall, full.dimensions)
    counts = full.scored_of_answered
    assert (counts.scored, counts.answered, counts.asked) == (4, 5, 7)
    assert [a.status for a in full.answers[3:]] == [
        Status.NEEDS_HUMAN,
        Status.SCORED,
        Status.UNANSWERED,
        Status.UNANSWERED,
    ]
    assert full.answers[3].scores == {}


def test_with_nothing_scored_there_is_no_total_band_or_verdict() -> None:
    report = report_on(interview(answers={"intro": "", "incident": "I would ask around."}))
    assert (report.overall, report.band, report.recommendation.verdict) == (None, None, None)
    assert report.recommendation.confidence == 0.0
    assert set(report.dimensions.values()) == {None}
    assert "No answer has a score" in report.recommendation.summary


def test_an_answer_that_no_brain_graded_needs_a_person() -> None:
    report = report_on(interview(answers={"intro": "I build things."}, grades={}))
    assert report.answers[0].status is Status.NEEDS_HUMAN


def test_a_grade_that_judges_nothing_needs_a_person() -> None:
    empty = Grade(status=Status.SCORED, scores={"relevance": DimensionScore()})
    report = report_on(interview(answers={"intro": "I build things."}, grades={"intro": empty}))
    assert report.answers[0].status is Status.NEEDS_HUMAN
    assert report.overall is None


def test_a_persons_score_replaces_the_machines_which_is_kept() -> None:
    report = report_on([*interview(), override("kafka", "depth", 3.5)])
    answer = report.answers[1]
    assert answer.scores["depth"].score == 3.5
    assert answer.machine_scores == {"depth": 1.5}
    assert answer.overridden == {"depth": "I heard more."}
    assert answer.average == 2.5  # (2 + 3.5 + 2 + 2.5) / 4
    assert "1 of them corrected by a person" in report.recommendation.summary


def test_a_person_can_score_what_the_machine_could_not() -> None:
    report = report_on([*interview(), override("incident", "depth", 4.0)])
    answer = report.answers[3]
    assert (answer.status, answer.average) == (Status.SCORED, 4.0)
    assert answer.machine_scores == {"depth": None}
    assert answer.scores["relevance"].score is None


def test_a_blank_answer_has_no_score_even_when_a_person_gives_one() -> None:
    report = report_on([*interview(), override("terraform", "depth", 5.0)])
    answer = report.answers[5]
    assert (answer.status, answer.scores, answer.overridden) == (Status.UNANSWERED, {}, {})
    assert any("no answer to rest on" in flag for flag in answer.flags)


def test_questions_that_were_never_asked_are_not_listed() -> None:
    report = report_on(interview(answers={"intro": ANSWERS["intro"]}))
    assert [a.question_id for a in report.answers] == ["intro"]
    assert report.scored_of_answered.asked == 1
    assert "6 planned questions were never asked" in report.recommendation.summary


def test_a_blank_closing_question_is_held_against_nobody() -> None:
    report = report_on(interview())
    advice = " ".join(report.recommendation.development)
    assert "Question 6 stayed" in advice
    assert "7" not in advice


def test_a_draft_that_was_never_sent_is_said_and_not_scored() -> None:
    events: list[Event] = [
        prepared(),
        QuestionAsked(at=NOON, question_id="intro", number=1),
        AnswerPart(at=NOON, question_id="intro", part="answer", text="I was just"),
    ]
    answer = report_on(events).answers[0]
    assert (answer.status, answer.answer) == (Status.UNANSWERED, "")
    assert any("draft" in flag for flag in answer.flags)


def test_a_follow_up_without_an_answer_is_unanswered() -> None:
    report = report_on(interview())
    follow_up = report.answers[1].follow_up
    assert follow_up is not None
    assert follow_up.status is Status.SCORED
    events = [*interview(), accepted("kafka", "  ", part="follow_up")]
    follow_up = report_on(events).answers[1].follow_up
    assert follow_up is not None
    assert follow_up.status is Status.UNANSWERED


def test_every_quote_stands_in_the_text_that_it_names() -> None:
    report = report_on(interview())
    checked = 0
    for answer in report.answers:
        follow_up = answer.follow_up.answer if answer.follow_up else ""
        texts = {"answer": answer.answer, "follow_up": follow_up}
        quotes = [e for score in answer.scores.values() for e in score.evidence]
        quotes += [p.evidence for p in answer.points if p.evidence]
        for requirement in report.requirements:
            if requirement.question_id == answer.question_id:
                quotes += requirement.evidence
        for evidence in quotes:
            assert texts[evidence.source][evidence.start : evidence.end] == evidence.quote
            checked += 1
    assert checked > 15


def test_a_quote_at_the_wrong_place_is_found_and_an_invented_one_dropped() -> None:
    moved = quote(KAFKA, "I restarted it").model_copy(update={"start": 0, "end": 5})
    invented = Evidence(source="answer", quote="I wrote Kafka", start=0, end=13)
    given = scores((2, 2, 2, 2), moved) | {
        "depth": DimensionScore(score=2, evidence=(invented,)),
    }
    grades = {"kafka": Grade(status=Status.SCORED, scores=given)}
    answer = report_on(interview(answers={"kafka": KAFKA}, grades=grades)).answers[0]
    assert answer.scores["relevance"].evidence == (quote(KAFKA, "I restarted it"),)
    assert answer.scores["depth"].evidence == ()


def test_equal_events_give_an_equal_report_outside_run() -> None:
    slower = [
        e.model_copy(update={"at": NOON.replace(hour=15)})
        if isinstance(e, QuestionAsked | AnswerGraded)
        else e
        for e in interview(degraded=(RATE_LIMITED,))
    ]
    other = report_on(slower)
    one = report_on(interview(degraded=(RATE_LIMITED,)))
    assert one.model_dump(exclude={"run"}) == other.model_dump(exclude={"run"})
    assert one.run != other.run


def test_the_order_in_which_answers_were_graded_leaves_no_trace() -> None:
    backwards = dict(reversed(GRADES.items()))
    late = Degradation(stage="asking", wanted="groq", used="offline", reason="no network")
    one = report_on(interview(degraded=(RATE_LIMITED, late)))
    other = report_on(interview(grades=backwards, degraded=(late, RATE_LIMITED, late)))
    assert one == other


def test_provenance_names_who_scored_and_every_prompt() -> None:
    groq = Provenance(brain="groq", model="some-model", prompt_versions={"grade": "4"})
    graded = AnswerGraded(at=NOON, question_id="intro", grade=GRADES["intro"], provenance=groq)
    origin = report_on([*interview(), graded]).provenance
    assert (origin.brain, origin.model) == ("groq + offline", "some-model")
    assert origin.prompt_versions == {"grade": "3, 4", "plan": "2"}


def test_run_says_when_and_how_long() -> None:
    run = report_on(interview()).run
    assert run.started_at == "2026-03-02T12:01:00+00:00"
    assert run.ended_at == "2026-03-02T12:20:00+00:00"
    assert run.seconds["kafka"] == 60.0  # 40 for the answer, 20 for the follow-up
    assert report_on(interview()[:-1]).run.ended_at is None


def test_a_question_outside_the_plan_is_refused() -> None:
    stray = QuestionAsked(at=NOON, question_id="unheard-of", number=1)
    with pytest.raises(StoreError, match="unheard-of"):
        report_on([prepared(), stray])


def test_the_summary_says_what_is_missing_and_what_ran_second_best() -> None:
    summary = report_on(interview(degraded=(RATE_LIMITED,))).recommendation.summary
    assert "2.66 of 5 (adequate) is the mean of 4 scored answers" in summary
    assert "2 questions stayed without an answer and 1 answer needs a person" in summary
    assert "offline stood in for groq (the rate limit was reached)" in summary


def test_advice_names_the_question_the_point_and_the_quote() -> None:
    advice = report_on(interview()).recommendation
    assert advice.strengths[0] == (
        "Question 3: The cut-over was rehearsed on a copy. "
        "In the answer: “rehearsed the PostgreSQL cut-over twice”"
    )
    assert advice.development[1] == (
        "Question 2, still open: A restart moves the partitions and can make the lag worse. "
        "Closest so far: “I restarted it”"
    )


@pytest.mark.parametrize(
    ("overall", "scored", "planned", "expected"),
    [
        (None, 0, 7, 0.0),
        (4.5, 7, 7, 1.0),  # all scored, far from a cut
        (3.4, 7, 7, 0.5),  # right on a cut
        (2.66, 4, 7, 0.43),  # 4/7 * (0.5 + 0.5 * 0.26 / 0.5)
        (4.5, 1, 1, 0.2),  # one answer is not an interview
    ],
)
def test_confidence_grows_with_what_is_scored_and_with_the_distance_from_a_cut(
    overall: float | None, scored: int, planned: int, expected: float
) -> None:
    assert confidence_of(overall, scored, planned) == expected
