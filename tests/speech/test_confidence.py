"""Doubtful words, and doubtful transcripts."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.speech.confidence import confidence_of, marked_pieces, marked_text
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
