"""What a round of spoken turns has brought, by metric, and the ratios of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from nexus_cli.bench.spoken.script import Reply
from nexus_cli.bench.spoken.sitting import HeardTurn
from nexus_cli.bench.spoken.turn_times import TurnTimes, mean_parts
from nexus_cli.bench.timing.percentiles import median
from nexus_cli.bench.timing.scenario import Round


@dataclass(frozen=True)
class FoundTimes:
    """What a round has brought so far."""

    times: dict[str, list[float]] = field(default_factory=dict)
    parts: dict[str, Mapping[str, float]] = field(default_factory=dict)
    failures: dict[str, int] = field(default_factory=dict)

    def turns(self, timed: Sequence[tuple[HeardTurn, TurnTimes | None]]) -> None:
        """Take in the interview's turns; the first one is cold, and padded."""
        kinds: dict[str, list[TurnTimes]] = {}
        for place, (turn, times) in enumerate(timed):
            name = "done_key" if turn.answer.done_key else turn.answer.reply.value
            cold = f"{name}_cold" if place == 0 else name
            if times is not None:
                kinds.setdefault(cold, []).append(times)
            self.add(_metrics(cold), None if times is None else _values(cold, times))
            if place == 0:
                self.add((f"{name}_padded_ms",), None if times is None else (times.substantive,))
        for name, found in kinds.items():
            self.parts[_metrics(name)[0]] = mean_parts(found)

    def add(self, names: Sequence[str], values: Sequence[float] | None) -> None:
        """Take in one value a metric, or a failure of each."""
        for place, name in enumerate(names):
            if values is None:
                self.failures[name] = self.failures.get(name, 0) + 1
            else:
                self.times.setdefault(name, []).append(values[place])

    def naive(self, found: Mapping[str, tuple[float, Mapping[str, float]] | None]) -> None:
        """Take in the naive pipeline's turns, by the kind of reply."""
        for kind, turn in found.items():
            self.add((f"naive_{kind}_ms",), None if turn is None else (turn[0],))
            if turn is not None:
                self.parts[f"naive_{kind}_ms"] = turn[1]

    def round(self) -> Round:
        """Return all of it, with the ratios of what was measured."""
        sides = {
            "naive_over_next_question": ("naive_next_question_ms", "next_question_substantive_ms"),
            "naive_over_follow_up": ("naive_follow_up_ms", "follow_up_substantive_ms"),
            "follow_up_over_formula": ("follow_up_substantive_ms", "follow_up_formula_ms"),
        }
        ratios = {
            name: median(self.times[over]) / median(self.times[under])
            for name, (over, under) in sides.items()
            if over in self.times and under in self.times
        }
        return Round(self.times, ratios, self.parts, self.failures)


def _metrics(name: str) -> tuple[str, ...]:
    if name == "done_key":
        return ("done_key_ms",)
    floor = "floor_ms" if name == Reply.NEXT_QUESTION else f"{name}_floor_ms"
    return f"{name}_substantive_ms", f"{name}_first_ms", floor, f"{name}_over_floor_ms"


def _values(name: str, times: TurnTimes) -> tuple[float, ...]:
    if name == "done_key":
        return (times.substantive,)
    over = times.substantive - times.floor
    return times.substantive, times.first, times.floor, over
