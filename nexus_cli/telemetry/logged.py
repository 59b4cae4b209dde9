"""What the log says of earlier commands, read line by line and never past its bounds."""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from nexus_cli.telemetry.log import LOG_BYTES, OLDER_LOGS
from nexus_cli.telemetry.spans import Span

MOST_BYTES = 2 * LOG_BYTES
"""Read of each file, from its end: what nexus wrote is half of it."""
_LONGEST_LINE = 4_000
_LONGEST_NAME = 60


@dataclass(frozen=True)
class LoggedSpan:
    """A stage that ran in some earlier command."""

    at: datetime
    """When it ended, in UTC."""
    run: str
    """Which command; ids and starts compare only within one."""
    span: Span
    """Without attributes."""


@dataclass(frozen=True)
class Log:
    """The spans of the log, the oldest first."""

    spans: tuple[LoggedSpan, ...]
    skipped: int
    """Lines that are nothing that nexus wrote, or not all of it."""


def read_log(path: Path) -> Log:
    """Return what the log at `path` and the older files beside it hold.

    Files that are missing or cannot be read hold nothing.
    """
    spans: list[LoggedSpan] = []
    skipped = 0
    older = [path.with_name(f"{path.name}.{n}") for n in range(OLDER_LOGS, 0, -1)]
    for file in (*older, path):
        for line in _lines(file):
            span = _span(line)
            if span is None:
                skipped += 1
            else:
                spans.append(span)
    return Log(tuple(spans), skipped)


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            beginning = max(0, path.stat().st_size - MOST_BYTES)
            file.seek(beginning)
            lines = file.read(MOST_BYTES).splitlines()
    except OSError:
        return
    yield from (line for line in lines[1 if beginning else 0 :] if line.strip())


def _span(line: bytes) -> LoggedSpan | None:
    """Return the span of a line; None when a field is missing or is not what it should be."""
    if len(line) > _LONGEST_LINE:
        return None
    try:
        found = json.loads(line)
        at = datetime.fromisoformat(found["at"])
        name, failed = found["stage"], found["failed"]
        start, seconds = float(found.get("start", 0)), float(found["seconds"])
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return None
    known = isinstance(name, str) and 0 < len(name) <= _LONGEST_NAME and at.tzinfo is not None
    timed = math.isfinite(start) and math.isfinite(seconds) and seconds >= 0
    if not known or not timed or not isinstance(failed, bool):
        return None
    span = Span(
        name=name,
        start=start,
        seconds=seconds,
        parent=None,
        attributes={},
        failed=failed,
        error=str(found.get("error", "")),
        id=_number(found.get("id")) or 0,
        parent_id=_number(found.get("inside_id")),
    )
    return LoggedSpan(at, str(found.get("run", "")), span)


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None
