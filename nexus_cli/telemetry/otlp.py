"""Spans to an OpenTelemetry collector, through OpenTelemetry's own SDK, which the extra brings."""

import logging
import secrets
import time
from collections import deque
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

from nexus_cli.errors import UsageError
from nexus_cli.telemetry.conventions import MODEL_CALL, described, named
from nexus_cli.telemetry.spans import Span

MOST_SPANS = 20_000
"""Held in memory; of more, the latest are sent."""
TIMEOUT_SECONDS = 3.0
"""For the collector to take them, tried again included."""
_SDK = "opentelemetry.exporter.otlp.proto.http"
_NANO = 1_000_000_000


class OtlpCollector:
    """Sends all spans as one trace when the command ends: nothing runs beside an interview.

    `endpoint` is the collector's address without a path, such as `http://localhost:4318`; headers
    come from OTEL_EXPORTER_OTLP_HEADERS.
    """

    def __init__(self, endpoint: str) -> None:
        """Raises UsageError when the SDK is not installed, or the address is none."""
        if not endpoint.startswith(("http://", "https://")):
            raise UsageError(
                "NEXUS_OTLP_ENDPOINT is not a web address.",
                "Write it with http:// or https://, such as http://localhost:4318.",
            )
        if not _installed():
            raise UsageError(
                "NEXUS_OTLP_ENDPOINT is set, but what sends spans there is not installed.",
                "`pip install 'nexus-cli[otel]'` gets it; or unset NEXUS_OTLP_ENDPOINT.",
            )
        self.name = "the collector at NEXUS_OTLP_ENDPOINT"  # the address may hold a password
        self._url = f"{endpoint.rstrip('/')}/v1/traces"
        self._spans: deque[Span] = deque(maxlen=MOST_SPANS)

    def add(self, span: Span) -> None:
        """Take in a span that ended."""
        self._spans.append(span)

    def finish(self) -> None:
        """Send the spans; raises OSError for a collector that does not take them in time."""
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.trace.export import SpanExportResult  # 700 ms, after all is done

        _keep_quiet()
        exporter = OTLPSpanExporter(endpoint=self._url, timeout=TIMEOUT_SECONDS)
        made = _maker()
        result = exporter.export([made(span) for span in self._spans])
        exporter.shutdown()
        if result is not SpanExportResult.SUCCESS:
            raise ConnectionError(0, "it did not take the spans")


def _installed() -> bool:
    try:
        return find_spec(_SDK) is not None
    except ImportError:
        return False


def _keep_quiet() -> None:
    """Leave it to nexus to say in a sentence what the SDK would write across the screen."""
    for name in ("opentelemetry", "urllib3"):
        library = logging.getLogger(name)
        library.addHandler(logging.NullHandler())
        library.propagate = False


def _maker() -> Callable[[Span], Any]:
    """Return what makes the SDK's spans of ours, all in one new trace."""
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import ReadableSpan
    from opentelemetry.trace import SpanContext, SpanKind, Status, StatusCode, TraceFlags

    resource = Resource({"service.name": "nexus"})
    trace, process = secrets.randbits(128) | 1, secrets.randbits(32) << 32
    since_epoch = time.time() - time.monotonic()

    def context(number: int) -> SpanContext:
        return SpanContext(trace, process | number, False, TraceFlags(TraceFlags.SAMPLED))

    def made(span: Span) -> ReadableSpan:
        begin = round((since_epoch + span.start) * _NANO)
        return ReadableSpan(
            name=named(span),
            context=context(span.id),
            parent=context(span.parent_id) if span.parent_id else None,
            resource=resource,
            attributes=described(span),
            kind=SpanKind.CLIENT if span.name == MODEL_CALL else SpanKind.INTERNAL,
            status=Status(StatusCode.ERROR if span.failed else StatusCode.UNSET),
            start_time=begin,
            end_time=begin + round(span.seconds * _NANO),
        )

    return made
