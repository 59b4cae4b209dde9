"""Runs the parts of a benchmark, round by round, and keeps what was measured."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter_ns

from nexus_cli.bench.timing.catalogue import Part
from nexus_cli.bench.timing.kept_rounds import KeptRounds
from nexus_cli.bench.timing.measurement import Measurement
from nexus_cli.bench.timing.scenario import Clock, Round, Setting


@dataclass(frozen=True)
class Ran:
    """What came of a run, whole or stopped."""

    measurement: Measurement
    stopped: str = ""
    """Where Ctrl+C ended it, as a sentence; empty when it ran to its end."""


def run(
    parts: Sequence[Part],
    rounds: int,
    kept: KeptRounds | None = None,
    on_round: Callable[[Part, int, int], None] = lambda part, number, of: None,
    clock: Clock = perf_counter_ns,
    delays: Path | None = None,
    at_once: int = 1,
) -> Ran:
    """Measure `rounds` rounds of each part, without those that `kept` holds already.

    `on_round` is told the part, the number of the round that begins, from 1, and how many there
    are; `delays` is a profile file for what is emulated; `at_once` rounds are measured at a time,
    where a scenario can. Ctrl+C ends the run with what there is.
    Raises what a scenario raises, and StoreError when rounds cannot be kept.
    """
    found: list[Round] = []
    for part in parts:
        wanted = min(rounds, part.most_rounds or rounds)
        known = kept.rounds.get(part.name, [])[:wanted] if kept else []
        found += known
        done = len(known)
        setting = Setting(
            wanted - done,
            Path(),
            part.profile,
            delays,
            brief=part.brief,
            first=done,
            at_once=at_once,
            clock=clock,
        )
        try:
            for one in _measured(part, setting, on_round):
                found.append(one)
                done += 1
                if kept:
                    kept.add(part.name, one)
        except KeyboardInterrupt:
            stopped = f"Stopped in {part.name}, after {done} of {wanted} rounds."
            return Ran(Measurement(found), stopped)
    return Ran(Measurement(found))


def _measured(
    part: Part, setting: Setting, on_round: Callable[[Part, int, int], None]
) -> Iterator[Round]:
    if not setting.rounds:
        return
    of = setting.first + setting.rounds
    with TemporaryDirectory(prefix="nexus-bench-", ignore_cleanup_errors=True) as folder:
        on_round(part, setting.first + 1, of)
        rounds = part.measure(replace(setting, folder=Path(folder)))
        for number, one in enumerate(rounds, setting.first + 1):
            yield one
            if number < of:
                on_round(part, number + 1, of)
