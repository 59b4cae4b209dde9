"""Answers that were written down before the interview."""

from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.interview.recorded import Block, RecordedAnswers, blocks, headings
from nexus_cli.models.spoken import Speech


def answers(text: str, *ids: str) -> RecordedAnswers:
    return RecordedAnswers(text.splitlines(keepends=True), ids)


def test_runs_of_blank_lines_part_the_answers() -> None:
    given_ = answers("first\nstill first\n\n \n\nsecond\n", "q-one", "q-two")
    assert [given_.answer("q-one"), given_.answer("q-two")] == ["first\nstill first", "second"]


def test_a_heading_brings_its_block_to_its_question() -> None:
    given_ = answers("[q-two]\nsecond\n\n[q-one]\nfirst\n", "q-one", "q-two")
    assert [given_.answer("q-one"), given_.answer("q-two")] == ["first", "second"]


def test_a_heading_without_text_is_a_blank_answer() -> None:
    assert answers("[q-one]\n\n[q-two]\nsecond", "q-one", "q-two").answer("q-one") == ""


def test_a_question_without_a_block_stays_blank_while_later_ones_have_theirs() -> None:
    given_ = answers("[q-two]\nsecond\n", "q-one", "q-two")
    assert [given_.answer("q-one"), given_.answer("q-two")] == ["", "second"]


def test_a_follow_up_takes_only_a_block_headed_for_it() -> None:
    given_ = answers("first\n\nsecond\n\n[follow-up]\nmore\n", "q-one", "q-two")
    given_.answer("q-one")
    assert given_.follow_up() == ""
    assert given_.answer("q-two") == "second"
    assert given_.follow_up() == "more"


def test_a_follow_up_block_that_was_not_asked_for_is_passed_over() -> None:
    given_ = answers("first\n\n[follow-up]\nmore\n\nsecond\n", "q-one", "q-two")
    given_.answer("q-one")
    assert given_.answer("q-two") == "second"


def test_the_end_of_input_is_told_from_a_blank_answer() -> None:
    given_ = answers("first\n", "q-one", "q-two")
    given_.answer("q-one")
    assert given_.answer("q-two") is None


def test_headings_that_fit_no_question_are_named() -> None:
    given_ = answers("[q-nine]\nlost\n", "q-one")
    assert given_.answer("q-one") is None
    assert given_.unused() == ("q-nine",)


def test_a_word_in_brackets_is_part_of_an_answer() -> None:
    assert answers("[laughs]\nYes.\n", "q-one").answer("q-one") == "[laughs]\nYes."


def test_headings_lists_the_questions_in_order() -> None:
    lines = "[q-two]\nx\n\n[follow-up]\ny\n\nz\n\n[q-one]\n".splitlines()
    assert headings(lines) == ("q-two", "q-one")


def test_a_block_is_handed_over_as_soon_as_its_blank_line_has_come() -> None:
    def pipe() -> "list[str]":
        raise AssertionError("read too far")

    lines = iter(["first\n", "\n"])

    def stream() -> "object":
        yield from lines
        pipe()

    given_ = RecordedAnswers(stream(), ["q-one"])  # type: ignore[arg-type]
    assert given_.answer("q-one") == "first"


@given(st.lists(st.text(alphabet="ab[]-. \t", max_size=12), max_size=12))
def test_no_word_of_any_block_is_lost(lines: list[str]) -> None:
    kept = "".join(block.heading + block.text for block in blocks(lines))
    assert [c for c in kept if c in "ab"] == [c for line in lines for c in line if c in "ab"]


def test_follow_ups_stay_with_their_question_when_the_blocks_are_in_another_order() -> None:
    text = (
        "[q-two]\nsecond\n\n[follow-up]\nsecond more\n\n[q-one]\nfirst\n\n[follow-up]\nfirst more"
    )
    given_ = answers(text, "q-one", "q-two")
    assert [given_.answer("q-one"), given_.follow_up()] == ["first", "first more"]
    assert [given_.answer("q-two"), given_.follow_up()] == ["second", "second more"]


def test_a_follow_up_may_be_headed_with_its_question() -> None:
    text = "[q-one]\nfirst\n\n[q-two]\nsecond\n\n[q-one follow-up]\nmore\n\n[q-two follow-up]\nlast"
    given_ = answers(text, "q-one", "q-two")
    assert given_.answer("q-one") == "first"
    assert given_.answer("q-two") == "second"
    assert given_.follow_up() == ""
    assert given_.follow_up("q-one") == "more"
    assert given_.follow_up("q-two") == "last"
    assert given_.unused() == ()


def test_a_second_follow_up_takes_the_next_block() -> None:
    given_ = answers("first\n\n[follow-up]\nmore\n\n[follow-up]\nstill more\n\nsecond", "q-one")
    given_.answer("q-one")
    assert [given_.follow_up(), given_.follow_up(), given_.follow_up()] == [
        "more",
        "still more",
        "",
    ]


def test_an_interview_that_goes_on_may_begin_with_a_follow_up() -> None:
    given_ = answers("[follow-up]\nmore\n\nsecond\n", "q-one", "q-two")
    assert given_.follow_up("q-one") == "more"
    assert given_.answer("q-two") == "second"


def test_how_an_answer_was_heard_comes_with_it_and_with_no_other() -> None:
    heard = Speech(words=(), engine="Whisper base")
    given_ = RecordedAnswers.of(
        [Block("", "said", heard), Block("", "written"), Block("follow-up", "said too", heard)],
        ["q-one", "q-two"],
    )
    assert (given_.answer("q-one"), given_.spoken) == ("said", heard)
    assert (given_.follow_up(), given_.spoken) == ("", None)
    assert (given_.answer("q-two"), given_.spoken) == ("written", None)
    assert (given_.follow_up(), given_.spoken) == ("said too", heard)
    assert (given_.answer("q-two"), given_.spoken) == (None, None)
