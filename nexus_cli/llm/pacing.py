"""What an organisation may still send to one model, so that a limit is kept before it is hit."""

import math
from collections import deque
from contextlib import suppress
from dataclasses import dataclass

from nexus_cli.llm.limits import RateLimits

FREE_REQUESTS_A_MINUTE = 30.0
FREE_TOKENS_A_MINUTE = 8_000.0
"""Groq's free plan. No header tells requests a minute, so small token limits imply the plan's."""
SPARE_SHARE = 0.3
"""Of each limit; work that may turn out not to be needed leaves so much to what is."""
_MINUTE = 60.0
_DAY = 86_400.0


class Bucket:
    """An allowance that flows back evenly, as Groq's does.

    Its headers show it: 73 of 8,000 tokens used are reset in 547 ms, 2 of 1,000 daily requests in
    172.8 s. The level may be negative: what was booked ahead.
    """

    def __init__(self, limit: float, seconds: float, level: float, now: float) -> None:
        self.limit = limit
        self._seconds = seconds
        self._level = level
        self._at = now

    def level(self, now: float) -> float:
        """Return what is there at `now`."""
        return min(self.limit, self._level + (now - self._at) * self.limit / self._seconds)

    def wait(self, amount: float, now: float) -> float:
        """Return seconds until `amount` is there; infinite when it exceeds the limit."""
        if amount > self.limit:
            return math.inf
        return max(0.0, (amount - self.level(now)) * self._seconds / self.limit)

    def add(self, amount: float, now: float) -> None:
        """Give back, or take when `amount` is negative."""
        self._level = min(self.limit, self.level(now) + amount)
        self._at = now


@dataclass(eq=False)
class Booking:
    """Room taken for one call."""

    tokens: int
    at: float
    answered: bool = False


class Allowance:
    """One organisation's limits for one model; unknown limits do not hold anything back.

    Times are monotonic seconds. Rooms are booked ahead, so that callers wait in order.
    """

    def __init__(self) -> None:
        self.closed = False
        """The model is not to be had with this organisation's keys."""
        self._minute: Bucket | None = None
        self._day: Bucket | None = None
        self._tokens: Bucket | None = None
        self._held_to = -math.inf
        self._open: set[Booking] = set()
        self._sent: deque[float] = deque(maxlen=1_000)

    @property
    def tokens_a_minute(self) -> float | None:
        """The limit, once a response has told it."""
        return self._tokens.limit if self._tokens else None

    def wait(self, tokens: int, now: float) -> float:
        """Return seconds until a call of so many tokens may be sent; infinite when never."""
        waits = [bucket.wait(amount, now) for bucket, amount in self._needs(tokens)]
        return max([0.0, self._held_to - now, *waits])

    def room(self, tokens: int, now: float) -> float:
        """Return how many such calls could be sent at once."""
        return min(
            [math.inf, *(bucket.level(now) / amount for bucket, amount in self._needs(tokens))]
        )

    def can_spare(self, now: float) -> bool:
        """Whether enough of every known limit is unused for work that may not be needed."""
        known = [bucket for bucket in (self._minute, self._day, self._tokens) if bucket]
        unused = all(bucket.level(now) >= SPARE_SHARE * bucket.limit for bucket in known)
        return unused and not self.closed and not self.held(now)

    def book(self, tokens: int, now: float) -> Booking:
        """Take room for one call, which is to be sent after `wait` seconds."""
        for bucket, amount in self._needs(tokens):
            bucket.add(-amount, now)
        booking = Booking(tokens, now)
        self._open.add(booking)
        self._sent.append(now)
        return booking

    def settle(self, booking: Booking, used: int | None, now: float) -> None:
        """End a booking: `used` tokens are what the call cost, None when that is not known."""
        if booking in self._open:
            self._open.remove(booking)
            if self._tokens and used is not None:
                self._tokens.add(booking.tokens - used, now)

    def cancel(self, booking: Booking, now: float) -> None:
        """Give back the room of a call that was not sent."""
        if booking in self._open:
            for bucket, amount in self._needs(booking.tokens):
                bucket.add(amount, now)
            self._open.remove(booking)
            with suppress(ValueError):  # so long ago that it is not remembered
                self._sent.remove(booking.at)

    def hold(self, seconds: float, now: float) -> None:
        """Send nothing for so many seconds: the service asked for it."""
        self._held_to = max(self._held_to, now + seconds)

    def held(self, now: float) -> bool:
        """Whether the service asked not to be sent anything yet."""
        return now < self._held_to

    def learn(self, booking: Booking, told: RateLimits, now: float) -> None:
        """Take over what the response to `booking` said."""
        booking.answered = True
        others = [other.tokens for other in self._open if not other.answered]
        self._tokens = _told(
            self._tokens, _MINUTE, told.tokens_a_minute, told.tokens_left, sum(others), now
        )
        self._day = _told(
            self._day, _DAY, told.requests_a_day, told.requests_left, len(others), now
        )
        if self._tokens and self._tokens.limit <= FREE_TOKENS_A_MINUTE and not self._minute:
            self.learn_requests_a_minute(FREE_REQUESTS_A_MINUTE, now)

    def learn_requests_a_minute(self, limit: float, now: float) -> None:
        """Take over a limit that no header tells."""
        recent = sum(1 for at in self._sent if now - at < _MINUTE)
        if not self._minute or self._minute.limit != limit:
            self._minute = Bucket(limit, _MINUTE, limit - recent, now)

    def _needs(self, tokens: int) -> list[tuple[Bucket, float]]:
        pairs = ((self._minute, 1.0), (self._day, 1.0), (self._tokens, float(tokens)))
        return [(bucket, amount) for bucket, amount in pairs if bucket is not None]


def _told(
    bucket: Bucket | None,
    seconds: float,
    limit: float | None,
    left: float | None,
    pending: float,
    now: float,
) -> Bucket | None:
    """Return the bucket as a response tells it, less what is under way and not yet counted."""
    if not limit or left is None:
        return bucket
    if bucket is None or bucket.limit != limit:
        return Bucket(limit, seconds, left - pending, now)
    level = min(left, bucket.level(now)) if pending else left
    return Bucket(limit, seconds, level, now)
