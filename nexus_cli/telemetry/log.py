"""A JSON log of ids, stages and durations, readable by its owner alone."""

import json
import logging
import os
import secrets
from collections.abc import Callable
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from nexus_cli.telemetry.clock import SystemClock
from nexus_cli.telemetry.spans import Span

LOG_BYTES = 1_000_000
"""After which a new file is begun."""
OLDER_LOGS = 2
"""Kept beside the one that is written, as `nexus.log.1` and so on; higher is older."""


class _PrivateFile(RotatingFileHandler):
    """Creates its file with mode 0600 in the call that makes it, not after."""

    def _open(self) -> TextIOWrapper:
        flags = os.O_CREAT | os.O_APPEND | os.O_WRONLY
        descriptor = os.open(self.baseFilename, flags, 0o600)
        return TextIOWrapper(os.fdopen(descriptor, "ab"), encoding="utf-8")


def open_log(path: Path) -> tuple[Callable[[Span], None], Callable[[], None]]:
    """Return `(write, close)`: `write` appends a span as a line of JSON to `path`.

    Where the file cannot be written, `write` does nothing: an interview does not end over its log.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler = _PrivateFile(path, maxBytes=LOG_BYTES, backupCount=OLDER_LOGS, encoding="utf-8")
    except OSError:
        return (lambda span: None), (lambda: None)
    handler.handleError = lambda record: None  # type: ignore[method-assign]  # a full disk, say
    clock, run = SystemClock(), secrets.token_hex(4)

    def write(span: Span) -> None:
        line = {
            **span.attributes,
            "at": clock.now().isoformat(timespec="milliseconds"),
            "run": run,
            "id": span.id,
            "stage": span.name,
            "start": round(span.start, 6),
            "seconds": round(span.seconds, 6),
            "inside": span.parent,
            "inside_id": span.parent_id,
            "failed": span.failed,
            "error": span.error,
        }
        record = logging.LogRecord("nexus", logging.INFO, "", 0, json.dumps(line), None, None)
        handler.emit(record)

    return write, handler.close
