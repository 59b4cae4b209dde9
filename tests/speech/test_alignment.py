"""Heard words found again in a text that was edited."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.models.spoken import SpokenWord
from nexus_cli.speech.alignment import aligned, count_words


def heard(text: str) -> list[SpokenWord]:
    return [
        SpokenWord(text=word, start_seconds=place, end_seconds=place + 1, probability=0.9)
        for place, word in enumerate(text.split())
    ]


def found(said: str, text: str) -> list[str]:
    """The pieces of `text` that are heard words."""
    return [text[start:end] for _, start, end in aligned(heard(said), text)]


def test_an_untouched_text_is_found_whole() -> None:
    said = "So the lamp, um, went out. Twice!"
    assert found(said, said) == ["So", "the", "lamp", "um", "went", "out", "Twice"]


def test_offsets_leave_out_the_marks_around_a_word() -> None:
    (word, start, end), *_ = aligned(heard("“Lamp,” he said"), "“Lamp,” he said")
    assert (word.text, start, end) == ("“Lamp,”", 1, 5)


def test_names_keep_the_signs_that_belong_to_them() -> None:
    assert found("We used .NET, C++.", "We used .NET, C++.") == ["We", "used", ".NET", "C++"]


def test_what_was_taken_out_is_not_found_and_the_rest_is() -> None:
    said = "I clean the lamp sorry can you repeat that then I light it"
    assert found(said, "I clean the lamp then I light it") == [
        "I",
        "clean",
        "the",
        "lamp",
        "then",
        "I",
        "light",
        "it",
    ]


def test_what_was_written_anew_was_not_heard() -> None:
    said = "the lack was on a griffin board every day"
    text = "the lag was on a Grafana board every day"
    assert found(said, text) == ["the", "was", "on", "a", "board", "every", "day"]


def test_a_word_left_alone_between_new_passages_is_not_taken_for_heard() -> None:
    said = "we looked at the lamp"
    assert found(said, "My neighbour mended the old horn instead") == []


def test_case_and_apostrophes_do_not_count() -> None:
    assert found("i don't know", "I don’t KNOW") == ["I", "don’t", "KNOW"]


@pytest.mark.parametrize("text", ["", "   ", "— … !", "\n\n"])
def test_without_words_nothing_is_found(text: str) -> None:
    assert aligned(heard("one two"), text) == []
    assert aligned(heard(text), "one two") == []
    assert count_words(text) == 0


def test_a_repeated_word_keeps_its_own_place() -> None:
    words = heard("no no I said no to that")
    text = "no I said no to that"
    assert [(word.start_seconds, start) for word, start, _ in aligned(words, text)] == [
        (0, 0),
        (2, 3),
        (3, 5),
        (4, 10),
        (5, 13),
        (6, 16),
    ]


def test_a_long_answer_with_an_edit_in_its_middle_is_found_but_for_the_edit() -> None:
    said = " ".join(f"the lamp number {place} is clean" for place in range(300))
    text = said.replace("number 150 is", "number one hundred and fifty is")
    assert len(found(said, text)) == len(said.split()) - 1


WORDS = st.lists(st.sampled_from(["lamp", "the", "um,", "The", "—", "it's", "C#", "…so"]))


@given(WORDS, WORDS)
def test_whatever_was_edited_places_are_in_order_and_hold_their_words(
    said: Sequence[str], written: Sequence[str]
) -> None:
    text = "  ".join(written)
    places = aligned(heard(" ".join(said)), text)
    reached, last_heard = 0, -1.0
    for word, start, end in places:
        assert reached <= start < end <= len(text)
        assert text[start:end].casefold() in word.text.casefold()
        assert word.start_seconds > last_heard
        reached, last_heard = end, word.start_seconds


@given(WORDS)
def test_every_word_of_an_unedited_text_is_found(said: Sequence[str]) -> None:
    text = " ".join(said)
    assert len(aligned(heard(text), text)) == count_words(text)
