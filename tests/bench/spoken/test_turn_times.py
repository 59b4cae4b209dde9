"""From what was heard of a turn to its times."""

import pytest

from nexus_cli.bench.spoken.audible import Sounding
from nexus_cli.bench.spoken.script import ANSWERS, QUESTIONS, Reply
from nexus_cli.bench.spoken.sitting import HeardTurn
from nexus_cli.bench.spoken.turn_times import follow_up_formula_ms, mean_parts, times_of
from nexus_cli.bench.spoken.whisper_timing import WhisperTiming
from nexus_cli.bench.timing.delays import WhisperDelays
from nexus_cli.bench.timing.emulation import Drawn, DrawnReply, DrawnSound

LOW, HIGH = 333.0, 667.0
FOLLOWED = next(answer for answer in ANSWERS if answer.reply is Reply.FOLLOW_UP)
TIMING = WhisperTiming.model_validate(
    {"source": "made up", "machine": {}, "models": {"base": {"padded": {"3": 400}}}}
)


def turn(*sounds: Sounding, key: float = 0.0, fault: str = "") -> HeardTurn:
    """An answer from 10 s to 15 s, over at 15.9 s."""
    return HeardTurn(
        FOLLOWED,
        10.0,
        15.0,
        0.7,
        committed=15.9,
        key=key,
        fault=fault,
        sounds=sounds,
        first_begun=16.0,
    )


def heard(start: float, pitch: float = LOW) -> Sounding:
    return Sounding(start, start + 0.2, pitch)


def test_a_turn_lasts_from_the_last_speech_sample_to_the_first_audible_one() -> None:
    times = times_of(turn(heard(16.1), heard(16.5)), 0.09)

    assert times is not None
    assert times.first == times.substantive == pytest.approx(1100)
    assert times.floor == pytest.approx(790)


def test_an_acknowledgement_is_heard_and_does_not_count() -> None:
    times = times_of(turn(heard(16.1, HIGH), heard(17.0)), 0.09)

    assert times is not None
    assert times.first == pytest.approx(1100)
    assert times.substantive == pytest.approx(2000)


def test_the_parts_sum_to_the_turn() -> None:
    times = times_of(turn(heard(16.1)), 0.09)

    assert times is not None
    assert sum(times.parts.values()) == pytest.approx(times.substantive)
    assert times.parts["endpoint_wait"] == pytest.approx(700)
    assert sum(mean_parts([times, times]).values()) == pytest.approx(times.substantive)


def test_after_the_done_key_time_is_counted_from_it_and_nothing_was_waited_for() -> None:
    times = times_of(turn(heard(16.1), key=15.5), 0.09)

    assert times is not None
    assert times.substantive == pytest.approx(600)
    assert "endpoint_wait" not in times.parts


@pytest.mark.parametrize(
    "unmeasured", [turn(), turn(heard(16.1, HIGH)), turn(heard(16.1), fault="the answer was cut")]
)
def test_a_turn_without_a_question_or_with_a_fault_has_no_time(unmeasured: HeardTurn) -> None:
    assert times_of(unmeasured, 0.09) is None


def test_a_voice_without_pitch_is_known_by_the_last_text_that_was_begun() -> None:
    spoke = turn(heard(16.1, HIGH), heard(17.0, HIGH))
    spoke.last_begun = 16.9

    times = times_of(spoke, 0.09, pitched=False)

    assert times is not None
    assert times.substantive == pytest.approx(2000)


def test_the_formula_adds_the_drawn_delays_of_its_own_turn() -> None:
    words = QUESTIONS[FOLLOWED.question].follow_up_hint
    earlier = DrawnReply(5.0, 9.0, 9.0), DrawnSound(5.0, words, 9.0)
    drawn = Drawn(
        [earlier[0], DrawnReply(15.5, 0.2, 0.02)], [earlier[1], DrawnSound(15.8, words, 0.6)]
    )

    ms = follow_up_formula_ms(turn(heard(17.0)), drawn, TIMING, WhisperDelays(), 0.09)

    assert ms == pytest.approx(1000 * (0.09 + 0.13 + 0.4 + 0.2 + 5 * 0.02 + 0.6))


def test_the_wait_is_the_least_that_the_formula_gives() -> None:
    words = QUESTIONS[FOLLOWED.question].follow_up_hint
    drawn = Drawn([DrawnReply(15.5, 0.01, 0.001)], [DrawnSound(15.8, words, 0.01)])

    ms = follow_up_formula_ms(turn(heard(17.0)), drawn, TIMING, WhisperDelays(), 0.09)

    assert ms == pytest.approx(790)


def test_without_draws_there_is_no_formula() -> None:
    empty = Drawn([], [])

    assert follow_up_formula_ms(turn(heard(17.0)), empty, TIMING, WhisperDelays(), 0.09) is None
