"""Rounds on disk, so that a benchmark that was stopped goes on where it was."""

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nexus_cli.bench.timing.scenario import Round
from nexus_cli.errors import StoreError, UsageError

FORMAT = "nexus-bench-rounds"


class KeptRounds:
    """A file of JSON lines: first what is measured and on what, then a round a line.

    `made_on` says what must be equal for rounds to be pooled, such as scenario, profile, version
    and machine. Raises UsageError when the file is something else or holds other rounds.
    """

    def __init__(self, path: Path, made_on: Mapping[str, object]) -> None:
        self._path = path
        self._head = {"format": FORMAT, **made_on}
        self.rounds: dict[str, list[Round]] = {}
        """Part of the benchmark to the rounds that were measured."""
        self._read()

    def add(self, part: str, one: Round) -> None:
        """Keep a round; raises StoreError when it cannot be written."""
        self._append({"part": part, **_as_json(one)})
        self.rounds.setdefault(part, []).append(one)

    def _read(self) -> None:
        if not self._path.exists():
            self._append(self._head)
            return
        try:
            text = self._path.read_text("utf-8")
            head, *lines = text.split("\n")
            if json.loads(head) != self._head:
                raise ValueError
        except (OSError, ValueError) as error:
            raise UsageError(
                f"{self._path} does not hold rounds of this benchmark, nexus and machine.",
                "Name another file with --resume; rounds are not pooled.",
            ) from error
        for line in lines:
            if found := read_round(line):
                self.rounds.setdefault(found[0], []).append(found[1])
        if not text.endswith("\n"):  # stopped in the middle of a line, which counts as not there
            self._write("\n")

    def _append(self, value: object) -> None:
        self._write(json.dumps(value) + "\n")

    def _write(self, text: str) -> None:
        try:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(text)
        except OSError as error:
            raise StoreError(
                f"Rounds cannot be kept in {self._path}.", "Name a file that can be written."
            ) from error


def read_round(line: str) -> tuple[str, Round] | None:
    """Return `(part, round)` of a line; None for one that is cut off or is no round."""
    try:
        whole: Any = json.loads(line)
        one = Round(
            times={str(k): [_figure(v) for v in times] for k, times in whole["times"].items()},
            ratios={str(k): _figure(v) for k, v in whole["ratios"].items()},
            parts={
                str(k): {str(part): _figure(v) for part, v in parts.items()}
                for k, parts in whole["parts"].items()
            },
            failures={str(k): int(v) for k, v in whole["failures"].items()},
        )
        return str(whole["part"]), one
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        return None


def _figure(value: Any) -> float:
    figure = float(value)
    if not math.isfinite(figure):
        raise ValueError
    return figure


def _as_json(one: Round) -> dict[str, object]:
    return {
        "times": {name: [round(t, 4) for t in times] for name, times in one.times.items()},
        "ratios": dict(one.ratios),
        "parts": {name: dict(parts) for name, parts in one.parts.items()},
        "failures": dict(one.failures),
    }
