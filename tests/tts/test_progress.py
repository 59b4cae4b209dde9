"""Which part of a text was heard, told by boundaries."""

from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.tts.progress import Progress
from tests.tts.stage import words

_WORD = st.text("abcdeé", min_size=1, max_size=4)
_TEXTS = st.lists(_WORD, min_size=1, max_size=30)


def progress_of(text: str, *boundaries: str) -> Progress:
    """A second for each boundary."""
    progress = Progress(text)
    for second, boundary in enumerate(boundaries, 1):
        progress.add(boundary, float(second))
    return progress


def test_nothing_heard_leaves_the_whole_text() -> None:
    assert Progress("One two.").heard(0.5) == (0.0, "One two.")
    assert progress_of("One two.", "One").heard(0.9) == (0.0, "One two.")


def test_a_word_counts_once_all_of_it_was_heard() -> None:
    progress = progress_of("One two, three.", "One", "two", "three")
    assert progress.heard(2.5) == (2.0, "three.")
    assert not progress.is_whole(2.5)
    assert progress.is_whole(3.0)


def test_a_boundary_in_other_words_than_the_text_is_stepped_over_by_the_next() -> None:
    progress = progress_of("It costs £5 today.", "It", "costs", "five pounds", "today")
    assert progress.heard(3.0) == (3.0, "£5 today.")
    assert progress.is_whole(4.0)
    assert progress_of("Say it in C++.", "Say", "it", "in", "see plus plus").is_whole(4.0)


def test_a_later_word_of_the_same_spelling_is_not_taken_for_an_earlier_one() -> None:
    progress = progress_of("Ask Dr. Ng about the big red thing.", "Ask", "red")
    assert progress.heard(2.0)[1] == "Dr. Ng about the big red thing."


def test_sound_without_boundaries_is_judged_by_its_length() -> None:
    text = "a" * 100
    assert Progress(text).is_whole(7.0)
    assert not Progress(text).is_whole(1.0)
    assert Progress(text).heard(1.0) == (0.0, text)


@given(_TEXTS, st.data())
def test_what_was_heard_and_what_is_missing_is_the_text(
    said: list[str], data: st.DataObject
) -> None:
    progress = progress_of(", ".join(said), *said)
    heard = data.draw(st.integers(0, len(said)))
    assert words(progress.heard(heard + 0.5)[1]) == said[heard:]


@given(_TEXTS, st.data())
def test_boundaries_that_are_worded_otherwise_repeat_words_rather_than_lose_them(
    said: list[str], data: st.DataObject
) -> None:
    strange = data.draw(st.sets(st.integers(0, len(said) - 1)))
    told = ["§" if at in strange else word for at, word in enumerate(said)]
    heard = data.draw(st.integers(0, len(said)))
    progress = progress_of(" ".join(said), *told[:heard])
    missing = words(progress.heard(float(heard))[1])
    assert len(missing) >= len(said) - heard
    assert said[len(said) - len(missing) :] == missing
