"""A breaker: after several failures in a row a model is left alone for a while."""

FAILURES_TO_OPEN = 5
OPEN_SECONDS = 5.0


class Breaker:
    """Times are monotonic seconds: a wall clock set back would keep a breaker open.

    It opens after five failures in a row. Five seconds later one call may try; the others wait
    another five for its outcome. A success closes it.
    """

    def __init__(self) -> None:
        self._failures = 0
        self._closed_to = 0.0

    def allows(self, now: float) -> bool:
        """Whether a call may be made at `now`."""
        return self._failures < FAILURES_TO_OPEN or now >= self._closed_to

    def sent(self, now: float) -> None:
        """Note that a call is being made; when open, it is the only one for a while."""
        if self._failures >= FAILURES_TO_OPEN:
            self._closed_to = now + OPEN_SECONDS

    def failed(self, now: float) -> None:
        """Note that the service failed."""
        self._failures += 1
        self._closed_to = now + OPEN_SECONDS

    def succeeded(self) -> None:
        """Note that the service answered, be it with a refusal."""
        self._failures = 0
