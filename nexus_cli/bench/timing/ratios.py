"""The ratios that benchmarks report: what each compares, and which way is better.

Work that keeps a core busy is compared by its fastest times in a run: what other programs take of
the core only ever adds. Work that waits for a service is compared round by round, since both sides
of a round draw the same delays, and the median of the rounds is told.
"""

from dataclasses import dataclass
from enum import Enum


class Better(Enum):
    """Which way a ratio should move."""

    LOWER = "at most"
    HIGHER = "at least"


@dataclass(frozen=True)
class Ratio:
    """One ratio; both of its sides are measured in the same run, by turns."""

    meaning: str
    better: Better
    goal: float | None = None
    """What it should reach on any machine; shown, and no gate."""
    fastest: tuple[str, str] | None = None
    """Metrics whose fastest times are compared; None for a ratio that each round brings."""

    @property
    def aim(self) -> str:
        """Return the goal in words, empty where there is none."""
        return "" if self.goal is None else f"goal {self.better.value} {self.goal:g}"

    def worse_by(self, before: float, now: float) -> float:
        """Return by which per cent `now` is worse than `before`; below 0 it is better.

        Lower is better: the ratio's own growth. Higher is better: the growth of its inverse, so
        that half as fast is 100 % worse either way. Both must be above 0.
        """
        worse, better = (now, before) if self.better is Better.LOWER else (before, now)
        return (worse / better - 1) * 100


RATIOS = {
    "help_over_typer": Ratio(
        "nexus --help over a bare Typer app", Better.LOWER, 1.5, ("help_ms", "bare_typer_ms")
    ),
    "help_processor_over_typer": Ratio(
        "the same in processor time, which no other program lengthens",
        Better.LOWER,
        fastest=("help_processor_ms", "bare_typer_processor_ms"),
    ),
    "first_frame_over_textual": Ratio(
        "nexus's first screen over a bare Textual app",
        Better.LOWER,
        fastest=("first_frame_ms", "bare_textual_ms"),
    ),
    "append_over_file": Ratio(
        "a durable event over a line appended and fsynced",
        Better.LOWER,
        fastest=("append_ms", "append_file_ms"),
    ),
    "replay_over_file": Ratio(
        "a session read and folded over its lines parsed, in processor time",
        Better.LOWER,
        fastest=("replay_ms", "replay_file_ms"),
    ),
    "offline_cold_over_help": Ratio(
        "nexus setup, offline, over nexus --help",
        Better.LOWER,
        fastest=("setup_offline_cold_ms", "setup_help_ms"),
    ),
    "offline_cold_processor_over_help": Ratio(
        "the same in processor time",
        Better.LOWER,
        fastest=("setup_offline_cold_processor_ms", "setup_help_processor_ms"),
    ),
    "sequential_over_parallel": Ratio("preparing call by call over all at once", Better.HIGHER),
    "parallel_over_critical_path": Ratio(
        "preparing over what its longest calls take", Better.LOWER, 1.05
    ),
    "at_once_over_alone": Ratio(
        "p95 of a turn with 100 interviews at once over the same turns alone", Better.LOWER
    ),
    "one_by_one_over_at_once": Ratio("10 questions one by one over at once", Better.HIGHER, 6),
    "batch_processor_over_alone": Ratio(
        "a folder's transcript over the same scored in one process, in processor time",
        Better.LOWER,
        fastest=("batch_processor_ms", "batch_alone_processor_ms"),
    ),
    "limit_used": Ratio("calls a second over the service's limit", Better.HIGHER, 0.95),
    "calls_let_in": Ratio("calls that no limit refused over all calls", Better.HIGHER, 0.99),
    "naive_over_next_question": Ratio(
        "the naive pipeline's next question over nexus's", Better.HIGHER, 3
    ),
    "naive_over_follow_up": Ratio("the naive pipeline's follow-up over nexus's", Better.HIGHER, 2),
    "follow_up_over_formula": Ratio(
        "a follow-up over the path on which all is speculative", Better.LOWER, 1.1
    ),
}
"""Name to ratio."""
_UNKNOWN = Ratio("", Better.LOWER)


def ratio_named(name: str) -> Ratio:
    """Return what is known of a ratio; one that is not known should stay low."""
    return RATIOS.get(name, _UNKNOWN)
