"""Spoken requests, told from answers that merely contain such words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.speech.commands import SpokenCommand, read_command

QUESTION = "How do you look after a lighthouse?"


@pytest.mark.parametrize(
    ("utterance", "command"),
    [
        ("Repeat that.", SpokenCommand.REPEAT),
        ("say that again", SpokenCommand.REPEAT),
        ("Sorry, could you repeat the question?", SpokenCommand.REPEAT),
        ("What do you mean?", SpokenCommand.CLARIFY),
        ("skip", SpokenCommand.SKIP),
        ("Next question please.", SpokenCommand.SKIP),
        ("pause", SpokenCommand.PAUSE),
        ("Can we take a break?", SpokenCommand.PAUSE),
        ("Stop the interview.", SpokenCommand.END),
        ("I'm done.", SpokenCommand.DONE),
        ("Okay, I’m done", SpokenCommand.DONE),
        ("That's my answer", SpokenCommand.DONE),
        ("Let me think about that for a second.", SpokenCommand.THINK),
        ("hold on", SpokenCommand.THINK),
        ("Can I have a moment to think?", SpokenCommand.THINK),
    ],
)
def test_a_request_is_understood(utterance: str, command: SpokenCommand) -> None:
    assert read_command(utterance, QUESTION) is command


@pytest.mark.parametrize(
    ("utterance", "command"),
    [
        ("repeat the questing", SpokenCommand.REPEAT),
        ("say that a gain", SpokenCommand.REPEAT),
        ("skip dis question", SpokenCommand.SKIP),
        ("next question pleas", SpokenCommand.SKIP),
        ("pause the interviews", SpokenCommand.PAUSE),
        ("let me thing", SpokenCommand.THINK),
    ],
)
def test_a_slip_of_the_recogniser_is_forgiven(utterance: str, command: SpokenCommand) -> None:
    assert read_command(utterance, QUESTION) is command


@pytest.mark.parametrize(
    "utterance",
    [
        "",
        "I skip the stairs when the lamp is cold.",
        "We pause the lamp at noon",
        "I would repeat the test",
        "The next question was who owns the boat",
        "I'm done with the lamp by noon, and then I sleep.",
        "For example,",
        "So for example",
        "Next, I light the lamp.",
        "Next,",
        "and stop now and",
        "end",
        "The boat was finished",
        "Let me think of the winter when the generator failed.",
    ],
)
def test_an_answer_is_an_answer(utterance: str) -> None:
    assert read_command(utterance, QUESTION) is None


@pytest.mark.parametrize("word", ["pass", "break.", "Next", "done", "repeat", "I missed that"])
def test_in_the_middle_of_an_answer_a_bare_word_is_part_of_it(word: str) -> None:
    assert read_command(word, QUESTION, mid_answer=True) is None


@pytest.mark.parametrize(
    "utterance", ["I'm done", "repeat the question", "next question please", "let me think"]
)
def test_in_the_middle_of_an_answer_a_plain_request_still_is_one(utterance: str) -> None:
    assert read_command(utterance, QUESTION, mid_answer=True) is not None


def test_ending_takes_exact_words() -> None:
    assert read_command("stop the interviews", QUESTION) is None


@given(st.text(), st.text(), st.booleans())
def test_any_words_can_be_read(utterance: str, question: str, mid_answer: bool) -> None:
    read_command(utterance, question, mid_answer)


@given(st.lists(st.sampled_from(["skip", "pause", "repeat", "done", "lamp"]), min_size=19))
def test_a_long_utterance_is_always_an_answer(words: list[str]) -> None:
    assert read_command(" ".join(words), QUESTION) is None
