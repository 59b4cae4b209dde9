"""What a question of a transcript is held against."""

import pytest

from nexus_cli.batch.bank import bank_questions
from nexus_cli.batch.matching import Matcher
from nexus_cli.batch.similar_questions import SAME, SimilarQuestions
from nexus_cli.models.question import Category
from nexus_cli.models.transcript import Exchange
from tests.batch.made_up_transcripts import BANK_ID, LAMPS, scale
from tests.made_up import question

BY_PERSON = Matcher(scale())
BY_NEXUS = Matcher(scale("offline"))


def asked(text: str, question_id: str = "") -> Exchange:
    return Exchange(question=text, answer="", line=1, question_id=question_id)


def test_a_planned_question_is_the_interviews_own() -> None:
    planned = {"lamp": question("lamp")}
    exchange = asked(planned["lamp"].text, "lamp")
    found = BY_PERSON.question_for(exchange, planned)
    assert found.question == planned["lamp"]
    assert found.basis == ""


def test_an_id_that_was_not_planned_decides_nothing() -> None:
    assert BY_PERSON.question_for(asked("Do you row?", BANK_ID)).question.id == ""


def test_a_bank_question_is_known_by_its_words() -> None:
    bank = next(q for q in bank_questions() if q.id == BANK_ID)
    said = bank.text.lower().replace("?", "").replace(",", "")
    found = BY_PERSON.question_for(asked(f"So, {said}, please"))
    assert found.question.id == BANK_ID
    assert found.question.key_points == bank.key_points
    assert found.question.text == f"So, {said}, please"
    assert found.basis == ""


def test_no_two_questions_of_the_bank_are_taken_for_each_other() -> None:
    questions = bank_questions()
    for place, one in enumerate(questions[::29]):
        others = [q for q in questions if q is not questions[place * 29]]
        nearest = SimilarQuestions(others).nearest(one.text)
        assert nearest is None or nearest[1] < SAME


def test_points_that_a_person_wrote_hold_for_every_question_on_the_requirement() -> None:
    found = BY_PERSON.question_for(asked("Which lamps would you take to a rock in winter?"))
    assert found.question.key_points == LAMPS
    assert found.question.target == "Lamps"
    assert "Lamps" in found.basis


def test_points_of_the_bank_hold_where_the_requirement_itself_is_asked_about() -> None:
    found = BY_NEXUS.question_for(asked("What do you know about lamps?"))
    assert found.question.key_points == LAMPS


def test_points_on_another_side_of_a_requirement_are_left_out() -> None:
    found = BY_NEXUS.question_for(asked("Which lamps would survive a hurricane on Rockall?"))
    assert found.question.key_points == ()
    assert "Lamps" in found.basis
    assert "left to a person" in found.basis


def test_a_requirement_without_points_gives_none() -> None:
    found = BY_PERSON.question_for(asked("How do you teach rowing?"))
    assert found.question.key_points == ()
    assert "Rowing" in found.basis


def test_where_nothing_fits_the_basis_says_so() -> None:
    found = BY_PERSON.question_for(asked("What is your favourite bird?"))
    assert found.question.key_points == ()
    assert found.question.target == ""
    assert found.basis.startswith("Neither")


def test_the_answer_never_decides() -> None:
    exchange = asked("What is your favourite bird?").model_copy(update={"answer": "Lamps!"})
    assert BY_PERSON.question_for(exchange).question.key_points == ()


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Tell me about a time you were alone.", Category.BEHAVIOURAL),
        ("Suppose the fog horn breaks. What then?", Category.SITUATIONAL),
        ("Could you tell me a bit about yourself?", Category.OPENING),
        ("Which birds nest here?", Category.TECHNICAL),
    ],
)
def test_the_wording_says_what_kind_of_question_it_is(text: str, category: Category) -> None:
    assert BY_PERSON.question_for(asked(text)).question.category is category
