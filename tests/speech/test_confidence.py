"""Doubtful words, and doubtful transcripts."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.speech.alignment import count_words
from nexus_cli.speech.confidence import (
    confidence_of,
    doubtful_places,
    marked_pieces,
    marked_text,
)
from nexus_cli.stt.protocol import Word


def words(*probabilities: float) -> list[Word]:
    return [Word(f"w{place}", place, place + 1, p) for place, p in enumerate(probabilities)]


def test_a_doubtful_word_is_marked() -> None:
    assert marked_text(words(0.9, 0.2, 0.3, 0.9)) == "w0 [w1 w2?] w3"


def test_a_transcript_with_one_doubtful_word_in_five_says_so() -> None:
    doubt = confidence_of(words(0.9, 0.9, 0.9, 0.9, 0.2))
    assert doubt.low
    assert doubt.sentence.startswith("The recogniser was unsure of 1 of the 5 words")


def test_a_transcript_with_less_says_nothing() -> None:
    doubt = confidence_of(words(0.9, 0.9, 0.9, 0.9, 0.9, 0.2))
    assert (doubt.low, doubt.sentence) == (False, "")


def test_an_answer_of_one_doubtful_word_is_spoken_of_as_such() -> None:
    assert "unsure of the only word in this answer" in confidence_of(words(0.2)).sentence


def test_doubtful_words_are_found_in_an_edited_text() -> None:
    heard = words(0.9, 0.2, 0.3, 0.9, 0.2, 0.9)
    text = "w0 w1, w2 w3 mended w5"
    assert [(text[p.start : p.end], p.words) for p in doubtful_places(heard, text)] == [
        ("w1, w2", 2)
    ]


def test_neighbours_are_two_places_once_something_was_put_between_them() -> None:
    text = "w0 and w1\n\nw2"
    places = doubtful_places(words(0.2, 0.2, 0.2), text)
    assert [text[p.start : p.end] for p in places] == ["w0", "w1", "w2"]


def test_a_probability_that_is_no_number_is_in_doubt() -> None:
    assert confidence_of(words(float("nan"))).doubtful == 1


def test_silence_is_not_in_doubt() -> None:
    assert (confidence_of([]).share, confidence_of([]).low, marked_text([])) == (0.0, False, "")


@given(st.lists(st.floats(0, 1), max_size=20))
def test_the_pieces_are_the_whole_transcript(probabilities: list[float]) -> None:
    heard = words(*probabilities)
    pieces = marked_pieces(heard)
    assert " ".join(p.text for p in pieces) == " ".join(word.text for word in heard)
    assert all(a.doubtful != b.doubtful for a, b in pairwise(pieces))


@given(st.lists(st.floats(0, 1), max_size=20), st.lists(st.integers(0, 25), max_size=20))
def test_places_of_doubt_do_not_overlap_and_hold_no_more_words_than_the_text(
    probabilities: list[float], written: list[int]
) -> None:
    text = ", ".join(f"w{place}" for place in written)
    places = doubtful_places(words(*probabilities), text)
    assert sum(place.words for place in places) <= min(count_words(text), len(probabilities))
    ends = [0, *(place.end for place in places)]
    assert all(end <= place.start for end, place in zip(ends, places, strict=False))
    assert all(count_words(text[p.start : p.end]) == p.words for p in places)
