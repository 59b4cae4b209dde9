"""Gaps between a CV and a job, and the questions that follow."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.brain.gaps import find_gaps
from nexus_cli.brain.packs import packs
from nexus_cli.brain.planning import plan_questions
from nexus_cli.brain.protocol import PlanRequest
from nexus_cli.brain.role_answers import answer_about_role
from nexus_cli.models.candidate import Candidate, SkillClaim
from nexus_cli.models.job import Job
from nexus_cli.models.question import Category, Plan

RUNA = Candidate(
    name="Runa Vell",
    years_experience=2.5,
    skills=(
        SkillClaim(name="PostgreSQL", years=2.5, evidence="PostgreSQL"),
        SkillClaim(name="Docker", evidence="Docker"),
        SkillClaim(name="React", years=1, evidence="React"),
    ),
)
BACKEND = Job(
    title="Backend Engineer",
    required_skills=("SQL", "Docker", "Kafka", "Vue"),
    preferred_skills=("Terraform",),
    years_required=4,
    passages=(
        "Pay is 61,000 to 68,000 a year.",
        "You work 36 hours a week, two days from home.",
        "The team is five people in two cities.",
    ),
)
GAPS = find_gaps(RUNA, BACKEND)
REQUEST = PlanRequest(candidate=RUNA, job=BACKEND, gaps=GAPS, count=7, seed=3)


def plan(**changes: Any) -> Plan:
    return plan_questions(replace(REQUEST, **changes), packs())


def ids(made: Plan) -> list[str]:
    return [question.id for question in made.questions]


def test_a_skill_is_matched_by_one_that_covers_it() -> None:
    assert GAPS.matched_skills == ("SQL", "Docker")


def test_must_haves_count_double() -> None:
    assert GAPS.match_score == round(100 * 4 / 9)


def test_gaps_come_in_order_of_priority_with_reasons() -> None:
    found = {area.area: area for area in GAPS.probe_areas}
    assert [area.priority for area in GAPS.probe_areas] == sorted(
        area.priority for area in GAPS.probe_areas
    )
    assert (found["Kafka"].priority, found["Terraform"].priority) == (1, 3)
    assert "React" in found["Vue"].reason
    assert "no dated role" in found["Docker"].reason
    assert "4 years" in found["Experience"].reason


def test_a_plan_opens_with_the_person_and_closes_with_their_questions() -> None:
    made = plan()
    categories = [question.category for question in made.questions]
    assert len(made.questions) == 7
    assert (categories[0], categories[-1]) == (Category.OPENING, Category.CLOSING)
    assert all(question.reason for question in made.questions)


def test_gaps_and_strengths_are_both_asked_about() -> None:
    targets = {question.target for question in plan().questions}
    assert {"Kafka", "Docker"} & targets
    assert "SQL" in targets


def test_no_question_comes_twice() -> None:
    made = ids(plan(count=20))
    assert len(made) == len(set(made)) == 20


def test_the_same_seed_gives_the_same_plan_and_another_seed_another() -> None:
    assert ids(plan(seed=5)) == ids(plan(seed=5))
    assert len({tuple(ids(plan(seed=seed))) for seed in range(6)}) > 1


def test_questions_asked_before_stay_away_while_there_are_others() -> None:
    first = ids(plan(count=5))
    again = plan(count=5, seen=tuple(first))
    assert not set(ids(again)) & set(first)
    assert again.notes == ()


def test_when_everything_was_asked_the_least_recent_comes_and_the_plan_says_so() -> None:
    everything = sorted(q.id for pack in packs() for q in pack.questions)
    openings = sorted(
        q.id for pack in packs() for q in pack.questions if q.category is Category.OPENING
    )
    seen = (*openings, *(i for i in everything if i not in openings))
    made = plan(count=3, seen=seen)
    assert made.questions[0].id == openings[0]
    assert "earlier session" in made.notes[0]


def test_pinned_questions_are_asked() -> None:
    pinned = ("general-introduce-yourself", "backend-index-not-used")
    assert set(pinned) <= set(ids(plan(pinned=pinned)))


def test_a_skill_without_a_question_of_its_own_is_asked_about_by_name() -> None:
    job = Job(title="Tide reader", required_skills=("Tide tables", "Semaphore"))
    request = PlanRequest(candidate=RUNA, job=job, gaps=find_gaps(RUNA, job), count=6, seed=1)
    asked = [q for q in plan_questions(request, packs()).questions if q.target == "Tide tables"]
    assert "Tide tables" in asked[0].text
    assert "{skill}" not in asked[0].model_dump_json()


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("What is the salary?", "61,000"),
        ("How much would I earn?", "61,000"),
        ("Can I work remotely?", "from home"),
        ("How big is the team?", "five people"),
        ("Is there a canteen?", "does not say"),
    ],
)
def test_questions_about_the_role_are_answered_from_the_description(asked: str, told: str) -> None:
    assert told in answer_about_role(asked, BACKEND)


def test_two_questions_get_two_answers() -> None:
    told = answer_about_role("What is the salary? And how big is the team?", BACKEND)
    assert "61,000" in told
    assert "five people" in told


@given(count=st.integers(1, 20), seed=st.integers(0, 2**32))
def test_any_count_and_seed_give_a_full_plan(count: int, seed: int) -> None:
    assert len(plan(count=count, seed=seed).questions) == count
