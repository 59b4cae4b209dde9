"""What in the figures should be looked into, in sentences."""

from collections.abc import Iterator

from nexus_cli.services.stats import StageStats, Stats

FEWEST = 20
"""Runs or look-ups of a stage, under which a share or a percentile is chance."""
TURNS = ("turn", "response")
"""The stages from an answer to what nexus says next, typed and spoken; the wait that a spoken
answer ends with is as long as the person likes."""
SLOWEST_TURN_SECONDS = 2.0
"""95th percentile of a turn; on two cores one that is streamed with nothing prepared takes 1.9."""
MOST_ERRORS = 0.05
FEWEST_HITS = 0.70


def alerts(stats: Stats) -> tuple[str, ...]:
    """Return a sentence with a next step for each figure that is out of bounds; none is well."""
    return (*_slow(stats), *_failing(stats), *_missing(stats))


def _slow(stats: Stats) -> Iterator[str]:
    for stage in _known(stats):
        if stage.stage in TURNS and stage.p95 > SLOWEST_TURN_SECONDS:
            yield (
                f"One {stage.stage} in twenty took {stage.p95:.1f} s or more, "
                f"over {stage.n} turns; "
                f"{SLOWEST_TURN_SECONDS:.0f} s is the bound. "
                "`nexus --trace FILE interview …` shows where the time goes."
            )


def _failing(stats: Stats) -> Iterator[str]:
    for stage in _known(stats):
        if stage.errors > MOST_ERRORS * stage.n:
            mostly = f", mostly with {stage.commonest_error}" if stage.commonest_error else ""
            yield (
                f"{stage.stage} failed in {stage.errors} of {stage.n} runs{mostly}; "
                f"{MOST_ERRORS:.0%} is the bound. "
                "`nexus setup --check` says what does not work here."
            )


def _missing(stats: Stats) -> Iterator[str]:
    for stage, cache in sorted(stats.sessions.caches.items()):
        if cache.look_ups >= FEWEST and cache.hits < FEWEST_HITS * cache.look_ups:
            yield (
                f"{stage} was found among earlier analyses in {cache.hits} of {cache.look_ups} "
                f"look-ups, less than {FEWEST_HITS:.0%}. They are kept for a week, and found again "
                "only for the same documents with the same models."
            )


def _known(stats: Stats) -> Iterator[StageStats]:
    return (stage for stage in stats.stages if stage.n >= FEWEST)
