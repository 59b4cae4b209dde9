"""One spoken turn while it is timed: what is known of it, and the spans that become of it."""

from asyncio import CancelledError
from collections.abc import Iterator
from contextlib import contextmanager

from nexus_cli.telemetry import OpenSpan, Telemetry

TURN = "spoken_turn"
RESPONSE = "response"
"""The end of a turn: from when the wait for more words was over, or the done key was pressed. What
a machine is to be measured by; how long it waits is for the person to say."""


class TurnSpan:
    """From the last sample of an answer to the first of what nexus says; monotonic seconds."""

    def __init__(self, telemetry: Telemetry, inside: OpenSpan | None, began: float) -> None:
        self._telemetry = telemetry
        self._around = inside
        self._began = self._due = began
        self._asked = self._written = 0.0
        self._ordered = 0.0
        self._hurried: float | None = None
        self._waiting_since: float | None = None
        """When what is next was handed on, to be taken up when the event loop gets to it."""
        self._play: OpenSpan | None = None
        self.span = telemetry.begin(TURN, inside)
        self.ended_by = ""
        """What handed the answer over; empty before that."""

    @property
    def play(self) -> OpenSpan | None:
        """What nexus says, once it was ordered."""
        return self._play

    @property
    def is_open(self) -> bool:
        """Whether the person may still speak on."""
        return not self.ended_by

    @property
    def is_hurried(self) -> bool:
        """Whether the done key was pressed, so that nothing but the last words is waited for."""
        return self._hurried is not None

    def hurry(self, now: float) -> None:
        """Take in that the done key was pressed."""
        self._hurried = now if self._hurried is None else self._hurried

    def silent_since(self, moment: float) -> None:
        """Take in when the last sound was; told late at times, never early: the earliest counts."""
        if self.is_open:
            self._began = min(self._began, moment)

    def written(self, asked: float, now: float) -> None:
        """Take in that the last words are there, which were asked for at `asked`."""
        self._asked, self._written = asked, now

    def hand_over(self, ended_by: str, wait_seconds: float | None, now: float) -> None:
        """Record the wait: `wait_seconds` after the last sound; None for whatever it was.

        Where the last words came later than that, what it took longer was no wait for more words.
        """
        self.ended_by, self._waiting_since = ended_by, now
        due = now if wait_seconds is None else self._began + wait_seconds
        self._due = min(due if self._hurried is None else self._hurried, now)
        due = max(self._due, self._asked)
        late = due < self._written
        waits = [(self._began, due), (self._written, now)] if late else [(self._began, now)]
        for start, until in waits:
            if start < until:
                self._telemetry.record("endpoint_wait", start, until, self.span)

    @contextmanager
    def deciding(self) -> Iterator[None]:
        """Time what the session does about the answer, and the way to it."""
        clock = self._telemetry.clock
        self._taken_up(start := clock.seconds())
        decide = self._telemetry.begin("decide", self.span)
        raised: type[BaseException] | None = None
        try:
            with decide.around():
                yield
        except BaseException as error:
            raised = type(error)
            raise
        finally:
            self._waiting_since = clock.seconds()
            self._telemetry.end(decide, start, self._waiting_since, raised)

    def order(self, now: float) -> None:
        """Take in that the first words of nexus are ordered."""
        self._taken_up(now)
        self._ordered = now
        self._play = self._telemetry.begin("play", self.span)

    def finish(self, heard: float) -> None:
        """Record the turn, and the response beside it: its first sample was heard."""
        self._telemetry.record(RESPONSE, self._due, heard, self._around)
        self._end(heard, None)

    def break_off(self, now: float) -> None:
        """Record that nothing came of it: the person speaks on, or nexus was not heard."""
        self._end(now, CancelledError)

    def _taken_up(self, now: float) -> None:
        since, self._waiting_since = self._waiting_since, None
        if since is not None and since < now:
            self._telemetry.record("event_loop", since, now, self.span)

    def _end(self, until: float, raised: type[BaseException] | None) -> None:
        if self._play is not None:
            self._telemetry.end(self._play, self._ordered, until, raised)
        told = {"ended_by": self.ended_by} if self.ended_by else {}
        self._telemetry.end(self.span, self._began, until, raised, **told)
