"""Where the time of a command went, as a Chrome trace that Perfetto opens.

The format: https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
"""

import json
import os
from collections import deque
from pathlib import Path
from typing import Any

from nexus_cli.errors import UsageError
from nexus_cli.telemetry.conventions import described, named
from nexus_cli.telemetry.lanes import begin, end, lanes
from nexus_cli.telemetry.spans import Span
from nexus_cli.telemetry.whole_file import write_whole

MOST_SPANS = 20_000
"""Held in memory, some 20 MB; of more, the latest are kept."""


class TraceFile:
    """Collects spans, on any thread, for `path`."""

    def __init__(self, path: Path, most: int = MOST_SPANS) -> None:
        """Raises UsageError where no such file can be."""
        if not path.parent.is_dir() or (path.exists() and not path.is_file()):
            raise UsageError(
                f"No trace can be written to {path}.",
                "Give --trace a file in a folder that exists.",
            )
        self.name = f"the trace {path}"
        self._path = path
        self._spans: deque[Span] = deque(maxlen=most)
        self._seen = 0

    def add(self, span: Span) -> None:
        """Take in a span that ended."""
        self._spans.append(span)
        self._seen += 1

    def finish(self) -> None:
        """Write the file; raises OSError."""
        write_whole(self._path, json.dumps(self.as_json(), ensure_ascii=False))

    def as_json(self) -> dict[str, Any]:
        """Return the object that viewers read; times in microseconds since the first span."""
        spans = list(self._spans)
        origin = min((begin(span) for span in spans), default=0)
        process = os.getpid()
        events = [_called("process_name", process, 0, "nexus")]
        numbers: dict[str, int] = {}
        for span, lane in lanes(spans):
            if lane not in numbers:
                numbers[lane] = len(numbers) + 1
                events.append(_called("thread_name", process, numbers[lane], lane))
            place = {"pid": process, "tid": numbers[lane]}
            events.append({**_complete(span, origin), **place})
        dropped = {"spans_dropped": self._seen - len(spans)}
        return {"traceEvents": events, "displayTimeUnit": "ms", "otherData": dropped}


def _complete(span: Span, origin: int) -> dict[str, Any]:
    return {
        "ph": "X",
        "name": named(span),
        "cat": "failed" if span.failed else "nexus",
        "ts": begin(span) - origin,
        "dur": end(span) - begin(span),
        "args": {**described(span), "id": span.id, "inside": span.parent_id},
    }


def _called(kind: str, process: int, thread: int, name: str) -> dict[str, Any]:
    return {"ph": "M", "name": kind, "pid": process, "tid": thread, "args": {"name": name}}
