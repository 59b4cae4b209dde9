"""Counters and durations in Prometheus's text format, for a collector that reads files.

The format: https://prometheus.io/docs/instrumenting/exposition_formats, version 0.0.4.
"""

import math
import re
from collections.abc import Iterable
from errno import EEXIST
from pathlib import Path

from nexus_cli.telemetry.spans import Span
from nexus_cli.telemetry.whole_file import write_whole

BUCKETS = tuple(0.00125 * 2**doubling for doubling in range(17))
"""Upper ends in seconds, 1.25 ms to 82 s: those of `gen_ai.client.operation.duration`, continued
below 10 ms for what happens on the machine."""
_STAGES = "nexus_stage_seconds"
_LARGEST_BYTES = 1_000_000
"""Read of a file that is added to: fifty times what nexus writes."""
_TURN_SECONDS = 5
_SAMPLE = re.compile(
    r'(nexus_[a-z0-9_]+(?:\{[a-z_]+="[^"\\\n]{0,99}"(?:,[a-z_]+="[^"\\\n]{0,99}")*\})?)'
    r" (\d{1,18}(?:\.\d{1,18})?)"
)
_NOT_A_LABEL = re.compile(r"[^\w./:@+ -]", re.ASCII)
_NOT_A_NAME = re.compile(r"[^a-z0-9_]")


class MetricsFile:
    """Adds up spans and what was counted in them, for `path`.

    Samples of a histogram are cumulative, so that all samples simply add.
    """

    def __init__(self, path: Path) -> None:
        self.name = f"the metrics {path}"
        self._path = path
        self._samples: dict[str, float] = {}

    def add(self, span: Span) -> None:
        """Take in a span that ended."""
        stage = _label(span.name)
        for bucket in (*BUCKETS, math.inf):
            self._more(_bucket(stage, bucket), float(span.seconds <= bucket))
        self._more(f'{_STAGES}_sum{{stage="{stage}"}}', max(0.0, span.seconds))
        self._more(f'{_STAGES}_count{{stage="{stage}"}}', 1)
        if span.failed:
            error = _label(span.error)
            self._more(f'nexus_stage_errors_total{{stage="{stage}",error="{error}"}}', 1)
        for name, number in span.counts.items():
            self._more(_counter(name), number)

    def finish(self) -> None:
        """Add what was counted to what earlier commands left in the file; raises OSError.

        So counters only grow, as Prometheus wants them. Two commands take turns; lines that nexus
        did not write are dropped.
        """
        from filelock import FileLock  # 10 ms, and only for whoever collects metrics

        lock = self._path.with_name(f".{self._path.name}.lock")
        with FileLock(lock, timeout=_TURN_SECONDS, mode=0o600):
            for sample, value in read_samples(self._path).items():
                self._more(sample, value)
            write_whole(self._path, self.text())

    def text(self) -> str:
        """Return the samples, those of one metric together."""
        lines = []
        if stages := sorted(self._stages()):
            lines += [f"# HELP {_STAGES} How long a stage took.", f"# TYPE {_STAGES} histogram"]
            for stage in stages:
                lines += self._lines(_bucket(stage, bucket) for bucket in (*BUCKETS, math.inf))
                lines += self._lines(
                    f'{_STAGES}_{of}{{stage="{stage}"}}' for of in ("sum", "count")
                )
        counters = sorted(key for key in self._samples if not key.startswith(_STAGES))
        for name in dict.fromkeys(key.partition("{")[0] for key in counters):
            lines.append(f"# TYPE {name} counter")
            lines += self._lines(key for key in counters if key.partition("{")[0] == name)
        return "\n".join([*lines, ""])

    def _stages(self) -> set[str]:
        opening = f'{_STAGES}_count{{stage="'
        counts = (key for key in self._samples if key.startswith(opening))
        return {key.removeprefix(opening).removesuffix('"}') for key in counts}

    def _lines(self, keys: Iterable[str]) -> list[str]:
        return [f"{key} {_figure(self._samples.get(key, 0.0))}" for key in keys]

    def _more(self, sample: str, amount: float) -> None:
        self._samples[sample] = self._samples.get(sample, 0.0) + amount


def read_samples(path: Path) -> dict[str, float]:
    """Return the samples of a file that nexus wrote; none of one that is missing or empty.

    Raises OSError for a file that cannot be read, or holds something else, which must stay.
    """
    try:
        with path.open("rb") as file:
            text = file.read(_LARGEST_BYTES).decode("utf-8", "replace")
    except FileNotFoundError:
        return {}
    found = [_SAMPLE.fullmatch(line) for line in text.splitlines()]
    samples = {sample[1]: float(sample[2]) for sample in found if sample}
    if text.strip() and not samples:
        raise FileExistsError(EEXIST, "it holds something that nexus did not write")
    return samples


def _bucket(stage: str, upper: float) -> str:
    return f'{_STAGES}_bucket{{stage="{stage}",le="{"+Inf" if math.isinf(upper) else upper}"}}'


def _counter(name: str) -> str:
    """Return the sample of a counter; what follows a space in its name is the model it is about."""
    plain, _, model = name.partition(" ")
    labels = f'{{model="{_label(model)}"}}' if model else ""
    return f"nexus_{_NOT_A_NAME.sub('_', plain.lower())}_total{labels}"


def _label(value: str) -> str:
    return _NOT_A_LABEL.sub("_", value)[:99]


def _figure(value: float) -> str:
    return str(int(value)) if value.is_integer() else f"{value:.6f}"
