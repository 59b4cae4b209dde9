"""Where the spans of a command go beside the log, when somebody asks for it."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Protocol

from nexus_cli.telemetry.otlp import OtlpCollector
from nexus_cli.telemetry.prometheus import MetricsFile
from nexus_cli.telemetry.spans import Span, Telemetry, observed
from nexus_cli.telemetry.trace import TraceFile

METRICS_FILE, OTLP_ENDPOINT = "NEXUS_METRICS_FILE", "NEXUS_OTLP_ENDPOINT"
"""Read from the environment alone: a `.env` comes with whatever folder nexus is started in, and
must not say which file is replaced, or who is told what runs here."""


class Outlet(Protocol):
    """Takes spans while a command runs; `name` is how a sentence calls it."""

    name: str

    def add(self, span: Span) -> None:
        """Take in a span that ended, on whatever thread."""
        ...

    def finish(self) -> None:
        """Hand on what was taken in; raises OSError."""
        ...


@contextmanager
def outlets(
    command: str, trace: Path | None = None, tell: Callable[[str], None] = lambda sentence: None
) -> Iterator[None]:
    """Time the block as `command`, and hand its spans to each outlet at its end or its error.

    The outlets are `trace` and those that the environment names. Raises UsageError before the
    block for one that cannot be; one that fails at the end is told in a sentence, since what the
    command did is done.
    """
    opened = _opened(trace)
    try:
        with ExitStack() as stack:
            for outlet in opened:
                stack.enter_context(observed(outlet.add))
            stack.enter_context(Telemetry().span(command))
            yield
    finally:
        for outlet in opened:
            try:
                outlet.finish()
            except OSError as error:
                tell(f"Nothing was written to {outlet.name}: {error.strerror or 'no answer'}.")


def _opened(trace: Path | None) -> list[Outlet]:
    opened: list[Outlet] = []
    if trace is not None:
        opened.append(TraceFile(trace))
    if path := os.environ.get(METRICS_FILE):
        opened.append(MetricsFile(Path(path)))
    if endpoint := os.environ.get(OTLP_ENDPOINT):
        opened.append(OtlpCollector(endpoint))
    return opened
