"""A budget of retries, so that a failing service is not sent more than it is sent anyway."""

SAVED_AT_MOST = 10.0
SAVED_AT_START = 3.0


class RetryBudget:
    """Every call earns `share` of a retry, every retry spends one (SRE book, chapter 21).

    It starts with three, so that the first call of a session may be retried, and saves ten at
    most, so that a good hour does not pay for a storm.
    """

    def __init__(self, share: float) -> None:
        self._share = share
        self._saved = SAVED_AT_START

    def earn(self) -> None:
        """Count a call."""
        self._saved = min(SAVED_AT_MOST, self._saved + self._share)

    def spend(self) -> bool:
        """Take one retry; return False when none is left."""
        if self._saved < 1:
            return False
        self._saved -= 1
        return True
