"""Areas that a model finds between a CV and a job, beside those that code computes."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_cli.brain.asking.forms import FoundArea, FoundGaps
from nexus_cli.brain.asking.gaps import find_gaps
from nexus_cli.brain.prompting import Caller, load_prompt
from nexus_cli.errors import BrainAnswerError
from nexus_cli.llm import ChatRequest, strict_schema
from nexus_cli.models.candidate import Candidate, Role, SkillClaim
from nexus_cli.models.gaps import GapAnalysis
from nexus_cli.models.job import Job
from nexus_cli.models.result import Result
from tests.brain.asking.made_up import BACKEND, GAPS, NONCE, PRIVATE, RUNA, with_model
from tests.llm.in_memory import ScriptedProvider, gateway_to
from tests.llm.stage import Stage
from tests.llm.virtual_time import virtual

DUTY = "r6"
"""The on-call rota: after four must-haves and the years of experience."""
ON_CALL = FoundArea(
    requirement=DUTY,
    claims=["c1"],
    area="Running an on-call rota",
    reason="The job runs a rota for billing; the CV tells of building and not of running.",
    priority=1,
)


def found(*areas: FoundArea, job: Job = BACKEND) -> Result[GapAnalysis]:
    """What is kept of these areas."""
    gateway = gateway_to(ScriptedProvider(FoundGaps(areas=list(areas)).model_dump_json()))
    return virtual(find_gaps(Caller("groq", gateway, NONCE), RUNA, job, GAPS))


def new_areas(*areas: FoundArea, job: Job = BACKEND) -> list[str]:
    known = {area.area for area in GAPS.probe_areas}
    made = found(*areas, job=job).value.probe_areas
    return [area.area for area in made if area.area not in known]


def on_call(**changes: Any) -> FoundArea:
    return ON_CALL.model_copy(update=changes)


def test_a_new_area_joins_those_that_code_found() -> None:
    made = found(ON_CALL).value
    added = next(area for area in made.probe_areas if area.area == ON_CALL.area)
    assert (added.reason, added.priority) == (ON_CALL.reason, 1)
    assert tuple(area for area in made.probe_areas if area != added) == GAPS.probe_areas
    assert [a.priority for a in made.probe_areas] == sorted(a.priority for a in made.probe_areas)


def test_score_and_skills_are_not_the_models_to_change() -> None:
    made = found(ON_CALL, on_call(requirement="r3", area="Kafka", reason="Kafka is known."))
    for name in ("match_score", "matched_skills", "missing_skills"):
        assert getattr(made.value, name) == getattr(GAPS, name)


@pytest.mark.parametrize("requirement", ["r99", "", "c1", "Kafka"])
def test_an_area_without_a_requirement_of_the_job_is_dropped(requirement: str) -> None:
    assert new_areas(on_call(requirement=requirement)) == []


def test_invented_lines_of_the_cv_do_not_count() -> None:
    assert new_areas(on_call(claims=["c1", "c99"])) == [ON_CALL.area]
    assert new_areas(on_call(claims=[])) == [ON_CALL.area]
    assert new_areas(on_call(claims=["c99"])) == []


def test_a_missing_skill_keeps_the_words_that_code_found_for_it() -> None:
    again = on_call(requirement="r3", area="Event streaming", reason="The job needs Kafka.")
    renamed = on_call(area="Kafka", reason="The rota needs Kafka.")
    wordier = on_call(area="Running Kafka in production", reason="The rota needs Kafka.")
    assert found(again, renamed, wordier).value.probe_areas == GAPS.probe_areas


def test_depth_behind_a_skill_that_the_cv_shows_is_an_area() -> None:
    depth = on_call(requirement="r1", area="Tuning slow queries", reason="No claim shows tuning.")
    assert new_areas(depth) == ["Tuning slow queries"]


def test_three_new_areas_are_enough_and_the_most_pressing_stay() -> None:
    names = ("Writing incident reviews", "Capacity of billing", "Hiring", "Handing over at night")
    areas = [on_call(area=name, priority=3 - n % 3) for n, name in enumerate(names)]
    assert new_areas(*areas) == [names[2], names[1], names[0]]


@pytest.mark.parametrize("twin", ["Running the on-call rotas", "Runing an on-call rotation"])
def test_two_areas_that_are_one_stand_once(twin: str) -> None:
    assert new_areas(ON_CALL, on_call(area=twin)) == [ON_CALL.area]


@pytest.mark.parametrize(("said", "kept"), [(-4, 1), (0, 1), (2, 2), (9, 3)])
def test_a_priority_is_one_to_three(said: int, kept: int) -> None:
    made = found(on_call(priority=said)).value.probe_areas
    assert [area.priority for area in made if area.area == ON_CALL.area] == [kept]


@pytest.mark.parametrize(
    "reason",
    [
        "The job runs a rota. The CV does not.",
        "Does the CV show a rota?",
        "The rota " + "is long and " * 10 + "not shown.",
        "Requirement r6 is not met by claim c1.",
        "",
    ],
)
def test_a_reason_is_one_short_sentence_without_ids(reason: str) -> None:
    assert new_areas(on_call(reason=reason)) == []


def test_a_reason_without_its_full_stop_gets_one() -> None:
    made = found(on_call(reason="No claim shows a rota")).value.probe_areas
    assert "No claim shows a rota." in [area.reason for area in made]


@pytest.mark.parametrize(
    "reason",
    [
        "At this age nights on call may be hard.",
        "The CV suggests an older candidate who may not like nights.",
        "She may not want to be on call.",
        "A family may make nights on call hard.",
        "The maternity gap leaves nights on call open.",
        "The candidate's name suggests a foreign origin.",
        "It is open whether health allows nights on call.",
        "As a native speaker of another language, calls may be hard.",
    ],
)
def test_a_reason_that_speaks_of_the_person_is_dropped(reason: str) -> None:
    assert new_areas(on_call(reason=reason)) == []


@pytest.mark.parametrize(
    "reason",
    [
        "The job needs race conditions found; no claim shows it.",
        "The CV names PostgreSQL but no average load or storage figures.",
        "The job needs health checks on every service; the CV tells of none.",
    ],
)
def test_terms_of_a_trade_are_not_taken_for_the_person(reason: str) -> None:
    assert new_areas(on_call(reason=reason)) == [ON_CALL.area]


def test_health_may_be_named_where_it_is_the_work() -> None:
    care = BACKEND.model_copy(update={"responsibilities": ("You plan mental health visits",)})
    reason = "The job plans mental health visits; the CV shows none."
    assert new_areas(on_call(area="Planning visits", reason=reason), job=care) == [
        "Planning visits"
    ]
    young = BACKEND.model_copy(update={"responsibilities": ("You join a young team",)})
    assert new_areas(on_call(reason="It is open who is young enough."), job=young) == []


def test_a_job_that_asks_for_nothing_is_not_sent() -> None:
    made = found(ON_CALL, job=Job(title="Helper"))
    assert (made.value, made.usage, made.provenance.brain) == (GAPS, (), "offline")


def played(
    candidate: Candidate, job: Job, answer: str = '{"areas": []}'
) -> tuple[Result[GapAnalysis], Stage]:
    async def ask(caller: Caller) -> Result[GapAnalysis]:
        return await find_gaps(caller, candidate, job, GAPS)

    return with_model(lambda body: answer, ask)


def test_the_model_is_told_claims_but_no_name_employer_or_school() -> None:
    _, stage = played(RUNA, BACKEND)
    sent = json.dumps(stage.server.seen[0].body)
    assert "as Developer at the employer: Moved the PostgreSQL tables of the employer" in sent
    assert "skill: PostgreSQL, 2.5 years in dated roles" in sent
    assert not [name for name in PRIVATE if name.lower() in sent.lower()]


def test_who_found_the_areas_and_what_it_cost_is_told() -> None:
    made, stage = played(RUNA, BACKEND)
    version = load_prompt("find_gaps").version
    assert made.provenance.prompt_versions == {"find_gaps": version}
    assert (made.provenance.brain, made.provenance.model) == ("groq", made.usage[0].model)
    assert sum(usage.calls for usage in made.usage) == len(stage.server.seen) == 1


def test_a_model_that_does_not_answer_is_a_failure() -> None:
    with pytest.raises(BrainAnswerError):
        played(RUNA, BACKEND, "No.")


@pytest.mark.parametrize("text", ["lorem ipsum dolor " * 60, "\ufdfa" * 1000, "xy" * 5_000])
def test_a_request_stays_within_seven_thousand_tokens(text: str) -> None:
    skills = tuple(f"{n} {text[:200]}" for n in range(60))
    done = tuple(f"{n} {text}" for n in range(30))
    roles = tuple(Role(title=f"{n} {text}", employer="Firm", highlights=done) for n in range(12))
    claims = tuple(SkillClaim(name=skill, evidence=text) for skill in skills)
    job = Job(
        title=text,
        required_skills=skills[:30],
        preferred_skills=skills[30:],
        years_required=4,
        responsibilities=tuple(f"{n} {text}" for n in range(40)),
    )
    _, stage = played(RUNA.model_copy(update={"skills": claims, "roles": roles}), job)
    body = stage.server.seen[0].body
    system, user = (message["content"] for message in body["messages"])
    schema = strict_schema(FoundGaps)
    sent = ChatRequest("", system, user, body["max_completion_tokens"], schema=schema)
    assert 5_000 < sent.tokens <= 7_000


TEXTS = st.one_of(
    st.text(max_size=80),
    st.sampled_from(["Kafka", "Owning the rota", ON_CALL.reason, "He is too old.", "r6 c1."]),
)
AREAS = st.builds(
    FoundArea,
    requirement=st.one_of(st.sampled_from(["r1", "r2", "r6", "r7"]), TEXTS),
    claims=st.lists(st.one_of(st.sampled_from(["c1", "c2"]), TEXTS), max_size=3),
    area=TEXTS,
    reason=TEXTS,
    priority=st.integers(-(10**9), 10**9),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(AREAS, max_size=9))
def test_whatever_is_found_the_analysis_holds(areas: list[FoundArea]) -> None:
    made = found(*areas).value
    kept = [area for area in made.probe_areas if area not in GAPS.probe_areas]
    assert len(kept) <= 3
    assert [area for area in made.probe_areas if area in GAPS.probe_areas] == list(GAPS.probe_areas)
    for area in kept:
        assert 1 <= area.priority <= 3
        assert area.area.strip()
        assert 0 < len(area.reason.split()) <= 30
        assert "old" not in area.reason.split()
