"""A benchmark as people read it, in a terminal and as a page."""

import platform
import re
from html.parser import HTMLParser

import pytest

from nexus_cli.bench.result import BenchResult
from nexus_cli.bench.timing.drawing import drawn
from nexus_cli.bench.timing.machine import described_machine, machine_line
from nexus_cli.bench.timing.measurement import Measurement
from nexus_cli.bench.timing.page import as_page
from nexus_cli.bench.timing.scenario import Round
from nexus_cli.text import width

ROUNDS = [
    Round(
        {"setup_emulated_critical_path_ms": [1_250.0 + 90 * n], "help_ms": [210.5 + n]},
        {"help_over_typer": 1.25, "one_by_one_over_at_once": 7.5},
        {"setup_emulated_cold_ms": {"read_documents": 100.0, "find_gaps": 300.0}},
        {"help_ms": n % 2},
    )
    for n in range(12)
]
MEASURED = Measurement(ROUNDS)
MACHINE: dict[str, str | float | int] = {
    "system": "Linux",
    "architecture": "x86_64",
    "python": "3.11.9",
    "nexus": "0.1.0",
    "cores": 2,
    "processor": "Made-up Processor 2.0 GHz",
    "memory_gb": 7.8,
    "load": 0.5,
}
RESULT = BenchResult(
    scenario="quick",
    profile="offline and emulated",
    metrics=MEASURED.metrics,
    ratios=MEASURED.ratios,
    breakdown=MEASURED.breakdown,
    taken_on=MACHINE,
    notes=("Stopped in store offline, after 3 of 10 rounds.",),
)


@pytest.mark.parametrize("columns", [20, 40, 80, 120, 300])
def test_every_figure_is_there_and_no_line_too_long(columns: int) -> None:
    text = drawn(RESULT, MEASURED.samples, columns)
    assert max(width(line) for line in text.splitlines()) <= max(40, min(120, columns))
    together = " ".join(text.split())
    for told in ("1,745", "7.50", "goal at least 6", "300 ms, 75%", "after 3 of 10", "p99 needs"):
        assert told in together


def test_bars_are_as_long_as_their_shares() -> None:
    text = drawn(RESULT, {}, 80, block="#")
    bars = {words[0]: line.count("#") for line in text.splitlines() if (words := line.split())}
    assert bars["find"] == pytest.approx(3 * bars["read"], abs=2)
    assert "█" not in text


def test_few_values_have_no_histogram() -> None:
    assert "spreads" not in drawn(RESULT, {"help_ms": [1.0, 2.0, 3.0]}, 80)
    assert "How help_ms spreads, 5 values" in drawn(RESULT, {"help_ms": [1.0] * 5}, 80)


class Reader(HTMLParser):
    """Collects tags and text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_the_page_says_what_the_terminal_says_and_loads_nothing() -> None:
    page = as_page(RESULT, MEASURED.samples)
    reader = Reader()
    reader.feed(page)
    said = " ".join(reader.words)
    for told in ("nexus bench quick", "1,745", "7.50", "300 ms, 75%", "after 3 of 10", "2 cores"):
        assert told in said
    assert "svg" in reader.tags
    assert not {"script", "img", "link", "iframe"} & set(reader.tags)
    assert not re.search(r"https?://|url\(", page)


def test_the_machine_is_described_without_its_name() -> None:
    known = described_machine()
    assert known["cores"]
    assert "hostname" not in known
    assert platform.node() not in known.values()
    assert f"nexus {known['nexus']}" in machine_line(known)
