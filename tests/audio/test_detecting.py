"""From made-up probabilities to speech: one frame is 32 ms, 512 samples."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.audio.detecting import SpeechDetector, SpeechEnd, SpeechStart

FRAME = 512
Told = list[tuple[int, SpeechStart | SpeechEnd]]


def told(probabilities: Iterable[float], *, quiet: bool = False) -> Told:
    """Return what is told, with the number of frames after which it is."""
    detector = SpeechDetector()
    found = (
        (index + 1, detector.add(value, index * FRAME, (index + 1) * FRAME, quiet=quiet))
        for index, value in enumerate(probabilities)
    )
    return [(frames, event) for frames, event in found if event is not None]


def test_speech_is_told_after_a_quarter_of_a_second_and_from_its_first_frame() -> None:
    assert told([0.1] * 10 + [0.9] * 20) == [(18, SpeechStart(10 * FRAME))]


@pytest.mark.parametrize("frames", [1, 4, 7])
def test_a_cough_is_not_speech(frames: int) -> None:
    assert told([0.0] * 5 + [1.0] * frames + [0.0] * 20) == []


def test_two_frames_without_speech_are_a_pause_where_the_first_of_them_began() -> None:
    assert told([0.9] * 20 + [0.1] * 10)[1:] == [(22, SpeechEnd(0, 20 * FRAME))]


def test_one_frame_without_speech_is_a_consonant() -> None:
    assert len(told([0.9] * 20 + [0.1] + [0.9] * 20)) == 1


def test_a_doubtful_frame_goes_on_with_what_was() -> None:
    assert told([0.4] * 50) == []
    assert len(told([0.9] * 20 + [0.4] * 50)) == 1


def test_a_doubtful_frame_does_not_take_a_pause_back() -> None:
    assert told([0.9] * 20 + [0.1, 0.4])[1:] == [(22, SpeechEnd(0, 20 * FRAME))]


def test_a_frame_as_quiet_as_the_room_ends_speech_while_silero_still_hesitates() -> None:
    fading = [0.9] * 20 + [0.65, 0.6, 0.55, 0.5, 0.45]
    assert len(told(fading)) == 1
    assert told(fading, quiet=True)[1:] == [(22, SpeechEnd(0, 20 * FRAME))]


def test_speech_after_a_pause_is_told_again() -> None:
    events = [event for _, event in told(([0.9] * 20 + [0.0] * 10) * 2)]
    assert events == [
        SpeechStart(0),
        SpeechEnd(0, 20 * FRAME),
        SpeechStart(30 * FRAME),
        SpeechEnd(30 * FRAME, 50 * FRAME),
    ]


def test_stopping_ends_speech_that_is_under_way() -> None:
    detector = SpeechDetector()
    for index in range(12):
        detector.add(0.9, index * FRAME, (index + 1) * FRAME)
    assert detector.stop() == SpeechEnd(0, 12 * FRAME)
    assert detector.stop() is None


@given(st.lists(st.floats(0, 1), max_size=300), st.booleans())
def test_starts_and_ends_alternate_and_never_overlap(values: list[float], quiet: bool) -> None:
    last = 0
    for index, (_, event) in enumerate(told(values, quiet=quiet)):
        if index % 2 == 0:
            assert isinstance(event, SpeechStart)
            assert event.at >= last
        else:
            assert isinstance(event, SpeechEnd)
            assert event.at - event.began >= 0.25 * 16_000
            last = event.at
