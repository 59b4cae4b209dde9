"""What a written question must keep to."""

import json
import re
from itertools import combinations
from typing import Any

import pytest

from nexus_cli.brain.asking.areas import Area
from nexus_cli.brain.asking.checks import objection
from nexus_cli.brain.asking.forms import WrittenItem, WrittenPoint
from nexus_cli.brain.asking.points import other_wordings, probe_topic
from nexus_cli.brain.asking.protected import asks_protected
from nexus_cli.brain.asking.similarity import same_question
from nexus_cli.brain.asking.wording import closed
from nexus_cli.brain.asking.written import accepted
from nexus_cli.brain.packs import packs
from nexus_cli.brain.prompting import load_prompt
from nexus_cli.models.question import Category, Question

EXAMPLE = WrittenItem(
    **json.loads(re.findall(r"^\{.*\}$", load_prompt("write_questions").system, re.MULTILINE)[0])
)
"""The item that the prompt itself shows."""
BANK = [question for pack in packs() for question in pack.questions]
CORE = [q for q in BANK if q.category in (Category.TECHNICAL, Category.SITUATIONAL)]
AREA = Area(
    slot=CORE[0],
    place=2,
    target="Bread & Rolls!",
    kind="gap in the CV",
    reason="The job requires bread.",
    skills=("Bread & Rolls!",),
    claims=(),
)


def why(**changes: Any) -> str:
    """The objection to the example with these changes."""
    return objection(EXAMPLE.model_copy(update=changes), "Bread", (), ())


def with_point(text: str) -> list[WrittenPoint]:
    return [*EXAMPLE.points[1:], EXAMPLE.points[0].model_copy(update={"text": text})]


def test_the_example_of_the_prompt_keeps_every_rule() -> None:
    made = accepted(EXAMPLE, AREA, (), ())
    assert isinstance(made, Question)
    assert re.fullmatch(r"model-bread-rolls-[0-9a-f]{8}", made.id)
    assert [point.probe_topic for point in made.key_points] == [
        point.probe_topic for point in EXAMPLE.points
    ]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Tell me how the cold changes your bread.", "0 question marks"),
        ("What changes in the cold? And what stays?", "2 question marks"),
        ("How " + "very " * 40 + "cold is it?", "44 words"),
        ("What is the **cold** to bread?", "signs"),
        ("What does c3 say of the cold?", "signs"),
        ("Have you baked in the cold?", "yes or no"),
        ("When the heating fails, do you bake on?", "yes or no"),
        ("The heating failed. Isn't that a reason to close?", "yes or no"),
        ("The heating failed: bread or rolls?", "yes or no"),
        ("How do you bake in the cold at your age?", "private"),
        ("What does your family say to nights in the bakery?", "private"),
        ("How old were you when you first baked?", "private"),
        ("What in your religion speaks against baking on Sundays?", "private"),
        ("Where did you grow up, and how did people bake there?", "private"),
        ("How do you bake at night while you are raising two children?", "private"),
        ("What year did you graduate as a baker?", "private"),
        ("Where are you from, and how do they bake there?", "private"),
    ],
)
def test_a_question_is_one_short_open_question_about_work(question: str, said: str) -> None:
    assert said in why(question=question)


@pytest.mark.parametrize(
    "question",
    [
        "When the heating fails, what do you do first?",
        "If it happens again, how do you find out?",
        "In which order do you heat the ovens?",
        "A colleague says that it is too cold. What do you answer?",
    ],
)
def test_an_open_question_is_open(question: str) -> None:
    assert not closed(question)


@pytest.mark.parametrize(
    ("point", "said"),
    [
        ("Shows a good understanding of cold dough", "one clause"),
        ("Explains the yeast well", "one clause"),
        ("Knows yeast", "one clause"),
        ("Yeast", "one clause"),
        ("Yeast slows down; water must be hotter", "one clause"),
        ("Waits " + "much longer than usual " * 5, "more than 18 words"),
        ("Heating of the bakery failed overnight", "repeats the question"),
        ("Answers about yeast with confidence", "manner"),
        ("Describes yeast fluently and without an accent", "manner"),
        ("Uses clear wording for the yeast's slow work", "manner"),
    ],
)
def test_a_point_is_content_that_can_be_looked_for(point: str, said: str) -> None:
    assert said in why(points=with_point(point))


def test_three_to_five_different_points_are_wanted() -> None:
    assert "2 points" in why(points=EXAMPLE.points[:2])
    assert "6 points" in why(points=EXAMPLE.points * 2)
    assert "say the same" in why(points=[*EXAMPLE.points, EXAMPLE.points[0]])


def test_levels_are_described_by_content_and_apart() -> None:
    assert "manner" in why(high="Speaks fluently about yeast.")
    assert "manner" in why(low="Sounds nervous.")
    assert "described alike" in why(low=EXAMPLE.high)
    assert "not described" in why(middle="")


@pytest.mark.parametrize(
    ("follow_up", "said"),
    [
        ("And then.", "0 question marks"),
        ("What then? What next?", "2 question marks"),
        ("What do you do about the yeast in such dough?", "gives a point away"),
        ("Do you press a finger in and see it spring back?", "gives a point away"),
    ],
)
def test_a_follow_up_is_one_question_that_gives_nothing_away(follow_up: str, said: str) -> None:
    assert said in why(follow_up=follow_up)


def test_a_follow_up_may_name_what_was_asked_about() -> None:
    dough = EXAMPLE.model_copy(update={"follow_up": "What else happens to the dough?"})
    assert "gives a point away" in objection(dough, "Bread", (), ())
    assert objection(dough, "Dough", (), ()) == ""


def test_nothing_is_asked_twice() -> None:
    again = EXAMPLE.question.replace("overnight", "last night")
    assert "another question" in objection(EXAMPLE, "Bread", (again,), ())
    for concept in ("The cold dough", "dough in the cold air"):
        assert "already used" in objection(EXAMPLE, "Bread", (), (concept,))
    assert objection(EXAMPLE, "Bread", ("How do you keep flour dry?",), ("dough and salt",)) == ""


def test_questions_with_a_skill_in_common_are_two() -> None:
    assert not same_question(
        "How does Kafka keep messages in order?",
        "A consumer in Kafka falls behind every evening. How do you find out why?",
    )
    assert not same_question("What is Kafka?", "What is Kafka good for, and what is it bad at?")
    assert same_question(
        "A consumer in Kafka falls behind every evening. How do you find out why?",
        "Your monitoring shows that, as the evening begins, one of the Kafka consumers is falling "
        "behind again. Which steps would you take to find the cause?",
    )
    assert same_question(
        "A consumer in Kafka falls behind every evening. How do you find out why?",
        "Every evening a Kafka consumer falls behind: how would you find the reason?",
    )


def test_no_two_questions_of_the_bank_are_taken_for_one() -> None:
    pairs = combinations([question.text for question in BANK], 2)
    assert [pair for pair in pairs if same_question(*pair)] == []


def test_a_model_answer_must_say_its_points() -> None:
    silent = EXAMPLE.model_copy(update={"model_answer": "I would open the shop as on any day."})
    assert accepted(silent, AREA, (), ()) == "Its model answer does not say its points."


@pytest.mark.parametrize("topic", ["slow rise", "cold dough", "one two three four five six seven"])
def test_a_probe_topic_that_reveals_its_point_is_emptied(topic: str) -> None:
    point = EXAMPLE.points[0].model_copy(update={"probe_topic": topic})
    assert probe_topic(point, EXAMPLE.question) == ""


def test_a_probe_topic_may_use_the_words_of_the_question() -> None:
    point = EXAMPLE.points[0].model_copy(update={"probe_topic": "dough and heating"})
    assert probe_topic(point, "The heating failed. What about the dough?") == "dough and heating"


def test_other_wordings_that_echo_the_question_earn_nothing() -> None:
    echo = ["the bakery heating failed overnight", "yes", "I give it more hours"]
    point = EXAMPLE.points[0].model_copy(update={"other_words": [*echo, echo[2]]})
    assert other_wordings(point, EXAMPLE.question) == ("I give it more hours",)


def test_what_the_bank_says_of_work_is_never_taken_for_private() -> None:
    said = [
        text
        for q in BANK
        for text in (
            *(q.text, q.follow_up_hint, q.model_answer, *q.anchors.values()),
            *(words for key in q.key_points for words in (key.point, *key.accept)),
        )
    ]
    assert len(said) > 5_000
    assert [text for text in said if asks_protected(text)] == []


def test_questions_that_people_wrote_mostly_pass() -> None:
    """The checks refuse what is wrong, not what is unusual."""
    some = CORE[::4]
    assert sum(map(_passes, some)) >= 0.9 * len(some)


def _passes(question: Question) -> bool:
    item = WrittenItem(
        area="g1",
        concept=question.id,
        points=[
            WrittenPoint(text=key.point, other_words=list(key.accept), probe_topic="")
            for key in question.key_points[:5]
        ],
        question=question.text,
        follow_up="What would you do next?",
        low=question.anchors[1],
        middle=question.anchors[3],
        high=question.anchors[5],
        model_answer=question.model_answer,
    )
    return isinstance(accepted(item, AREA, (), ()), Question)
