"""Room for calls: what flows back, what is booked, what a response tells."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.llm.limits import RateLimits
from nexus_cli.llm.pacing import Allowance

FREE = RateLimits(1_000, 999, 8_000, 8_000)


def told(limits: RateLimits, now: float = 0.0) -> Allowance:
    """An allowance after its first response."""
    allowance = Allowance()
    booking = allowance.book(0, now)
    allowance.learn(booking, limits, now)
    allowance.settle(booking, 0, now)
    return allowance


def test_what_is_not_known_holds_nothing_back() -> None:
    assert Allowance().wait(10**9, 0.0) == 0
    assert Allowance().room(1, 0.0) == math.inf
    assert Allowance().tokens_a_minute is None


def test_tokens_flow_back_by_the_minute() -> None:
    allowance = told(FREE)
    allowance.book(8_000, 0.0)
    assert allowance.wait(4_000, 0.0) == 30
    assert allowance.wait(4_000, 20.0) == pytest.approx(10)
    assert allowance.wait(8_001, 99.0) == math.inf


def test_bookings_stand_in_line_and_one_that_is_cancelled_lets_the_others_up() -> None:
    allowance = told(FREE)
    allowance.book(8_000, 0.0)
    second = allowance.book(4_000, 0.0)
    assert allowance.wait(4_000, 0.0) == 60
    allowance.cancel(second, 0.0)
    allowance.cancel(second, 0.0)
    assert allowance.wait(4_000, 0.0) == 30


def test_what_was_reserved_and_not_used_comes_back() -> None:
    allowance = told(FREE)
    booking = allowance.book(8_000, 0.0)
    allowance.settle(booking, 2_000, 0.0)
    allowance.settle(booking, 2_000, 0.0)
    assert allowance.wait(6_000, 0.0) == 0
    assert allowance.wait(6_400, 0.0) == 3


def test_a_response_s_word_counts_less_what_is_still_under_way() -> None:
    allowance = Allowance()
    first, _second = allowance.book(3_000, 0.0), allowance.book(3_000, 0.0)
    allowance.learn(first, RateLimits(1_000, 999, 8_000, 5_000), 0.0)
    assert allowance.wait(2_000, 0.0) == 0
    assert allowance.wait(4_000, 0.0) == 15


def test_a_small_plan_is_taken_to_allow_thirty_requests_a_minute() -> None:
    allowance = told(FREE)
    for _ in range(29):
        allowance.book(1, 0.0)
    assert allowance.wait(1, 0.0) == 2
    large = told(RateLimits(500_000, 499_999, 250_000, 250_000))
    for _ in range(200):
        large.book(1, 0.0)
    assert large.wait(1, 0.0) == 0


def test_a_service_that_asks_for_quiet_gets_it_and_no_more() -> None:
    allowance = told(FREE)
    allowance.hold(120, 0.0)
    allowance.hold(5, 0.0)
    assert allowance.wait(1, 0.0) == 120
    assert allowance.held(119.9)
    assert not allowance.held(120.0)


@given(st.lists(st.tuples(st.integers(1, 8_000), st.floats(0, 30)), max_size=60))
def test_calls_sent_when_told_never_exceed_the_plan(calls: list[tuple[int, float]]) -> None:
    """Whatever was sent in any stretch of time fits what was there and what flowed back."""
    allowance, now, sent = told(FREE), 0.0, [(0.0, 0)]
    for tokens, pause in calls:
        now += pause
        now += allowance.wait(tokens, now)
        allowance.settle(allowance.book(tokens, now), None, now)
        sent.append((now, tokens))
    for index, (start, _) in enumerate(sent):
        total = sum(tokens for _, tokens in sent[index:])
        assert total <= 8_000 + (now - start) * 8_000 / 60 + 1e-3
