"""The honest actor finds gaps and writes questions that could be asked."""

import pytest

from nexus_cli.bench.groq import honest
from nexus_cli.brain.asking.forms import FoundGaps, WrittenItem, WrittenItems
from nexus_cli.scoring.tokens import parse
from tests.bench.groq.prompts import block, filled_by

AREAS = (
    "question 2: technical, working level; about Airflow (gap in the CV); because it is missing",
    "question 3: technical, working level; about SQL (claim to verify); because the CV names it",
    "question 4: situational, senior level; about Beekeeping (gap in the CV); because of the job",
    "question 5: situational, senior level; about Knitting (gap in the CV); because of the job",
    "Terraform: the job would like it",
)


@pytest.fixture(scope="module")
def items() -> list[WrittenItem]:
    return filled_by(honest, WrittenItems, block("areas", *AREAS, prefix="g")).items


def stems(text: str) -> set[str]:
    return {token.stem for token in parse(text).content}


def gaps(
    requirements: tuple[str, ...], claims: tuple[str, ...]
) -> dict[str, tuple[int, list[str]]]:
    wanted, claimed = block("requirements", *requirements, prefix="r"), block("claims", *claims)
    told = filled_by(honest, FoundGaps, wanted, claimed)
    return {area.area: (area.priority, area.claims) for area in told.areas}


def test_a_required_skill_that_no_claim_shows_is_the_first_gap() -> None:
    found = gaps(("nice to have: Terraform", "must have: Kafka"), ("skill: SQL, 9 years",))
    assert list(found) == ["Kafka", "Terraform"]
    assert found["Kafka"] == (1, [])


def test_a_skill_is_no_gap_when_a_claim_covers_it() -> None:
    assert not gaps(("must have: SQL",), ("skill: PostgreSQL, 4 years in dated roles",))


def test_a_skill_without_dated_work_is_looked_into_with_its_claim() -> None:
    found = gaps(
        ("must have: Airflow",), ("skill: SQL, 9 years", "skill: Airflow, in no dated role")
    )
    assert found == {"Airflow": (2, ["claims2"])}


def test_a_duty_is_a_gap_unless_a_claim_tells_of_such_work() -> None:
    duty = "duty: Lead the night shift of the bakery"
    assert "Lead the night shift" in " ".join(gaps((duty,), ("as Baker: Baked rye bread",)))
    assert not gaps((duty,), ("as Baker: Led the night shift for two years",))


def test_every_area_gets_one_item_and_no_two_ask_the_same(items: list[WrittenItem]) -> None:
    assert [item.area for item in items] == ["g1", "g2", "g3", "g4", "g5"]
    assert [item.concept for item in items[:3]] == ["Airflow", "SQL", "Beekeeping"]
    assert len({item.question for item in items}) == len(items)
    assert all(stems(item.concept) <= stems(item.question) for item in items)


def test_areas_that_nobody_knows_never_give_the_same_question() -> None:
    names = ("Knitting", "Beekeeping", "Falconry", "Basket weaving", "Candle making", "Thatching")
    alone = [filled_by(honest, WrittenItems, block("areas", name)).items[0] for name in names]
    assert len({item.question for item in alone}) == len(names)


def test_a_question_is_one_short_question(items: list[WrittenItem]) -> None:
    for item in items:
        assert item.question.count("?") == 1
        assert item.follow_up.count("?") == 1
        assert len(item.question.split()) <= 35


def test_points_are_few_and_neither_question_nor_probe_gives_them_away(
    items: list[WrittenItem],
) -> None:
    for item in items:
        assert 3 <= len(item.points) <= 5
        assert len({point.probe_topic for point in item.points}) == len(item.points)
        for point in item.points:
            assert len(point.text.split()) <= 18
            assert len(point.probe_topic.split()) <= 6
            assert not stems(point.probe_topic) & stems(point.text)
            assert 2 * len(stems(point.text) & stems(item.question)) < 1 + len(stems(point.text))


def test_a_question_that_was_refused_or_asked_is_not_offered_again(
    items: list[WrittenItem],
) -> None:
    first = items[0].question
    refused = block("areas", f"{AREAS[0]}; the last try was refused: too long")
    asked = block("asked", first)
    assert filled_by(honest, WrittenItems, refused).items[0].question != first
    again = filled_by(honest, WrittenItems, asked, block("areas", AREAS[0]))
    assert again.items[0].question != first
