"""Text made safe to show."""

from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.text import one_line, safe, width


def test_escape_sequences_go_with_their_payload() -> None:
    hostile = "a\x1b[31mb\x1b]52;c;c3RvbGVu\x07c\x1b]0;title\x1b\\d\x9b1me\x1bPq payload\x1b\\f"
    assert safe(hostile) == "abcdef"


def test_bidirectional_and_tag_characters_go_and_joiners_stay() -> None:
    assert safe("a\u202eb\u2066c\U000e0041d") == "abcd"
    assert safe("👩\u200d🔧") == "👩\u200d🔧"


def test_carriage_returns_become_new_lines() -> None:
    assert safe("a\r\nb\rc") == "a\nb\nc"


def test_lone_surrogates_do_not_break_printing() -> None:
    assert safe("a\ud800b").encode("utf-8") == b"a?b"


def test_wide_characters_take_two_cells_and_marks_none() -> None:
    assert (width("日本"), width("e\u0301"), width("abc")) == (4, 1, 3)


def test_a_long_line_is_cut_by_cells() -> None:
    assert one_line("日本日本日本", 7) == "日本日…"
    assert one_line("short\n text", 20) == "short text"


@given(st.text())
def test_nothing_a_terminal_acts_on_is_left(text: str) -> None:
    left = safe(text)
    assert not [c for c in left if ord(c) < 32 and c not in "\t\n"]
    assert not [c for c in left if 0x7F <= ord(c) <= 0x9F]
    assert safe(left) == left
