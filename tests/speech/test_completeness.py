"""Whether words sound like a finished answer."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.speech.completeness import has_marks, sounds_complete

ANSWERS = (
    "I look after the lamp before anything else. Before every sunset I climb up, clean the lens "
    "with vinegar, and check whether the wick is dry. If the wind is strong, I stay until "
    "midnight. Last winter the generator failed twice, so I wrote a list for the harbour office.",
    "We had forty crates and only one boat. I asked the crew which ones could wait, because the "
    "tide gave us two hours. Then I marked the fresh fish with red paint and loaded it first. "
    "Nothing was spoiled, and the captain kept the list.",
    "My first step is to listen. When a visitor complains about the stairs, I walk up with them "
    "and count the steps aloud. Most of them laugh. After that I explain where the lift will be.",
)


@pytest.mark.parametrize(
    "text",
    [
        "I clean the lamp before every sunset.",
        "I clean the lamp before every sunset and then I start the spare generator",
        "That's how I would do it.",
        "I check the oil, I check the wick, and that's it.",
        "I don't know",
        "No.",
        "Yes, we did.",
        "When the wind is strong, I stay until midnight.",
    ],
)
def test_a_finished_answer_sounds_finished(text: str) -> None:
    assert sounds_complete(text).score == 1.0


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ... ",
        "I clean the lamp and",
        "I clean the lamp, um",
        "I clean the lamp. So",
        "The harbour office is responsible for the",
        "I look at the",
        "I clean the lamp,",
        "I clean the lamp...",
        "We would have",
        "It depends on whether.",
        "When the wind is strong",
        "First, I clean the lamp.",
        "I clean the lamp. It",
        "Then they",
        "Lamp",
        "I clean the lamp every day. My colleague polishes the lens",
        "I clean the lamp every day. My colleague.",
        "I clean the lamp every day. On Sundays at noon we measure.",
    ],
)
def test_an_unfinished_answer_does_not(text: str) -> None:
    assert sounds_complete(text).score <= 0.3


def test_a_list_that_went_on_is_no_longer_open() -> None:
    assert sounds_complete("First, I clean the lamp. Then I light it with a match.").score == 1.0


def test_a_short_answer_of_one_sentence_is_not_held_against_it() -> None:
    assert sounds_complete("It took weeks.").score == 1.0


def test_marks_are_seen_inside_a_text_only() -> None:
    assert has_marks("I clean it. Then I light it")
    assert has_marks("First, I clean it")
    assert not has_marks("I clean it and then I light it.")
    assert not has_marks("")


def test_a_speaker_who_says_so_is_finished() -> None:
    assert sounds_complete("Yeah, I think that's about it").closing
    assert not sounds_complete("I clean the lamp.").closing


def test_the_reason_names_the_word() -> None:
    assert "“because”" in sounds_complete("I left because").why


def test_answers_cut_at_a_word_seldom_sound_finished() -> None:
    cuts = [
        " ".join(words[:count])
        for words in (answer.split() for answer in ANSWERS)
        for count in range(1, len(words))
        if not words[count - 1].endswith(".")
    ]
    wrong = [cut for cut in cuts if sounds_complete(cut).score > 0.3]
    assert len(wrong) <= 0.02 * len(cuts), wrong


def test_answers_cut_at_a_sentence_mostly_sound_finished() -> None:
    ends = [answer[: m.end()] for answer in ANSWERS for m in re.finditer(r"\.", answer)]
    assert sum(sounds_complete(end).score == 1.0 for end in ends) >= 0.75 * len(ends)


@given(st.text())
def test_any_text_gets_a_score_and_a_reason(text: str) -> None:
    judged = sounds_complete(text)
    assert 0.0 <= judged.score <= 1.0
    assert judged.why


@given(st.sampled_from(ANSWERS), st.integers(1, 30))
def test_white_space_changes_nothing(answer: str, count: int) -> None:
    words = answer.split()[:count]
    assert sounds_complete(" ".join(words)) == sounds_complete("\n ".join(words))
