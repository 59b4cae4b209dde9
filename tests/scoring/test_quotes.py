"""Quotes are found word for word, or refused."""

from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.scoring import find_quote

TEXT = "We didn’t  ship it.\nExactly nine people asked, so I “paused” the release."


def test_a_quote_keeps_the_characters_of_the_text() -> None:
    found = find_quote(TEXT, "we didn't ship it")
    assert found is not None
    assert found.quote == "We didn’t  ship it"
    assert TEXT[found.start : found.end] == found.quote


def test_a_quote_may_come_in_other_marks_and_name_its_source() -> None:
    found = find_quote(TEXT, '"nine people asked, and left"', "follow_up")
    assert found is None
    found = find_quote(TEXT, '"nine people asked..."', "follow_up")
    assert found is not None
    assert (found.source, found.quote) == ("follow_up", "nine people asked")


def test_an_invented_or_partial_word_is_refused() -> None:
    assert find_quote(TEXT, "ten people asked") is None
    assert find_quote(TEXT, "ACTLY nine") is None
    assert find_quote(TEXT, "  ") is None
    assert find_quote("", "anything") is None


@given(st.text(max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_every_slice_that_is_not_blank_is_found(text: str, start: int, end: int) -> None:
    piece = text[start:end]
    found = find_quote(text, piece)
    assert (found is None) == (not piece.strip())
    if found:
        assert text[found.start : found.end] == found.quote == piece.strip()


@given(st.text(max_size=60), st.text(max_size=20))
def test_whatever_is_found_is_a_slice(text: str, quote: str) -> None:
    found = find_quote(text, quote)
    if found:
        assert text[found.start : found.end] == found.quote
