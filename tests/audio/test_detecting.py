"""From made-up probabilities to speech: one frame is 32 ms, 512 samples."""

from collections.abc import Iterable
from itertools import chain, repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.audio.detecting import SpeechDetector, SpeechEnd, SpeechStart

FRAME = 512
Told = list[tuple[int, SpeechStart | SpeechEnd]]


def told(
    probabilities: Iterable[float], levels: Iterable[float] = (), *, quiet: bool | None = None
) -> Told:
    """Return what is told, with the number of frames after which it is.

    Frames under 0.2 are as quiet as the room, all are with `quiet`, and none without it.
    """
    detector = SpeechDetector()
    found: Told = []
    frames = zip(probabilities, chain(levels, repeat(-30.0)), strict=False)
    for index, (value, level) in enumerate(frames):
        start, end = index * FRAME, (index + 1) * FRAME
        as_the_room = value < 0.2 if quiet is None else quiet
        events = detector.add(value, start, end, level=level, quiet=as_the_room)
        found += [(index + 1, event) for event in events]
    return found


def started(frame: int, onset: int | None = None) -> SpeechStart:
    """Speech from `frame` on, with a sound that led up to it from `onset` on."""
    return SpeechStart(frame * FRAME, (frame if onset is None else onset) * FRAME)


def test_speech_is_told_after_a_quarter_of_a_second_and_from_its_first_frame() -> None:
    assert told([0.1] * 10 + [0.9] * 20) == [(18, started(10))]


@pytest.mark.parametrize("frames", [1, 3])
def test_a_click_is_not_speech(frames: int) -> None:
    assert told([0.0] * 5 + [1.0] * frames + [0.0] * 20) == []


@pytest.mark.parametrize("frames", [4, 7])
def test_a_short_word_is_told_at_its_pause(frames: int) -> None:
    said = [0.0] * 5 + [0.6, *[0.85] * (frames - 1)] + [0.0] * 20
    ended = 5 + frames
    assert told(said) == [
        (ended + 2, started(5)),
        (ended + 2, SpeechEnd(5 * FRAME, ended * FRAME)),
    ]


def test_a_short_sound_that_is_hardly_a_voice_is_not_a_word() -> None:
    assert told([0.0] * 5 + [0.75] * 7 + [0.0] * 20) == []


def test_a_cough_bursts_out_louder_than_the_voice_that_follows() -> None:
    probabilities = [0.0] * 5 + [0.2, 0.4] + [0.9] * 5 + [0.0] * 20
    softly = [-60.0] * 5 + [-40.0, -30.0] + [-25.0] * 5
    bursting = [-60.0] * 5 + [-15.0, -18.0] + [-25.0] * 5
    assert len(told(probabilities, softly)) == 2
    assert told(probabilities, bursting) == []


def test_a_short_word_is_not_told_before_it_has_paused() -> None:
    assert told([0.0] * 5 + [1.0] * 6 + [0.0]) == []


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
        started(0),
        SpeechEnd(0, 20 * FRAME),
        started(30),
        SpeechEnd(30 * FRAME, 50 * FRAME),
    ]


def test_stopping_ends_speech_that_is_under_way() -> None:
    detector = SpeechDetector()
    for index in range(12):
        detector.add(0.9, index * FRAME, (index + 1) * FRAME)
    assert detector.began == 0
    assert detector.stop() == [SpeechEnd(0, 12 * FRAME)]
    assert detector.began is None
    assert detector.stop() == []


@pytest.mark.parametrize(
    ("before", "led"),
    [
        ([0.1] * 10 + [0.3] * 4, 4),
        ([0.1] * 10 + [0.3] * 3 + [0.1] * 2, 5),
        ([0.1] * 10 + [0.3] * 3 + [0.1] * 3, 0),
        ([0.3] * 20, 6),
        ([0.1] * 10 + [0.3, 0.6, 0.1, 0.1], 4),
    ],
    ids=["softly", "closed consonant", "a pause", "steady noise", "too short to be told"],
)
def test_speech_has_begun_with_the_sound_that_led_up_to_it(before: list[float], led: int) -> None:
    at = len(before)
    assert [event for _, event in told(before + [0.9] * 20)] == [started(at, at - led)]


def test_no_sound_that_belonged_to_speech_before_leads_up_to_speech() -> None:
    again = [0.9] * 10 + [0.3] * 3 + [0.9] * 10
    events = [event for _, event in told(again, quiet=False)]
    assert events == [started(0), SpeechEnd(0, 10 * FRAME), started(13, 12)]


@pytest.mark.parametrize(("level", "fades"), [(-49.0, False), (-51.0, True)])
def test_speech_fades_where_it_is_20_db_softer_than_it_was(level: float, fades: bool) -> None:
    detector = SpeechDetector()
    for index, loud in enumerate([-30.0] * 12 + [level]):
        detector.add(0.9, index * FRAME, (index + 1) * FRAME, level=loud)
    assert detector.fading is fades


@given(st.lists(st.floats(0, 1), max_size=300), st.booleans())
def test_starts_and_ends_alternate_and_never_overlap(values: list[float], quiet: bool) -> None:
    last = 0
    for index, (_, event) in enumerate(told(values, quiet=quiet)):
        if index % 2 == 0:
            assert isinstance(event, SpeechStart)
            assert event.at >= last
        else:
            assert isinstance(event, SpeechEnd)
            assert event.at - event.began >= 0.128 * 16_000
            last = event.at
