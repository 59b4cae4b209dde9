"""An utterance on its way to the speaker: what is heard of it, and how it ends."""

import numpy as np
import pytest

from nexus_cli.audio.playout import Playout
from nexus_cli.audio.samples import SPEAKING_HZ, Samples

BLOCK = 480
LATENCY = 0.06


class Card:
    """Takes a block every 20 ms, as PortAudio does."""

    def __init__(self, playout: Playout, rate_hz: int = SPEAKING_HZ) -> None:
        self.playout = playout
        self.time = 50.0
        self.rate_hz = rate_hz

    def play(self, seconds: float) -> Samples:
        blocks = []
        for _ in range(round(seconds / 0.02)):
            block = np.full(round(0.02 * self.rate_hz), 9.0, dtype=np.float32)
            self.playout.fill(block, self.time)
            blocks.append(block)
            self.time += 0.02
        return np.concatenate(blocks)


@pytest.fixture
def card() -> Card:
    return Card(Playout(latency_seconds=LATENCY))


def sound(seconds: float) -> Samples:
    return np.full(round(seconds * SPEAKING_HZ), 0.5, dtype=np.float32)


def test_what_is_offered_is_played_and_then_silence(card: Card) -> None:
    card.playout.offer(sound(0.1), card.time)
    card.playout.complete(card.time)
    played = card.play(0.2)
    assert np.array_equal(played[:2_400], sound(0.1))
    assert not played[2_400:].any()
    assert card.playout.underflows == 0


def test_heard_is_what_has_reached_the_air(card: Card) -> None:
    card.playout.offer(sound(1.0), card.time)
    card.play(0.5)
    assert card.playout.heard(card.time) == pytest.approx((0.5 - LATENCY) * SPEAKING_HZ, abs=2)
    assert card.playout.began_sounding == 50.0 + LATENCY


def test_an_utterance_ends_when_its_last_sample_has_sounded(card: Card) -> None:
    card.playout.offer(sound(0.1), card.time)
    card.playout.complete(card.time)
    card.play(0.1)
    assert not card.playout.finished(card.time)
    card.play(LATENCY)
    assert card.playout.finished(card.time)
    assert card.playout.heard(card.time) == 2_400


def test_sound_that_comes_too_slowly_leaves_a_gap_that_is_counted(card: Card) -> None:
    card.play(0.1)
    card.playout.offer(sound(0.1), card.time)
    card.play(0.2)
    assert card.playout.underflows == 5
    assert not card.playout.finished(card.time)


def test_a_cut_fades_over_10_ms_and_drops_the_rest(card: Card) -> None:
    card.playout.offer(sound(5.0), card.time)
    card.play(0.1)
    card.playout.cut()
    assert card.playout.offer(sound(1.0), card.time)
    played = card.play(0.2)
    assert np.all(np.diff(played[:240]) < 0)
    assert played[0] == 0.5
    assert not played[240:].any()
    assert card.playout.finished(card.time)
    assert card.playout.heard(card.time) == 2_400 + 240


def test_a_full_ring_asks_for_patience(card: Card) -> None:
    assert card.playout.offer(sound(20.0), card.time)
    assert not card.playout.offer(sound(20.0), card.time)
    card.play(10.0)
    assert card.playout.offer(sound(20.0), card.time)


def test_more_than_the_ring_holds_is_refused(card: Card) -> None:
    with pytest.raises(ValueError, match="at most 30 s"):
        card.playout.offer(sound(31.0), card.time)


@pytest.mark.parametrize("rate_hz", [44_100, 48_000])
def test_a_device_of_another_rate_plays_as_long_and_all_of_it(rate_hz: int) -> None:
    card = Card(Playout(rate_hz, LATENCY), rate_hz)
    for _ in range(10):
        assert card.playout.offer(sound(0.1), card.time)
    card.playout.complete(card.time)
    played = card.play(2.0)
    assert np.count_nonzero(np.abs(played) > 0.1) == pytest.approx(rate_hz, abs=50)
    assert card.playout.finished(card.time)
    assert card.playout.heard(card.time) == pytest.approx(SPEAKING_HZ, abs=50)
