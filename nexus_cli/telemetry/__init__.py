"""Spans and counters on a monotonic clock, and a log that holds no text of anybody."""

from nexus_cli.telemetry.clock import Clock, SystemClock
from nexus_cli.telemetry.log import open_log
from nexus_cli.telemetry.running import OpenSpan
from nexus_cli.telemetry.spans import Span, Telemetry, observed

__all__ = ["Clock", "OpenSpan", "Span", "SystemClock", "Telemetry", "observed", "open_log"]
