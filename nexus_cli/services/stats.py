"""Figures over all sessions and over the log: how much, how long, what failed, what it cost."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from statistics import quantiles

from nexus_cli.errors import StoreError
from nexus_cli.models.events import ModelsUsed
from nexus_cli.models.report import UsageReport
from nexus_cli.models.session import SessionState, fold
from nexus_cli.models.usage import ModelUsage, by_model
from nexus_cli.reports.usage import usage_report
from nexus_cli.services.engines import Services
from nexus_cli.telemetry import Span
from nexus_cli.telemetry.critical_path import CriticalPath, critical_path
from nexus_cli.telemetry.logged import LoggedSpan, read_log
from nexus_cli.telemetry.waterfall import TURNS, Waterfall, waterfall

KEPT_STAGES = ("read_candidate", "read_job", "find_gaps", "plan_questions")
"""What a hosted brain looks up among earlier analyses before it asks a model."""

WAITED_FOR = ("spoken_turn", "turn", "setup")
"""Stages that a person waits for, made of others."""
FEWEST_FOR_P99 = 100
"""Runs under which the 99th percentile is the slowest one by another name."""


@dataclass(frozen=True)
class StageStats:
    """How one stage ran; times in seconds, failed runs included, cancelled ones not."""

    stage: str
    n: int
    errors: int
    p50: float
    p95: float
    p99: float | None
    """None under 100 runs, where it would be the slowest one."""
    commonest_error: str = ""
    """Type of most of the errors, such as `BrainBusyError`."""


@dataclass
class CacheStats:
    """How often a stage was looked up among earlier analyses, and how often it was there."""

    look_ups: int = 0
    hits: int = 0


@dataclass
class SessionStats:
    """What is counted over the stored sessions."""

    finished: int = 0
    unfinished: int = 0
    ready: int = 0
    """Prepared, and no question asked yet."""
    damaged: int = 0
    """Not to be read; counted nowhere else."""
    answers: int = 0
    """Questions that were answered with something."""
    unanswered: int = 0
    """Questions that were skipped or left blank."""
    follow_ups: int = 0
    """Follow-ups that were answered."""
    spoken: int = 0
    """Answers that were spoken."""
    degraded: int = 0
    """How often something second best stepped in."""
    caches: dict[str, CacheStats] = field(default_factory=dict)
    """By stage."""
    used: tuple[ModelUsage, ...] = ()

    @property
    def total(self) -> int:
        """All sessions that are stored."""
        return self.finished + self.unfinished + self.ready + self.damaged


@dataclass(frozen=True)
class Stats:
    """All of it."""

    sessions: SessionStats
    stages: tuple[StageStats, ...]
    """Sorted by name."""
    paths: tuple[CriticalPath, ...]
    """What the latest of each stage that a person waits for was spent on."""
    usage: UsageReport
    since: datetime | None
    """The oldest line of the log; None for an empty one."""
    skipped_lines: int
    """Of the log, because they are not whole or not nexus's."""
    turn: Waterfall | None = None
    """The latest turn, spoken or typed, stage by stage."""


async def gather_stats(services: Services) -> Stats:
    """Return the figures over every stored session, read one at a time, and over the log."""
    counted = SessionStats()
    for session_id in await services.store.sessions():
        try:
            state = fold(await services.store.events(session_id))
        except (StoreError, ValueError):
            counted.damaged += 1
            continue
        _count(counted, state)
    log = read_log(services.settings.log_file)
    used = ModelsUsed(at=services.telemetry.clock.now(), stage="all", usage=counted.used)
    return Stats(
        sessions=counted,
        stages=stage_stats(logged.span for logged in log.spans),
        paths=latest_paths(log.spans),
        usage=usage_report([used]),
        since=log.spans[0].at if log.spans else None,
        skipped_lines=log.skipped,
        turn=latest_turn_of(log.spans),
    )


def latest_paths(logged: Sequence[LoggedSpan]) -> tuple[CriticalPath, ...]:
    """Return the critical path of the latest of each stage in WAITED_FOR that came to its end."""
    found = []
    for name in WAITED_FOR:
        whole = (one for one in reversed(logged) if one.span.name == name and _ended(one.span))
        if (last := next(whole, None)) is not None:
            same = (one.span for one in logged if one.run == last.run)
            found.append(critical_path(last.span, same))
    return tuple(found)


def latest_turn_of(logged: Sequence[LoggedSpan]) -> Waterfall | None:
    """Return the latest turn that came to its end, whatever command it was in."""
    turns = (one for one in reversed(logged) if one.span.name in TURNS and _ended(one.span))
    if (last := next(turns, None)) is None:
        return None
    return waterfall(last.span, [one.span for one in logged if one.run == last.run])


def _ended(span: Span) -> bool:
    return bool(span.id) and not span.cancelled


def stage_stats(spans: Iterable[Span]) -> tuple[StageStats, ...]:
    """Return how each stage ran, by name; a stage that was only ever cancelled is left out."""
    seconds: dict[str, list[float]] = {}
    errors: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for span in spans:
        if not span.cancelled:
            seconds.setdefault(span.name, []).append(span.seconds)
            if span.failed:
                errors[span.name][span.error] += 1
    return tuple(_stage(name, seconds[name], errors[name]) for name in sorted(seconds))


def _stage(name: str, seconds: Sequence[float], errors: Counter[str]) -> StageStats:
    """Between two runs a percentile is interpolated: Hyndman and Fan's definition 7."""
    every = seconds if len(seconds) > 1 else (*seconds, *seconds)
    percentiles = quantiles(every, n=100, method="inclusive")
    return StageStats(
        stage=name,
        n=len(seconds),
        errors=errors.total(),
        p50=percentiles[49],
        p95=percentiles[94],
        p99=percentiles[98] if len(seconds) >= FEWEST_FOR_P99 else None,
        commonest_error=errors.most_common(1)[0][0] if errors else "",
    )


def _count(counted: SessionStats, state: SessionState) -> None:
    if state.ended is not None:
        counted.finished += 1
    elif state.answers:
        counted.unfinished += 1
    else:
        counted.ready += 1
    for answer in state.answers.values():
        counted.answers += not answer.blank
        counted.unanswered += answer.answer is not None and answer.blank
        counted.follow_ups += sum(bool(f.answer) for f in answer.follow_ups)
        counted.spoken += answer.spoken is not None
    counted.degraded += len(state.degraded)
    for used in state.models_used:
        counted.used = by_model((*counted.used, *used.usage))
        if used.stage in KEPT_STAGES:
            cache = counted.caches.setdefault(used.stage, CacheStats())
            cache.look_ups += 1
            cache.hits += used.from_cache
