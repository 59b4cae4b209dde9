"""Bridges, which may be silence, and questions in other words, which may not."""

from dataclasses import replace

import pytest

from nexus_cli.bench.groq.faults import FaultKind, in_order
from nexus_cli.errors import BrainAnswerError, BrainUnavailableError
from tests.brain.replying.staged import BRIDGE, CLARIFY, QUESTION, hear


def test_a_bridge_picks_up_what_was_said() -> None:
    text = "You watch where they settle, and you ring your neighbour."
    heard = hear(text, BRIDGE)
    assert heard.text == text
    assert heard.error is None
    assert heard.usage


@pytest.mark.parametrize(
    "words",
    [
        "Great answer, thank you for that.",
        "What do you do next?",
        "Correct. Exactly! Well done.",
        "You watch the bees, which is exactly right.",
        "You watch the bees and " * 12 + "wait.",
        "You watch the bees and",
        QUESTION.key_points[1].point,
    ],
)
def test_a_bridge_of_which_nothing_may_be_said_is_silence(words: str) -> None:
    heard = hear(words, BRIDGE)
    assert heard.text == ""
    assert heard.error is None


def test_a_bridge_asks_nothing() -> None:
    assert hear("You watch the bees. What comes next?", BRIDGE).text == "You watch the bees."


def test_a_bridge_is_at_most_two_sentences() -> None:
    text = "You watch the bees. You ring. You wait. You climb."
    assert hear(text, BRIDGE).text == "You watch the bees. You ring."


def test_a_bridge_is_not_waited_for() -> None:
    heard = hear("You ring.", BRIDGE, faults=in_order([FaultKind.STALL] * 5))
    assert isinstance(heard.error, BrainUnavailableError)
    assert heard.seconds == pytest.approx(1.2, abs=0.05)


def test_thoughts_in_place_of_a_bridge_are_a_failure() -> None:
    assert isinstance(hear("analysisThey rang.", BRIDGE).error, BrainAnswerError)


def test_a_question_is_said_in_other_words() -> None:
    text = "Your bees have flown off in May. I would like to hear what you do about it."
    assert hear(text, CLARIFY).text == text


def test_a_clarification_ends_with_its_first_question() -> None:
    assert hear("The bees are gone. What do you do? Why?", CLARIFY).text == (
        "The bees are gone. What do you do?"
    )


@pytest.mark.parametrize(
    "words",
    [
        "For example, think about the shade.",
        f"It is about this: {QUESTION.key_points[0].point.lower()}.",
        "You should mention the queen cells.",
        "Good question!",
        "Your bees have flown off in May, which is a",
    ],
)
def test_a_clarification_that_helps_with_the_answer_is_a_failure(words: str) -> None:
    heard = hear(words, CLARIFY)
    assert isinstance(heard.error, BrainAnswerError)
    assert heard.text in ("", "It is about this:", "Your bees have flown off in May,")


def test_a_clarification_may_tell_what_the_person_asked_about() -> None:
    about_models = QUESTION.model_copy(update={"text": "How do you test a language model?"})
    text = "I mean the checks before a language model is used."
    assert hear(text, replace(CLARIFY, question=about_models)).text == text
    assert not hear(text, CLARIFY).text
