"""Spans to a collector, which here is a few lines on loopback."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.util import find_spec
from threading import Thread
from typing import Any

import pytest

from nexus_cli.errors import UsageError
from nexus_cli.telemetry import Telemetry
from nexus_cli.telemetry.otlp import TIMEOUT_SECONDS, OtlpCollector
from nexus_cli.telemetry.outlets import OTLP_ENDPOINT, outlets


@pytest.fixture
def sdk() -> None:
    if find_spec("opentelemetry") is None:
        if os.environ.get("NEXUS_REQUIRE_PARTS") == "1":
            pytest.fail("the extra `otel` is not installed", pytrace=False)
        pytest.skip("the extra `otel` is not installed")


@contextmanager
def collecting(status: int = 200) -> Iterator[tuple[str, list[bytes]]]:
    """Run a collector that answers with `status`; yield its address and what it got."""
    got: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.path == "/v1/traces"
            got.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Stay quiet."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", got
        server.shutdown()
        thread.join()


def spans_in(body: bytes) -> list[Any]:
    from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

    sent = ExportTraceServiceRequest.FromString(body)
    return [span for r in sent.resource_spans for s in r.scope_spans for span in s.spans]


def test_spans_arrive_as_one_trace_with_their_parents(
    sdk: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    with collecting() as (address, got):
        monkeypatch.setenv(OTLP_ENDPOINT, address)
        with outlets("nexus report", tell=told.append), Telemetry().span("llm", model="m"):
            pass
    by_name = {span.name: span for span in spans_in(got[0])}
    call, command = by_name["chat m"], by_name["nexus report"]
    assert call.trace_id == command.trace_id
    assert call.parent_span_id == command.span_id
    assert command.parent_span_id == b""
    assert call.kind == 3  # CLIENT
    assert {a.key: a.value.string_value for a in call.attributes}["gen_ai.request.model"] == "m"
    assert abs(command.start_time_unix_nano / 1e9 - time.time()) < 60
    assert told == []


def test_a_collector_that_refuses_or_is_not_there_is_a_sentence(
    sdk: None, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    told: list[str] = []
    with collecting(status=400) as (address, _):
        monkeypatch.setenv(OTLP_ENDPOINT, address)
        with outlets("nexus", tell=told.append):
            pass
    begun = time.monotonic()
    with outlets("nexus", tell=told.append):  # it is gone now
        pass
    assert time.monotonic() - begun < 2 * TIMEOUT_SECONDS
    sentence = (
        "Nothing was written to the collector at NEXUS_OTLP_ENDPOINT: it did not take the spans."
    )
    assert told == [sentence, sentence]
    assert capfd.readouterr() == ("", "")


def test_an_address_that_is_none_is_a_sentence() -> None:
    with pytest.raises(UsageError, match="web address"):
        OtlpCollector("localhost:4318")


def test_without_the_extra_there_is_a_sentence_with_the_way_to_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("nexus_cli.telemetry.otlp._SDK", "nexus_cli_has_no_such_part.http")
    with pytest.raises(UsageError, match=r"nexus-cli\[otel\]"):
        OtlpCollector("http://localhost:4318")
