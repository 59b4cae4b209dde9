"""The attack on the scorer: its texts, its gate, and what it finds in the bank that ships."""

import random
import re

import pytest

from nexus_cli.bench.attack_texts import attack_texts
from nexus_cli.bench.attacks import denied, key_words, negated, sorted_words, with_typos
from nexus_cli.bench.checks import RULES
from nexus_cli.bench.examiner import Examiner
from nexus_cli.bench.honest import FORMS, HonestAnswer, honest_answers
from nexus_cli.bench.selftest import HONEST_LEAST, run_selftest
from nexus_cli.brain.packs import packs
from nexus_cli.models.question import Question
from tests.scoring.made_up_questions import KETTLE, STORY

BANK = {question.id: question for pack in packs() for question in pack.questions}


def _selected(every: int) -> list[Question]:
    return [BANK[name] for name in sorted(BANK)[::every]]


def test_a_sample_of_the_bank_withstands_every_rule() -> None:
    found = run_selftest(_selected(every=25))
    failures = [
        failure for failure in found.failures if failure.rule not in ("off_topic", "honest")
    ]
    assert not failures
    for rule in RULES:
        assert found.result.metrics[rule].n > 0


@pytest.mark.parametrize("answer", honest_answers(), ids=lambda a: f"{a.question}-{a.form}")
def test_an_honest_right_answer_gets_seven_of_ten(answer: HonestAnswer) -> None:
    assert Examiner(BANK[answer.question]).points(answer.text) >= HONEST_LEAST


def test_there_are_sixty_honest_answers_and_more_in_every_form() -> None:
    forms = [answer.form for answer in honest_answers()]
    assert len(forms) >= 60
    assert set(forms) == set(FORMS)


def test_a_question_whose_points_anything_meets_breaks_the_rules() -> None:
    weak = KETTLE.model_copy(
        update={
            "id": "weak",
            "key_points": KETTLE.key_points[:1],
            "model_answer": "I plug a lamp into the same outlet to see if there is power.",
            "paraphrase": "Cheese goes well with grapes, and so does a walk by the sea at night.",
        }
    )
    found = run_selftest([weak, STORY])
    assert "paraphrase" in found.broken
    assert found.result.breakdown["failing"]["paraphrase"] == ["weak"]
    assert found.result.metrics["paraphrase"].failures == 1


def test_the_same_questions_give_the_same_checks() -> None:
    first, second = (run_selftest([KETTLE, STORY]) for _ in "ab")
    assert first.result.metrics == second.result.metrics
    assert first.failures == second.failures


def test_every_statement_is_turned_round() -> None:
    text = "We are open. They close at six; I lock the door\nThen home"
    assert negated(text) == (
        "We are not open. They do not close at six; I do not lock the door\nNot then home"
    )
    assert denied(text).count("It is not true that") == 4


def test_a_typo_swaps_letters_in_one_word_of_twenty() -> None:
    text = " ".join(["station", "corner", "garden", "window"] * 10)
    changed = with_typos(text, random.Random(3))  # noqa: S311 - the same typos every time
    pairs = [(a, b) for a, b in zip(text.split(), changed.split(), strict=True) if a != b]
    assert len(pairs) == 2
    assert all(sorted(a) == sorted(b) for a, b in pairs)


def test_sorted_and_key_words_keep_the_words_of_the_answer() -> None:
    assert sorted_words("We bake, then we sell.") == "bake sell then We we"
    assert key_words("We bake, then we sell.") == ["bake", "sell"]


def test_long_injections_are_long_and_people_differ_in_everything() -> None:
    texts = attack_texts()
    assert all(500 <= len(text) <= 900 for text in texts.long_injections)
    introductions = [person.introduces("") for person in texts.people]
    names = [set(re.findall(r"[A-Z][a-z]+", text)) - {"My", "I", "A"} for text in introductions]
    assert not names[0] & names[1]


def test_every_model_answer_fits_its_own_question_and_hardly_any_other() -> None:
    bank = list(BANK.values())
    misses: list[tuple[str, str]] = []
    for question in bank:
        examiner = Examiner(question)
        assert examiner.points(question.model_answer) >= 8, question.id
        others = [other for other in bank if not set(other.skills) & set(question.skills)]
        drawn = random.Random(question.id).sample(others, 10)  # noqa: S311 (a fixed draw)
        misses += [
            (question.id, other.id) for other in drawn if examiner.points(other.model_answer) > 2
        ]
    assert len(misses) <= 0.02 * 10 * len(bank), misses
