"""Limits that really count: requests and tokens an organisation has left, model by model."""

import math
from collections.abc import Callable
from dataclasses import dataclass

_MINUTE = 60.0
_DAY = 86_400.0


@dataclass(frozen=True)
class Plan:
    """What an organisation may send to one model."""

    requests_a_minute: int
    requests_a_day: int
    tokens_a_minute: int
    tokens_a_day: int


FREE_PLAN = Plan(30, 1_000, 8_000, 200_000)
"""Groq's free plan for gpt-oss, https://console.groq.com/docs/rate-limits as of autumn 2026."""


@dataclass(frozen=True)
class Refusal:
    """Which limit a request is over: never to be had when `wait_seconds` is infinite."""

    limit_name: str
    """As in "tokens per minute (TPM)"."""
    kind: str
    """`tokens` or `requests`."""
    limit: int
    used: int
    requested: int
    wait_seconds: float


@dataclass
class _Meter:
    """A limit that flows back evenly, as the reset times in Groq's headers show."""

    name: str
    kind: str
    limit: int
    seconds: float
    level: float
    at: float

    def now(self, now: float) -> float:
        flowed = (now - self.at) * self.limit / self.seconds
        self.level, self.at = min(float(self.limit), self.level + flowed), now
        return self.level

    def refusal(self, amount: int, now: float) -> Refusal | None:
        missing = amount - self.now(now)
        if missing <= 1e-9:
            return None
        wait = math.inf if amount > self.limit else missing * self.seconds / self.limit
        used = round(self.limit - self.level)
        return Refusal(self.name, self.kind, self.limit, used, amount, wait)


class Ledger:
    """The limits of one organisation for one model; times are monotonic seconds."""

    def __init__(self, plan: Plan, clock: Callable[[], float]) -> None:
        now = clock()
        self._clock = clock
        self._meters = [
            _Meter(name, kind, limit, seconds, float(limit), now)
            for name, kind, limit, seconds in (
                ("tokens per minute (TPM)", "tokens", plan.tokens_a_minute, _MINUTE),
                ("tokens per day (TPD)", "tokens", plan.tokens_a_day, _DAY),
                ("requests per minute (RPM)", "requests", plan.requests_a_minute, _MINUTE),
                ("requests per day (RPD)", "requests", plan.requests_a_day, _DAY),
            )
        ]

    def admit(self, tokens: int) -> Refusal | None:
        """Take one request that reserves `tokens`, or say which limit it is over."""
        now = self._clock()
        amounts = [tokens if meter.kind == "tokens" else 1 for meter in self._meters]
        for meter, amount in zip(self._meters, amounts, strict=True):
            if refusal := meter.refusal(amount, now):
                return refusal
        for meter, amount in zip(self._meters, amounts, strict=True):
            meter.level -= amount
        return None

    def credit(self, tokens: int) -> None:
        """Give back reserved tokens that were not used, and cached ones."""
        for meter in self._meters:
            if meter.kind == "tokens":
                meter.level = min(float(meter.limit), meter.now(self._clock()) + tokens)

    def headers(self) -> dict[str, str]:
        """Return what Groq tells: tokens of the minute, requests of the day."""
        minute, day = self._meters[0], self._meters[3]
        return {**self._told("tokens", minute), **self._told("requests", day)}

    def _told(self, kind: str, meter: _Meter) -> dict[str, str]:
        left = meter.now(self._clock())
        reset = (meter.limit - left) * meter.seconds / meter.limit
        return {
            f"x-ratelimit-limit-{kind}": str(meter.limit),
            f"x-ratelimit-remaining-{kind}": str(max(0, math.floor(left))),
            f"x-ratelimit-reset-{kind}": go_duration(reset),
        }


def go_duration(seconds: float) -> str:
    """Return seconds as Go writes them: "547ms", "7.66s", "2m52.8s"."""
    if seconds < 1:
        return f"{seconds * 1000:.0f}ms"
    hours, rest = divmod(seconds, 3600)
    minutes, rest = divmod(rest, 60)
    text = f"{hours:.0f}h" if hours else ""
    text += f"{minutes:.0f}m" if hours or minutes else ""
    return f"{text}{rest:.3f}".rstrip("0").rstrip(".") + "s"
