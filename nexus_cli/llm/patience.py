"""How long a kind of call may take, and how much of it may be trying again."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Patience:
    """Limits of one call, all in seconds except where said."""

    name: str
    """Calls of one name share a retry budget."""
    answer_seconds: float
    """Until the answer is there: its first word when it is streamed, else all of it."""
    attempt_seconds: float
    """The same for one attempt, so that a stalled one leaves time for another."""
    gap_seconds: float
    """Silence allowed between two pieces of a stream that has begun."""
    prefer_seconds: float
    """How long a limit is waited out for the better model before the next one is taken."""
    limit_seconds: float
    """How long limits are waited out altogether, on top of `answer_seconds`."""
    retry_share: float
    """Retries a first attempt earns: 0.1 means that at most one call in ten is a retry."""

    def times(self, factor: float) -> "Patience":
        """Return the same for a model that takes `factor` times as long; limits stay."""
        return replace(
            self,
            answer_seconds=self.answer_seconds * factor,
            attempt_seconds=self.attempt_seconds * factor,
            gap_seconds=self.gap_seconds * factor,
        )


INTERACTIVE = Patience("interactive", 2.8, 1.6, 4.0, 0.2, 0.2, retry_share=0.10)
"""Someone waits for the next word: three seconds, limits included, to the first token."""

BRIDGING = Patience("bridging", 1.2, 1.2, 1.0, 0.0, 0.0, retry_share=0.0)
"""Words that nobody misses: said at once or not at all."""

PREPARING = Patience("preparing", 30.0, 12.0, 6.0, 15.0, 60.0, retry_share=0.25)
"""Someone waits for a plan and sees the wait."""

REPORTING = Patience("reporting", 15.0, 10.0, 6.0, 10.0, 20.0, retry_share=0.10)
"""Someone waits for a report that could be shown without the words that are asked for."""

GRADING = Patience("grading", 30.0, 12.0, 6.0, 75.0, 900.0, retry_share=0.25)
"""Nobody waits: thirty seconds of work, and a free plan's limits are sat out for the better model.

75 seconds is a minute's limit and some; a day's limit goes to the next model instead.
"""
