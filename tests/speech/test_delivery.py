"""The pace of an answer, from the times of its words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.speech.delivery import measure_delivery
from nexus_cli.stt.protocol import Word


def spoken(*timed: tuple[str, float, float]) -> list[Word]:
    return [Word(text, start, end, 0.9) for text, start, end in timed]


def evenly(text: str, each: float = 0.4, gap: float = 0.1) -> list[Word]:
    return [
        Word(word, place * (each + gap), place * (each + gap) + each, 0.9)
        for place, word in enumerate(text.split())
    ]


def test_words_a_minute_count_pauses_too() -> None:
    pace = measure_delivery(spoken(("I", 0, 1), ("clean", 1, 2), ("lamps", 5, 6)))
    assert pace is not None
    assert (pace.words_per_minute, pace.longest_pause_seconds, pace.talk_seconds) == (
        30.0,
        3.0,
        3.0,
    )


def test_recordings_are_added_up_without_the_time_between_them() -> None:
    answer = spoken(("I", 0, 1), ("um", 1, 2), ("lamps", 5, 6))
    follow_up = spoken(("Every", 20, 21), ("day", 21, 22))
    pace = measure_delivery(answer, follow_up, [])
    assert pace is not None
    assert pace.words_per_minute == 37.5  # five words in six and two seconds
    assert (pace.talk_seconds, pace.longest_pause_seconds, pace.filler_words) == (5.0, 3.0, 1)


def test_a_gap_between_words_is_no_pause() -> None:
    pace = measure_delivery(evenly("I clean the lamp"))
    assert pace is not None
    assert pace.talk_seconds == 1.9
    assert pace.filler_words == 0


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Um, I uh clean the lamp", 2),
        ("It was, like, dark", 1),
        ("It looks like a lamp", 0),
        ("I like the lamp", 0),
        ("It was, you know, dark", 1),
        ("You know the lamp", 0),
        ("A kind of lamp", 0),
        ("I mean, it was dark", 1),
    ],
)
def test_fillers_are_told_from_words(text: str, count: int) -> None:
    pace = measure_delivery(evenly(text))
    assert pace is not None
    assert pace.filler_words == count


def test_a_filler_may_be_set_off_by_silence() -> None:
    words = spoken(("was", 0, 0.3), ("like", 0.6, 0.9), ("dark", 1.2, 1.5))
    pace = measure_delivery(words)
    assert pace is not None
    assert pace.filler_words == 1


def test_without_words_there_is_no_pace() -> None:
    assert measure_delivery([]) is None
    assert (
        measure_delivery(spoken(("...", 0, 1), ("lamp", 2, 1), ("lamp", float("nan"), 1))) is None
    )


def test_a_single_instant_has_no_rate() -> None:
    pace = measure_delivery(spoken(("No", 1, 1)))
    assert pace is not None
    assert pace.words_per_minute == 0.0


TIMES = st.floats(0, 600)


@given(
    st.lists(st.tuples(st.sampled_from(["lamp", "um", "like,", "…"]), TIMES, TIMES), max_size=12)
)
def test_whatever_the_times_the_figures_fit_together(timed: list[tuple[str, float, float]]) -> None:
    pace = measure_delivery(spoken(*timed))
    if pace is not None:
        ends = max(end for _, start, end in timed if start <= end)
        assert -1e-3 <= pace.talk_seconds <= ends + 1e-3
        assert 0 <= pace.longest_pause_seconds <= ends + 1e-3
        assert pace.filler_words <= len(timed)


@given(st.permutations(evenly("Um, I clean the lamp every day")))
def test_the_order_in_which_words_come_does_not_matter(words: list[Word]) -> None:
    assert measure_delivery(words) == measure_delivery(evenly("Um, I clean the lamp every day"))
