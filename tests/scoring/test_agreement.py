"""Gradings of one answer as one: medians, and an open word where they disagree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.models.grade import DimensionScore, Evidence, Grade, PointCoverage, Status
from nexus_cli.scoring.agreement import merged

FAILED = Grade(status=Status.NEEDS_HUMAN, flags=("The service was not reached.",))
LEVELS = st.one_of(st.none(), st.integers(0, 50).map(lambda tenths: tenths / 10))


def graded(depth: float | None, covered: bool = True, judgements: int = 1) -> Grade:
    quote = Evidence(source="answer", quote="lamp", start=0, end=4)
    point = PointCoverage(
        point="The socket is tested", coverage=float(covered), covered=covered, evidence=quote
    )
    score = DimensionScore(score=depth, evidence=(quote,), reasoning=f"It was {depth}.")
    return Grade(
        status=Status.SCORED, scores={"depth": score}, points=(point,), judgements=judgements
    )


def test_the_median_stands_with_the_reasons_of_the_grading_nearest_to_it() -> None:
    whole = merged([graded(4.6), graded(2.0), graded(4.0)])
    depth = whole.scores["depth"]
    assert (depth.score, depth.spread, depth.reasoning) == (4.0, 2.6, "It was 4.0.")
    assert depth.evidence


def test_a_spread_of_more_than_one_is_told_and_a_smaller_one_is_not() -> None:
    assert merged([graded(2.0), graded(3.2)]).flags == (
        "Unstable: depth ranged from 2.0 to 3.2 over 2 gradings.",
    )
    assert merged([graded(2.0), graded(3.0)]).flags == ()


def test_judgements_add_up_failures_included() -> None:
    assert merged([graded(3, judgements=2), graded(3), FAILED]).judgements == 4


def test_a_failure_among_scores_is_told_and_leaves_the_median() -> None:
    whole = merged([graded(3.0), FAILED, graded(4.0)])
    assert whole.status is Status.SCORED
    assert whole.scores["depth"].score == 3.5
    assert "1 of 3 gradings failed." in whole.flags


def test_two_failures_of_three_need_a_human_and_have_no_number() -> None:
    whole = merged([FAILED, graded(4.0), FAILED])
    assert whole.status is Status.NEEDS_HUMAN
    assert not whole.scores
    assert "2 of 3 gradings failed." in whole.flags


def test_a_blank_answer_stays_unanswered() -> None:
    blank = Grade(status=Status.UNANSWERED)
    assert merged([blank, blank]).status is Status.UNANSWERED


def test_a_dimension_that_most_could_not_judge_stays_null() -> None:
    assert merged([graded(None), graded(None), graded(4.0)]).scores["depth"].score is None
    assert merged([graded(None), graded(3.0), graded(4.0)]).scores["depth"].score == 3.5


def test_a_point_is_covered_when_most_gradings_found_it() -> None:
    found = merged([graded(3, covered=True), graded(3, covered=False), graded(3, covered=True)])
    assert (found.points[0].covered, found.better_answer) == (True, None)
    missed = merged([graded(3, covered=False), graded(3, covered=False), graded(3, covered=True)])
    assert not missed.points[0].covered
    assert "The socket is tested" in (missed.better_answer or "")


def test_one_grading_is_itself_and_none_is_a_mistake() -> None:
    assert merged([graded(3.3)]) == graded(3.3)
    with pytest.raises(ValueError, match="no grade"):
        merged([])


@given(st.lists(LEVELS, min_size=1, max_size=7))
def test_any_gradings_give_a_score_between_their_lowest_and_highest(
    levels: list[float | None],
) -> None:
    score = merged([graded(level) for level in levels]).scores["depth"].score
    known = [level for level in levels if level is not None]
    assert score is None or min(known) - 0.05 <= score <= max(known) + 0.05
