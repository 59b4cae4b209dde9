"""Questions written by a model into the slots of the bank's plan."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_cli.bench.groq.latency import LatencyProfile
from nexus_cli.brain.asking.forms import WrittenItem, WrittenItems, WrittenPoint
from nexus_cli.brain.asking.questions import write_questions
from nexus_cli.brain.prompting import Caller, load_prompt
from nexus_cli.brain.protocol import PlanRequest
from nexus_cli.errors import BrainAnswerError
from nexus_cli.llm import ChatRequest, strict_schema
from nexus_cli.models.candidate import Role, SkillClaim
from nexus_cli.models.gaps import ProbeArea
from nexus_cli.models.question import Category, Plan, Question
from nexus_cli.models.result import Result
from nexus_cli.scoring import measure_coverage
from tests.brain.asking.made_up import (
    BACKEND,
    GAPS,
    NONCE,
    PRIVATE,
    RUNA,
    Writer,
    bank,
    good_items,
    plan,
    with_model,
)
from tests.llm.in_memory import ScriptedProvider, gateway_to
from tests.llm.stage import Stage
from tests.llm.virtual_time import virtual

WORDED = (Category.TECHNICAL, Category.SITUATIONAL)
LARGE = 250_000.0
SMALL = 8_000.0
GOOD, *_, LAST_GOOD = good_items()


def written(
    writer: Callable[[dict[str, Any]], str] | None = None,
    head_room: float | None = LARGE,
    server: dict[str, Any] | None = None,
    **changes: Any,
) -> tuple[Result[Plan], Plan, Stage]:
    """The result, the skeleton that it began as, and the stage."""
    request, skeleton = plan(**changes)

    async def ask(caller: Caller) -> Result[Plan]:
        return await write_questions(caller, request, skeleton, head_room)

    result, stage = with_model(writer or Writer(), ask, **(server or {}))
    return result, skeleton, stage


def models_own(made: Plan) -> list[Question]:
    return [question for question in made.questions if question.id.startswith("model-")]


def first_slot(line: str, place: str) -> bool:
    return line.startswith(f"{place}:")


def slots(skeleton: Plan) -> list[int]:
    return [n for n, q in enumerate(skeleton.questions) if q.category in WORDED]


def test_only_technical_and_situational_questions_are_written_anew() -> None:
    result, skeleton, _ = written()
    pairs = list(zip(skeleton.questions, result.value.questions, strict=True))
    assert [old.category for old, _ in pairs] == [new.category for _, new in pairs]
    for old, new in pairs:
        assert (new == old) is (old.category not in WORDED)
        assert new.id.startswith("model-") is (old.category in WORDED)
    assert result.value.seed == skeleton.seed
    assert result.value.notes == ()


def test_a_pinned_question_stays_from_the_bank() -> None:
    _, free = plan()
    pinned = next(q.id for q in free.questions if q.category in WORDED)
    result, skeleton, _ = written(pinned=(pinned,))
    kept = next(q for q in result.value.questions if q.id == pinned)
    assert kept in skeleton.questions
    assert len(models_own(result.value)) == len(slots(skeleton)) - 1


def test_a_plan_with_nothing_to_write_calls_nobody() -> None:
    result, skeleton, stage = written(count=1)
    assert [q.category for q in skeleton.questions if q.category in WORDED] == []
    assert (result.value, result.usage, stage.server.seen) == (skeleton, (), [])
    assert result.provenance.brain == "offline"


def test_a_written_question_carries_all_that_grading_and_asking_need() -> None:
    result, skeleton, _ = written()
    old = {n: skeleton.questions[n] for n in slots(skeleton)}
    for place, slot in old.items():
        made = result.value.questions[place]
        assert re.fullmatch(r"model(?:-[a-z0-9]+)+-[0-9a-f]{8}", made.id)
        assert (made.difficulty, made.category) == (slot.difficulty, slot.category)
        assert 3 <= len(made.key_points) <= 5
        assert all(point.accept for point in made.key_points)
        assert set(made.anchors) == {1, 3, 5}
        assert made.follow_up_hint
        assert made.reason
        if slot.target in (*BACKEND.required_skills, *BACKEND.preferred_skills):
            assert (made.target, made.skills) == (slot.target, (slot.target,))
            assert made.reason == slot.reason


@pytest.mark.parametrize("head_room", [None, 8_000.0, 29_999.0])
def test_areas_share_a_call_while_the_organisation_has_little_room(head_room: float | None) -> None:
    result, skeleton, stage = written(head_room=head_room)
    assert len(stage.server.seen) == 1
    assert len(models_own(result.value)) == len(slots(skeleton))


def test_with_room_every_area_is_asked_for_at_once() -> None:
    slow = {"latency": LatencyProfile(first_token_seconds=4.0)}
    _, skeleton, stage = written(head_room=30_000.0, server=slow)
    begun = [seen.at for seen in stage.server.seen]
    assert len(begun) == len(slots(skeleton)) > 2
    assert max(begun) - min(begun) < 4.0


def test_no_request_holds_more_than_five_areas() -> None:
    writer = Writer()
    _, skeleton, _ = written(writer, SMALL, count=20)
    assert len(slots(skeleton)) > 10
    assert max(map(len, writer.requests)) <= 5
    assert sum(map(len, writer.requests)) >= len(slots(skeleton))


def test_a_refused_item_is_asked_for_once_more_with_the_reason() -> None:
    closed = as_item_with("Have you ever counted a shelf twice and found two numbers?")
    writer = Writer(lambda line, tries: closed if tries == 1 and "question 3" in line else None)
    result, skeleton, _ = written(writer)
    again = [line for lines in writer.requests for line in lines if "refused" in line]
    assert len(again) == 1
    assert "yes or no" in again[0]
    assert len(models_own(result.value)) == len(slots(skeleton))
    assert result.value.notes == ()


@pytest.mark.parametrize("head_room", [LARGE, SMALL])
def test_an_item_refused_twice_leaves_the_question_of_the_bank(head_room: float) -> None:
    closed = as_item_with("Have you ever counted a shelf twice and found two numbers?")
    writer = Writer(lambda line, tries: closed if "question 3" in line else None)
    result, skeleton, _ = written(writer, head_room)
    assert result.value.questions[2] == skeleton.questions[2]
    assert writer.tries["question 3"] == 2
    assert len(models_own(result.value)) == len(slots(skeleton)) - 1
    assert result.value.notes == (
        "One question comes from the bank because the one written for it did not pass its checks.",
    )


def test_a_concept_that_is_used_is_told_when_an_item_is_asked_for_again() -> None:
    twin = LAST_GOOD.model_copy(update={"concept": "shelves counted twice"})
    writer = Writer(lambda line, tries: twin if tries == 1 else None)
    result, skeleton, stage = written(writer)
    own = models_own(result.value)
    assert len({q.text for q in own}) == len(own) == len(slots(skeleton))
    told = stage.server.seen[-1].body["messages"][1]["content"]
    assert re.search(r"^a1\| shelves counted twice$", told, re.MULTILINE)


def test_one_question_is_not_asked_twice_under_two_concepts() -> None:
    concepts = iter(["going home", "new tablets", "a blood thinner", "who looks after her"])

    def twins(line: str, tries: int) -> WrittenItem | None:
        if tries > 1:
            return None
        return LAST_GOOD.model_copy(update={"concept": next(concepts)})

    writer = Writer(twins)
    result, skeleton, _ = written(writer)
    assert [q.text for q in result.value.questions].count(LAST_GOOD.question) == 1
    refused = [line for lines in writer.requests for line in lines if "refused" in line]
    assert len(refused) == len(slots(skeleton)) - 1
    assert all("It asks what another" in line for line in refused)


def test_a_question_that_was_asked_in_an_earlier_session_is_not_written_again() -> None:
    writer = Writer(lambda line, tries: LAST_GOOD if "question 3" in line else None)
    fresh, _, _ = written(writer)
    assert fresh.value.questions[2].text == LAST_GOOD.question
    writer = Writer(writer.instead)
    again = LAST_GOOD.question.replace("you", "you personally")
    assert again != LAST_GOOD.question
    result, skeleton, _ = written(writer, seen_texts=(again,))
    assert result.value.questions[2] == skeleton.questions[2]


def test_a_call_that_fails_costs_only_its_own_questions() -> None:
    writer = Writer(fails=lambda line: "question 3" in line)
    result, skeleton, _ = written(writer)
    assert result.value.questions[2] == skeleton.questions[2]
    assert len(models_own(result.value)) == len(slots(skeleton)) - 1
    assert result.value.notes == (
        "One question comes from the bank because the language model did not answer.",
    )


def test_when_every_call_fails_the_brain_failed() -> None:
    with pytest.raises(BrainAnswerError):
        written(Writer(fails=lambda line: True))


def test_a_failed_second_try_leaves_the_first_questions_standing() -> None:
    closed = as_item_with("Have you ever counted a shelf twice and found two numbers?")
    writer = Writer(
        lambda line, tries: closed if "question 3" in line else None,
        fails=lambda line: "refused" in line,
    )
    result, skeleton, _ = written(writer)
    assert len(models_own(result.value)) == len(slots(skeleton)) - 1
    assert "did not pass" in result.value.notes[0]


def test_items_are_told_apart_by_id_and_not_by_order() -> None:
    def backwards(body: dict[str, Any]) -> str:
        items = json.loads(writer(body))["items"]
        unknown = {**items[0], "area": "g77"}
        return json.dumps({"items": [unknown, *reversed(items), {**items[0], "question": "?"}]})

    writer, straight = Writer(), written(Writer(), SMALL)[0]
    result, _, stage = written(backwards, SMALL)
    assert result.value == straight.value
    assert len(stage.server.seen) == 1


def test_an_area_without_an_item_is_asked_for_again() -> None:
    def forgetful(body: dict[str, Any]) -> str:
        items = json.loads(writer(body))["items"]
        return json.dumps({"items": items[1:] if len(items) > 1 else items})

    writer = Writer()
    result, skeleton, stage = written(forgetful, SMALL)
    assert len(stage.server.seen) == 2
    assert len(models_own(result.value)) == len(slots(skeleton))


def test_slots_without_a_skill_of_the_job_look_into_what_else_is_open() -> None:
    areas = (
        ProbeArea(area="Mentoring juniors", reason="The job asks for mentoring.", priority=3),
        ProbeArea(area="Owning an on-call rota", reason="The rota is run alone.", priority=1),
    )
    gaps = GAPS.model_copy(update={"probe_areas": areas})
    job = BACKEND.model_copy(update={"required_skills": (), "preferred_skills": ()})
    result, _, _ = written(job=job, gaps=gaps)
    own = models_own(result.value)
    assert [q.target for q in own][:2] == ["Owning an on-call rota", "Mentoring juniors"]
    assert [q.reason for q in own][:2] == ["The rota is run alone.", "The job asks for mentoring."]
    assert len(own) > 2
    assert len({q.target for q in own[2:]} & {area.area for area in areas}) == 0


def test_a_gap_and_a_claim_are_told_apart_and_the_claim_is_cited() -> None:
    writer = Writer()
    _, _, stage = written(writer, SMALL)
    lines = {line for lines in writer.requests for line in lines}
    assert any("about Kafka (gap in the CV)" in line for line in lines)
    docker = next(line for line in lines if "about Docker (claim to verify)" in line)
    cited = docker.split("claims: ")[1].split()
    told = stage.server.seen[0].body["messages"][1]["content"]
    assert re.search(rf"^{cited[0]}\| skill: Docker, in no dated role$", told, re.MULTILINE)


def test_the_model_learns_no_name_employer_or_school() -> None:
    _, _, stage = written(Writer(lambda line, tries: GOOD), SMALL)
    sent = [json.dumps(seen.body) for seen in stage.server.seen]
    assert len(sent) > 1
    assert "PostgreSQL tables of the employer" in sent[0]
    for text in sent:
        assert not [name for name in PRIVATE if name.lower() in text.lower()]


def test_a_note_about_earlier_sessions_goes_when_its_questions_went() -> None:
    _, first = plan()
    asked = tuple(q.id for q in bank_ids())
    result, skeleton, _ = written(seen=asked)
    assert first.notes == ()
    assert "asked in an earlier session" in skeleton.notes[0]
    left = sum(q.id in asked for q in result.value.questions)
    assert 0 < left < len(skeleton.questions)
    assert result.value.notes == (f"{left} questions were asked in an earlier session.",)
    assert not any("earlier session" in q.reason for q in models_own(result.value))


def test_usage_is_summed_and_the_prompt_is_named() -> None:
    result, skeleton, stage = written()
    (usage,) = result.usage
    assert usage.calls == len(stage.server.seen) == len(slots(skeleton))
    version = load_prompt("write_questions").version
    assert result.provenance.prompt_versions == {"write_questions": version}
    assert (result.provenance.brain, result.provenance.model) == ("groq", usage.model)


def extreme(text: str, count: int = 20) -> dict[str, Any]:
    """Changes that make every part of a request as long as it gets."""
    skills = tuple(f"{n} {text[:300]}" for n in range(60))
    roles = tuple(
        Role(
            title=f"{n} {text}",
            employer=f"Firm {n}",
            highlights=tuple(f"{n}.{m} PostgreSQL Docker {text * 10}" for m in range(12)),
        )
        for n in range(9)
    )
    claims = tuple(SkillClaim(name=skill, years=3, evidence=text) for skill in skills)
    claims = (*RUNA.skills, *claims)
    areas = [ProbeArea(area=skill, reason=text, priority=1) for skill in skills]
    areas += [ProbeArea(area=f"area {n} {text}", reason=text, priority=1) for n in range(20)]
    return {
        "candidate": RUNA.model_copy(update={"skills": claims, "roles": roles}),
        "job": BACKEND.model_copy(
            update={
                "title": f"Backend Engineer {text}",
                "required_skills": (*BACKEND.required_skills, *skills[:30]),
                "preferred_skills": skills[30:],
                "responsibilities": tuple(f"{n} {text}" for n in range(30)),
            }
        ),
        "gaps": GAPS.model_copy(update={"probe_areas": tuple(areas), "missing_skills": skills}),
        "count": count,
        "seen_texts": tuple(f"{n} {text}" for n in range(200)),
    }


@pytest.mark.parametrize("text", ["lorem ipsum dolor " * 60, "\ufdfa" * 200, "ab<|x|> " * 130])
def test_every_request_stays_within_seven_thousand_tokens(text: str) -> None:
    closed = as_item_with("Is it?")
    _, skeleton, stage = written(Writer(lambda line, tries: closed), SMALL, **extreme(text))
    assert len(slots(skeleton)) > 10
    assert len(stage.server.seen) >= 2 * len(slots(skeleton)) / 5
    sizes = []
    for seen in stage.server.seen:
        system, user = (message["content"] for message in seen.body["messages"])
        sent = ChatRequest(
            "", system, user, seen.body["max_completion_tokens"], schema=strict_schema(WrittenItems)
        )
        sizes.append(sent.tokens)
        assert f"END areas {NONCE}\n" in user, "an area was left out"
    assert 6_000 < max(sizes) <= 7_000


WORDS = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "How would you plan the routes of three vans?",
            "What do you check first?",
            "Are you married?",
            GOOD.question,
            *(point.text for point in GOOD.points),
            GOOD.model_answer,
        ]
    ),
)
POINTS = st.one_of(
    st.lists(
        st.builds(
            WrittenPoint, text=WORDS, other_words=st.lists(WORDS, max_size=3), probe_topic=WORDS
        ),
        max_size=7,
    ),
    st.just(GOOD.points),
)
ITEMS = st.builds(
    WrittenItem,
    area=st.one_of(st.sampled_from(["g1", "g2", "g3", "g9", ""]), WORDS),
    concept=WORDS,
    points=POINTS,
    question=WORDS,
    follow_up=st.one_of(WORDS, st.just(GOOD.follow_up)),
    low=st.one_of(WORDS, st.just(GOOD.low)),
    middle=st.one_of(WORDS, st.just(GOOD.middle)),
    high=st.one_of(WORDS, st.just(GOOD.high)),
    model_answer=WORDS,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(ITEMS, max_size=8))
def test_whatever_is_written_the_plan_can_be_asked(items: list[WrittenItem]) -> None:
    request, skeleton = plan()
    result = scripted(WrittenItems(items=items), request, skeleton)
    assert len(result.value.questions) == len(skeleton.questions)
    texts = [question.text for question in result.value.questions]
    assert len(set(texts)) == len(texts)
    for made in models_own(result.value):
        assert made.text.count("?") == made.follow_up_hint.count("?") == 1
        assert len(made.text.split()) <= 35
        assert 3 <= len(made.key_points) <= 5
        assert measure_coverage(made, made.model_answer).overall >= 0.5
        assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)+", made.id)


def scripted(form: WrittenItems, request: PlanRequest, skeleton: Plan) -> Result[Plan]:
    """The plan when every request is answered with this form."""
    gateway = gateway_to(ScriptedProvider(form.model_dump_json()))
    return virtual(write_questions(Caller("groq", gateway, NONCE), request, skeleton, SMALL))


def test_a_good_item_passes_where_random_ones_are_tried() -> None:
    request, skeleton = plan()
    result = scripted(WrittenItems(items=[GOOD]), request, skeleton)
    assert [question.text for question in models_own(result.value)] == [GOOD.question]


def as_item_with(question: str) -> WrittenItem:
    return GOOD.model_copy(update={"question": question})


def bank_ids() -> list[Question]:
    """Everything that the plan of the made-up request could ask."""
    _, skeleton = plan()
    every = {name: bank(name) for name in ("backend", "general", "any-skill", "data", "platform")}
    return [*skeleton.questions, *(q for pack in every.values() for q in pack.values())]
