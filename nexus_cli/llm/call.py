"""The course of one call: how much of its time is left, and what went wrong so far."""

from collections import Counter

from nexus_cli.errors import BrainError
from nexus_cli.llm.pacing import Allowance
from nexus_cli.llm.patience import Patience

ATTEMPTS = 3
"""At most, of those that failed; a limit that was hit is waited out and does not count."""
ATTEMPTS_A_MODEL = 2
"""Then the next model has a go, if there is one."""


class Call:
    """Counts time in monotonic seconds; waiting for a limit has an account of its own."""

    def __init__(self, patience: Patience, now: float) -> None:
        self.patience = patience
        self.failures = 0
        self.refusals = 0
        """How often a limit was hit."""
        self.last: BrainError | None = None
        """The latest failure, raised when nothing is left to try."""
        self.too_small: set[Allowance] = set()
        """Limits that this request alone exceeds."""
        self._end = now + patience.answer_seconds
        self._limit_left = patience.limit_seconds
        self._by_model: Counter[str] = Counter()

    def left(self, now: float) -> float:
        """Return seconds until the answer must be there."""
        return self._end - now

    def attempt_end(self, now: float) -> float:
        """Return when an attempt that starts at `now` is given up."""
        return min(self._end, now + self.patience.attempt_seconds)

    def can_wait(self, seconds: float) -> bool:
        """Whether a limit may be waited out for so long."""
        return seconds <= self._limit_left

    def prefers_to_wait(self, seconds: float) -> bool:
        """Whether the better model is worth so long a wait."""
        return seconds <= self.patience.prefer_seconds and self.can_wait(seconds)

    def waited(self, seconds: float) -> None:
        """Note that a limit was waited out; the deadline moves by as much."""
        self._limit_left -= seconds
        self._end += seconds

    def failed(self, model: str) -> None:
        """Note a failure of the service."""
        self.failures += 1
        self._by_model[model] += 1

    def refused(self, model: str, said_when: bool) -> None:
        """Note a limit that was hit; a service that does not say for how long loses its turn."""
        self.refusals += 1
        if not said_when:
            self._by_model[model] += 1

    def worn_out(self, model: str) -> bool:
        """Whether this model has failed often enough for this call."""
        return self._by_model[model] >= ATTEMPTS_A_MODEL
